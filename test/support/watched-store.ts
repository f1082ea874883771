import type { PortalProbe } from '../../engine/conformance/index.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { MemoryStore } from '../../providers/memory/store.ts';

export interface WatchedStore {
  /** What the provider gets: counted, and with faults in between. */
  readonly store: MemoryStore;
  readonly probe: PortalProbe;
}

/** Puts a counter and the faults of a portal between a store and the provider. */
export function watchStore(inner: MemoryStore, portal: string): WatchedStore {
  let reading = 0;
  let writing = 0;
  let fault: Parameters<PortalProbe['fail']>[0] | null = null;
  const table = (kind: string): string => `${portal}/${kind}`;

  function enter(isSecondPage: boolean): void {
    if (fault?.fault === 'unavailable' || (fault?.fault === 'second-page' && isSecondPage)) {
      throw new ProviderError('unavailable', 'The store is closed for a while.', { cure: 'Try again later.' });
    }
  }

  async function write<T>(act: () => Promise<T>): Promise<T> {
    enter(false);
    const lost = fault?.fault;
    if (lost === 'answer-lost' || lost === 'request-lost') fault = null;
    if (lost === 'request-lost') throw new ProviderError('ambiguous', 'No answer came from the store.');
    const result = await act();
    writing += 1;
    if (lost === 'answer-lost') throw new ProviderError('ambiguous', 'No answer came from the store.');
    return result;
  }

  async function read<T>(isSecondPage: boolean, act: () => Promise<T>): Promise<T> {
    reading += 1;
    enter(isSecondPage);
    return act();
  }

  const store: MemoryStore = {
    page: (name, offset, size) => read(offset > 0, () => inner.page(name, offset, size)),
    find: (name, id, key) => read(false, () => inner.find(name, id, key)),
    insert: (name, key, attributes) => write(() => inner.insert(name, key, attributes)),
    change: (name, id, key, attributes) => write(() => inner.change(name, id, key, attributes)),
    remove: (name, id) => write(() => inner.remove(name, id)),
  };

  const probe: PortalProbe = {
    operations: () => ({ reading, writing }),
    fail: (next) => void (fault = next),
    heal: () => void (fault = null),
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
