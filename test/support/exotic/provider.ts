import type { Change, Verb } from '../../../engine/model/change.ts';
import { instantOf, minute, second } from '../../../engine/model/instant.ts';
import type { Json } from '../../../engine/model/json.ts';
import { ProviderError, problemOf } from '../../../engine/model/provider-error.ts';
import type {
  ConnectInput,
  Outcome,
  Provider,
  ReadRequest,
  ReadResult,
  Write,
} from '../../../engine/model/provider.ts';
import type { Known, ObservedResource } from '../../../engine/model/resource.ts';
import { badge, circle, gateOf, invitee, locker, order } from './kinds.ts';
import type { ExoticObject } from './desk.ts';
import type { ExoticPortal } from './portal.ts';

/** Its token; found anywhere outside the portal, it has leaked. */
export const canary = 'canary-5f1d-token';

const kinds = [invitee, order, badge, locker, circle];

/** A provider for tests only: every contract that the reference provider has no use for. */
export function createExoticProvider(portal: ExoticPortal | null): Provider {
  return {
    name: 'exotic',
    title: 'Exotic (tests only)',
    reality: 'Nothing here is real: it exists to exercise every contract of a provider.',
    licenses: { can: false, why: 'Nothing is sold here.' },
    settingsSchema: { type: 'object', properties: {}, additionalProperties: false },
    planes: ['desk', 'vault'],
    credentialNames: () => ['token'],
    kinds: () => kinds,
    connect: (input) => {
      if (portal === null) throw new ProviderError('unavailable', 'There is no portal behind this description.');
      return connectionTo(portal, input);
    },
  };
}

function connectionTo(portal: ExoticPortal, input: ConnectInput): ReturnType<Provider['connect']> {
  const here = { portal, input };
  const guarded =
    <A extends unknown[], R>(act: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      const shown = input.credentials['token']?.reveal();
      if (shown === canary) return act(...given);
      throw new ProviderError('auth', 'The portal refused the token.', { cure: 'Make a new token at the desk.' });
    };
  const writes = (verb: Verb, write: (here: Here, change: Change) => Promise<Outcome>): Write =>
    guarded(async (change, { signal }) => {
      signal.throwIfAborted();
      const can = kinds.some(({ kind, capabilities }) => kind === change.address.kind && capabilities[verb].can);
      if (!can) throw new ProviderError('invalid', `Here nobody can ${verb} a ${change.address.kind}.`);
      return write(here, change);
    });
  return {
    reader: {
      read: guarded((kind: string, request: ReadRequest) => read(here, kind, request)),
      estimate: async () => null,
      poll: guarded((kind: string, ref: string) => poll(here, kind, ref)),
    },
    writer: {
      create: writes('create', arrive),
      invite: writes('invite', arrive),
      update: writes('update', amend),
      reset: writes('reset', amend),
      sync: writes('sync', amend),
      delete: writes('delete', remove),
    },
  };
}

interface Here {
  readonly portal: ExoticPortal;
  readonly input: ConnectInput;
}

async function read(here: Here, kind: string, request: ReadRequest): Promise<ReadResult> {
  if (kind === 'locker') return result(here, kind, { coverage: 'known-only', objects: [], pages: 0 });
  if (request.only !== undefined) return readEach(here, kind, request.only);
  return kind === 'order' ? readEach(here, kind, request.known) : readList(here, kind);
}

async function readEach(here: Here, kind: string, known: readonly Known[]): Promise<ReadResult> {
  const objects: ExoticObject[] = [];
  const absent = [];
  for (const { address, id } of known) {
    here.input.deps.signal.throwIfAborted();
    const object = await here.portal.find(kind, id, address.key);
    if (object === null) absent.push(address);
    else objects.push(object);
  }
  return { ...result(here, kind, { coverage: 'known-only', objects, pages: known.length }), absent };
}

async function readList(here: Here, kind: string): Promise<ReadResult> {
  const objects: ExoticObject[] = [];
  for (let pages = 1; ; pages += 1) {
    here.input.deps.signal.throwIfAborted();
    try {
      const page = await here.portal.page(kind, pages);
      objects.push(...page.objects);
      if (page.last) return result(here, kind, { coverage: 'complete', objects, pages });
    } catch (error) {
      if (pages === 1) throw error;
      const partial = result(here, kind, { coverage: 'partial', objects, pages });
      return { ...partial, problem: problemOf(error) };
    }
  }
}

async function poll(here: Here, kind: string, ref: string): Promise<Outcome | null> {
  const [id = '', key = ''] = ref.split(' ');
  const object = await here.portal.find(kind, id, key);
  return object === null ? null : { outcome: 'done', observed: observe(here, kind, object) };
}

async function arrive(here: Here, change: Change): Promise<Outcome> {
  const { kind, key } = change.address;
  const presence = kind === 'invitee' || kind === 'badge' ? 'invited' : 'active';
  const readyAfter = kind === 'order' ? minute / 2 : 0;
  const made = { key, attributes: change.after ?? {}, presence, readyAfter } as const;
  const object = await here.portal.insert(kind, made);
  if (object === null) throw new ProviderError('conflict', `There is a ${kind} ${key} already.`);
  if (kind === 'order') return { outcome: 'accepted', ref: `${object.id} ${key}`, checkAfter: 10 * second };
  const observed = observe(here, kind, object);
  return kind === 'badge' ? { outcome: 'gated', gate: gateOf(observed), observed } : { outcome: 'done', observed };
}

async function amend(here: Here, change: Change): Promise<Outcome> {
  const { kind, key } = change.address;
  const object = change.id && (await here.portal.change(kind, change.id, change.after ?? {}));
  if (!object) throw new ProviderError('not-found', `There is no ${kind} ${key}.`);
  return { outcome: 'done', observed: observe(here, kind, object) };
}

async function remove(here: Here, change: Change): Promise<Outcome> {
  if (change.id !== null) await here.portal.remove(change.address.kind, change.id);
  return { outcome: 'done', observed: null };
}

type Brought = { coverage: ReadResult['coverage']; objects: readonly ExoticObject[]; pages: number };

function result(here: Here, kind: string, { coverage, objects, pages }: Brought): ReadResult {
  const resources = objects.map((object) => observe(here, kind, object));
  return { coverage, resources, absent: [], evidence: [], pages, rows: objects.length, problem: null };
}

function observe(here: Here, kind: string, object: ExoticObject): ObservedResource {
  const { id, key, presence, sentAt, expiresAt } = object;
  const attributes: Record<string, Json> = { ...object.attributes };
  delete attributes['pin'];
  return {
    address: { portal: here.input.portal.name, kind, key },
    id,
    presence,
    attributes,
    ...(sentAt === null || expiresAt === null ? {} : { invitation: { sentAt, expiresAt } }),
    evidence: { grade: 'read', at: instantOf(here.input.deps.clock.now()) },
  };
}
