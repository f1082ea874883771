import type { JsonObject } from '../../engine/model/json.ts';

/** One row, as a portal would hold it: an id that never changes, the natural key, and the attributes. */
export interface MemoryRow {
  readonly id: string;
  readonly key: string;
  readonly attributes: JsonObject;
}

export interface MemoryPage {
  readonly rows: readonly MemoryRow[];
  /** How many rows there are in all pages together. */
  readonly total: number;
}

/**
 * A portal in this process. Each function is one operation, as a request would be at a real portal, so that tests can
 * put a counter or a fault in between.
 */
export interface MemoryStore {
  readonly page: (table: string, offset: number, size: number) => Promise<MemoryPage>;
  /** By id; by key where there is no such id. Null where there is neither. */
  readonly find: (table: string, id: string | null, key: string) => Promise<MemoryRow | null>;
  /** Null where the key is taken. */
  readonly insert: (table: string, key: string, attributes: JsonObject) => Promise<MemoryRow | null>;
  /** Sets the given attributes and leaves the others. Null where the row is not there or the new key is taken. */
  readonly change: (table: string, id: string, key: string, attributes: JsonObject) => Promise<MemoryRow | null>;
  /** False where it was not there. */
  readonly remove: (table: string, id: string) => Promise<boolean>;
}

interface Table {
  readonly rows: Map<string, MemoryRow>;
  readonly ids: Map<string, string>;
}

export function createMemoryStore(): MemoryStore {
  const tables = new Map<string, Table>();
  let lastId = 0;

  function tableOf(name: string): Table {
    const table = tables.get(name) ?? { rows: new Map(), ids: new Map() };
    tables.set(name, table);
    return table;
  }

  function put(table: Table, row: MemoryRow): MemoryRow {
    table.rows.set(row.id, row);
    table.ids.set(row.key, row.id);
    return row;
  }

  return {
    async page(name, offset, size) {
      const { rows } = tableOf(name);
      return { rows: [...rows.values()].slice(offset, offset + size), total: rows.size };
    },
    async find(name, id, key) {
      const table = tableOf(name);
      return table.rows.get(id ?? '') ?? table.rows.get(table.ids.get(key) ?? '') ?? null;
    },
    async insert(name, key, attributes) {
      const table = tableOf(name);
      if (table.ids.has(key)) return null;
      lastId += 1;
      return put(table, { id: `${lastId}`, key, attributes });
    },
    async change(name, id, key, attributes) {
      const table = tableOf(name);
      const row = table.rows.get(id);
      const holder = table.ids.get(key);
      if (row === undefined || (holder !== undefined && holder !== id)) return null;
      table.ids.delete(row.key);
      return put(table, { id, key, attributes: { ...row.attributes, ...attributes } });
    },
    async remove(name, id) {
      const table = tableOf(name);
      const row = table.rows.get(id);
      if (row === undefined) return false;
      table.ids.delete(row.key);
      return table.rows.delete(id);
    },
  };
}
