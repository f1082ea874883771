import type { ConformanceSubject } from '../../../engine/conformance/index.ts';
import type { Connection, Provider, Reader, ResourceKind, Writer } from '../../../engine/model/provider.ts';
import { exoticSubject } from '../../support/exotic/subject.ts';
import { createExoticProvider } from '../../support/exotic/provider.ts';
import { memorySubject } from '../../support/memory-subject.ts';
import { createMemoryProvider } from '../../../providers/memory/index.ts';

/** A subject that breaks one contract on purpose, and the cases that must say so: these and no others. */
export interface Broken {
  readonly what: string;
  readonly subject: ConformanceSubject;
  readonly fails: readonly string[];
}

type Bend<T> = (good: T) => Partial<T>;

/** The memory provider with a part of its description bent. */
export function bentProvider(bend: Bend<Provider>): ConformanceSubject {
  return memorySubject((store) => bent(createMemoryProvider(store), bend));
}

/** The memory provider with one kind bent. */
export function bentKind(kind: string, bend: Bend<ResourceKind>): ConformanceSubject {
  return memorySubject((store) => withKind(createMemoryProvider(store), kind, bend));
}

export function bentExoticKind(kind: string, bend: Bend<ResourceKind>): ConformanceSubject {
  return exoticSubject((portal) => withKind(createExoticProvider(portal), kind, bend));
}

/** The memory provider with another reader; the bend sees the reader it replaces. */
export function bentReader(bend: Bend<Reader>): ConformanceSubject {
  return memorySubject((store) => withConnection(createMemoryProvider(store), (good) => readerOf(good, bend)));
}

export function bentExoticReader(bend: Bend<Reader>): ConformanceSubject {
  return exoticSubject((portal) => withConnection(createExoticProvider(portal), (good) => readerOf(good, bend)));
}

export function bentWriter(bend: Bend<Writer>): ConformanceSubject {
  return memorySubject((store) => withConnection(createMemoryProvider(store), (good) => writerOf(good, bend)));
}

export function bentExoticWriter(bend: Bend<Writer>): ConformanceSubject {
  return exoticSubject((portal) => withConnection(createExoticProvider(portal), (good) => writerOf(good, bend)));
}

function bent<T>(good: T, bend: Bend<T>): T {
  return { ...good, ...bend(good) };
}

function withKind(provider: Provider, name: string, bend: Bend<ResourceKind>): Provider {
  const replaced = (kind: ResourceKind): ResourceKind => (kind.kind === name ? bent(kind, bend) : kind);
  return { ...provider, kinds: (portal) => provider.kinds(portal).map(replaced) };
}

function withConnection(provider: Provider, replace: (good: Connection) => Connection): Provider {
  return { ...provider, connect: (input) => replace(provider.connect(input)) };
}

function readerOf(good: Connection, bend: Bend<Reader>): Connection {
  return { ...good, reader: bent(good.reader, bend) };
}

function writerOf(good: Connection, bend: Bend<Writer>): Connection {
  return { ...good, writer: bent(good.writer, bend) };
}
