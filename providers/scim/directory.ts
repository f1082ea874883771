import type { Deps } from '../../engine/model/deps.ts';
import { type Milliseconds, second } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { PagedRows } from '../kit/paging.ts';
import type { Settings } from './settings.ts';
import { isActive, userKeyOf } from './user-row.ts';
import { textMember } from './wire.ts';

/** Whose account an id is. Groups hold ids, manifests hold addresses. */
export interface Directory {
  /** Every account, read now; who asks while a list is on its way gets the same one. */
  readonly list: () => Promise<PagedRows<JsonObject>>;
  /** The list of a moment ago, or a new one. */
  readonly recent: () => Promise<PagedRows<JsonObject>>;
  readonly remember: (row: JsonObject) => void;
  readonly forget: (id: string) => void;
  readonly keyOf: (id: string) => string | undefined;
  readonly idOf: (key: string) => string | undefined;
  /** Of every account with this key, where a server lets several have one. */
  readonly idsOf: (key: string) => readonly string[];
}

export interface DirectoryInput {
  readonly settings: Settings;
  readonly list: () => Promise<PagedRows<JsonObject>>;
  readonly clock: Deps['clock'];
}

/** For so long a list of all accounts serves for groups too: both are read for one plan. */
const recentFor: Milliseconds = 30 * second;

export function createDirectory({ settings, list, clock }: DirectoryInput): Directory {
  const keys = new Map<string, string>();
  const ids = new Map<string, string>();
  const shared = new Map<string, Set<string>>();
  let latest: { readonly at: Milliseconds; readonly rows: Promise<PagedRows<JsonObject>> } | undefined;
  let underWay = false;

  function remember(row: JsonObject): void {
    const id = textMember(row, 'id');
    if (id === undefined) return;
    const key = userKeyOf(row, settings);
    const former = keys.get(id);
    if (former !== undefined && former !== key && ids.get(former) === id) ids.delete(former);
    if (former !== undefined) shared.get(former)?.delete(id);
    keys.set(id, key);
    shared.set(key, (shared.get(key) ?? new Set()).add(id));
    // Of two accounts of one key the one that can be used is meant.
    if (!ids.has(key) || isActive(row)) ids.set(key, id);
  }

  function listNow(): Promise<PagedRows<JsonObject>> {
    if (latest !== undefined && underWay) return latest.rows;
    underWay = true;
    const rows = list().finally(() => {
      underWay = false;
    });
    latest = { at: clock.monotonic(), rows };
    rows.catch(() => {
      latest = undefined;
    });
    return rows;
  }

  return {
    list: listNow,
    recent: () => {
      const isRecent = latest !== undefined && clock.monotonic() - latest.at <= recentFor;
      return isRecent && latest !== undefined ? latest.rows : listNow();
    },
    remember,
    forget(id) {
      const key = keys.get(id);
      keys.delete(id);
      if (key === undefined) return;
      shared.get(key)?.delete(id);
      if (ids.get(key) === id) ids.delete(key);
    },
    keyOf: (id) => keys.get(id),
    idOf: (key) => ids.get(key),
    idsOf: (key) => [...(shared.get(key) ?? [])],
  };
}
