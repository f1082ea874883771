import type { PortalProbe } from '../../engine/conformance/index.ts';
import type { MemoryStore } from '../../providers/memory/store.ts';
import { createTurnstile } from './turnstile.ts';

export interface WatchedStore {
  /** What the provider gets: counted, and with faults in between. */
  readonly store: MemoryStore;
  readonly probe: PortalProbe;
}

/** Puts a counter and the faults of a portal between a store and the provider. */
export function watchStore(inner: MemoryStore, portal: string): WatchedStore {
  const { read, write, operations, fail, heal } = createTurnstile();
  const table = (kind: string): string => `${portal}/${kind}`;

  const store: MemoryStore = {
    page: (name, offset, size) => read(() => inner.page(name, offset, size), 1 + offset / size),
    find: (name, id, key) => read(() => inner.find(name, id, key)),
    insert: (name, key, attributes) => write(() => inner.insert(name, key, attributes)),
    change: (name, id, key, attributes) => write(() => inner.change(name, id, key, attributes)),
    remove: (name, id) => write(() => inner.remove(name, id)),
  };

  const probe: PortalProbe = {
    operations,
    fail,
    heal,
    objects: async (kind) => {
      const { rows } = await inner.page(table(kind), 0, Number.POSITIVE_INFINITY);
      return rows.map(({ key, attributes }) => ({ key, presence: 'active', attributes }));
    },
    put: async ({ kind, key }, attributes) => {
      const row = await inner.find(table(kind), null, key);
      if (row === null) await inner.insert(table(kind), key, attributes);
      else await inner.change(table(kind), row.id, key, attributes);
    },
    remove: async ({ kind, key }) => {
      const row = await inner.find(table(kind), null, key);
      if (row !== null) await inner.remove(table(kind), row.id);
    },
    accept: async () => undefined,
  };
  return { store, probe };
}
