import type { ConformanceSubject } from '../../../engine/conformance/index.ts';
import type {
  ConnectInput,
  Connection,
  Provider,
  Reader,
  ResourceKind,
  Writer,
} from '../../../engine/model/provider.ts';
import { createMemoryProvider } from '../../../providers/memory/index.ts';
import type { MemoryStore } from '../../../providers/memory/store.ts';
import { webexConnect } from '../../../providers/webex-connect/index.ts';
import { createExoticProvider } from '../../support/exotic/provider.ts';
import { exoticSubject } from '../../support/exotic/subject.ts';
import { memorySubject } from '../../support/memory-subject.ts';
import { webexConnectSubject } from '../../support/webex-connect-subject.ts';

/** A subject that breaks one contract on purpose, and the cases that must say so: these and no others. */
export interface Broken {
  readonly what: string;
  readonly subject: ConformanceSubject;
  /** Only the cases of this kind are run; all where it is left out. */
  readonly kind?: string;
  /** Names without the kind in front. */
  readonly fails: readonly string[];
  /** Nothing works any more: besides these, any other may fail. */
  readonly andMore?: true;
}

/** The part to replace, made from the good one. */
export type Bend<T, Context = undefined> = (good: T, context: Context) => Partial<T>;

type Subject = (make: (provider: Provider) => Provider) => ConformanceSubject;

export const onMemory: Subject = (make) => memorySubject((store) => make(createMemoryProvider(store)));
export const onExotic: Subject = (make) => exoticSubject((portal) => make(createExoticProvider(portal)));
export const onWebexConnect: Subject = (make) => webexConnectSubject('adapter', make(webexConnect));

/** The memory provider over another store. */
export function onStore(bend: Bend<MemoryStore>): ConformanceSubject {
  return memorySubject((store) => createMemoryProvider(bent(store, bend)));
}

export function provider(bend: Bend<Provider>): (good: Provider) => Provider {
  return (good) => bent(good, bend);
}

export function kind(name: string, bend: Bend<ResourceKind>): (good: Provider) => Provider {
  const replaced = (one: ResourceKind): ResourceKind => (one.kind === name ? bent(one, bend) : one);
  return (good) => ({ ...good, kinds: (portal) => good.kinds(portal).map(replaced) });
}

export function input(bend: (given: ConnectInput) => ConnectInput): (good: Provider) => Provider {
  return (good) => ({ ...good, connect: (given) => good.connect(bend(given)) });
}

export function reader(bend: Bend<Reader, ConnectInput>): (good: Provider) => Provider {
  return connection((good, given) => ({ ...good, reader: { ...good.reader, ...bend(good.reader, given) } }));
}

export function writer(bend: Bend<Writer, ConnectInput>): (good: Provider) => Provider {
  return connection((good, given) => ({ ...good, writer: { ...good.writer, ...bend(good.writer, given) } }));
}

/** Every verb of a writer, bent in one way. */
export function everyVerb(bend: (write: Writer['create']) => Writer['create']): (good: Provider) => Provider {
  return writer((good) => ({
    create: bend(good.create),
    invite: bend(good.invite),
    update: bend(good.update),
    delete: bend(good.delete),
  }));
}

function connection(bend: (good: Connection, given: ConnectInput) => Connection): (good: Provider) => Provider {
  return (good) => ({ ...good, connect: (given) => bend(good.connect(given), given) });
}

function bent<T>(good: T, bend: Bend<T>): T {
  return { ...good, ...bend(good, undefined) };
}
