import type { Deps } from '../../engine/model/deps.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { Page } from '../kit/paging.ts';
import { type ResourceType, textMember } from './wire.ts';

/** One object, as it is after a write. `shows`: whether a row has what was written. */
export type ReadBack = (type: ResourceType, id: string, shows: (row: JsonObject) => boolean) => Promise<JsonObject>;

export interface ReadBackInput {
  /** Whether reads are joined too: only where writes are. */
  readonly joins: (type: ResourceType) => Promise<boolean>;
  readonly search: (type: ResourceType, filter: string) => Promise<Page<JsonObject>>;
  readonly read: (type: ResourceType, id: string) => Promise<JsonObject>;
  readonly sleep: Deps['sleep'];
}

interface Waiting {
  readonly id: string;
  readonly settle: (row: JsonObject | undefined) => void;
}

/** So many ids make an address of some 3,000 characters: all servers take that. */
const mostAtOnce = 40;

/**
 * Reads what was written. Servers answer bulk requests without the objects, so that each would have to be asked for by
 * itself: those of one turn of the event loop are found by one filter instead. What a list shows may be older than the
 * object: where it does not show what was written, and where it does not show it at all, the object itself is read.
 */
export function createReadBack({ joins, search, read, sleep }: ReadBackInput): ReadBack {
  const waiting: Record<ResourceType, Waiting[]> = { User: [], Group: [] };
  let isRefused = false;

  function joined(type: ResourceType, id: string): Promise<JsonObject | undefined> {
    return new Promise((resolve) => {
      waiting[type].push({ id, settle: resolve });
      if (waiting[type].length === 1) void gather(type);
    });
  }

  async function gather(type: ResourceType): Promise<void> {
    await sleep(0);
    const all = waiting[type];
    waiting[type] = [];
    for (let at = 0; at < all.length; at += mostAtOnce) await find(type, all.slice(at, at + mostAtOnce));
  }

  async function find(type: ResourceType, ones: readonly Waiting[]): Promise<void> {
    const rows = ones.length < 2 || isRefused ? [] : await found(type, ones);
    for (const { id, settle } of ones) settle(rows.find((row) => textMember(row, 'id') === id));
  }

  async function found(type: ResourceType, ones: readonly Waiting[]): Promise<readonly JsonObject[]> {
    try {
      const { rows } = await search(type, ones.map(({ id }) => `id eq ${JSON.stringify(id)}`).join(' or '));
      // Some servers take such a filter and find nothing by it.
      isRefused = rows.length === 0;
      return rows;
    } catch {
      // Whatever goes wrong is told where the object itself is read.
      isRefused = true;
      return [];
    }
  }

  return async (type, id, shows) => {
    const row = !isRefused && (await joins(type)) ? await joined(type, id) : undefined;
    return row !== undefined && shows(row) ? row : read(type, id);
  };
}
