import type { JsonObject } from '../../engine/model/json.ts';
import type { Settings } from './settings.ts';
import { twinKey } from './twins.ts';
import { isActive, userKeyOf } from './user-row.ts';
import { textMember } from './wire.ts';

/** Whose account an id is, of all accounts that were seen. Groups hold ids, manifests hold addresses. */
export interface AccountKeys {
  readonly remember: (row: JsonObject) => void;
  readonly forget: (id: string) => void;
  /** These are the ledger's own accounts: each is the one that its key means, whoever else has that key. */
  readonly own: (ids: readonly string[]) => void;
  /** As the list of accounts shows it: one that is not meant by its key has its id behind it. */
  readonly keyOf: (id: string) => string | undefined;
  readonly idOf: (key: string) => string | undefined;
  /** Of every account that is shown with this key: several, where a server lets them have one and none is known. */
  readonly idsOf: (key: string) => readonly string[];
}

export function createAccountKeys(settings: Settings): AccountKeys {
  const keys = new Map<string, string>();
  const ids = new Map<string, string>();
  const shared = new Map<string, Set<string>>();
  const usable = new Set<string>();
  let owned: ReadonlySet<string> = new Set();

  function remember(row: JsonObject): void {
    const id = textMember(row, 'id');
    if (id === undefined) return;
    const key = userKeyOf(row, settings);
    const former = keys.get(id);
    if (former !== undefined && former !== key && ids.get(former) === id) ids.delete(former);
    if (former !== undefined) shared.get(former)?.delete(id);
    keys.set(id, key);
    shared.set(key, (shared.get(key) ?? new Set()).add(id));
    if (isActive(row)) usable.add(id);
    else usable.delete(id);
    // Of two accounts of one key the one that can be used is meant.
    if (!ids.has(key) || isActive(row)) ids.set(key, id);
  }

  /** The same rule by which the list tells accounts of one key apart; undefined where nobody can tell. */
  function meantBy(key: string): string | undefined {
    const ones = [...(shared.get(key) ?? [])];
    const [first, ...others] = ones.filter((id) => usable.has(id));
    const own = ones.find((id) => owned.has(id));
    return own ?? (others.length > 0 ? undefined : (first ?? ones[0]));
  }

  function keyOf(id: string): string | undefined {
    const key = keys.get(id);
    if (key === undefined || (shared.get(key)?.size ?? 0) < 2) return key;
    const meant = meantBy(key);
    return meant === undefined || meant === id ? key : twinKey(key, id);
  }

  return {
    remember,
    forget(id) {
      const key = keys.get(id);
      keys.delete(id);
      usable.delete(id);
      if (key === undefined) return;
      shared.get(key)?.delete(id);
      if (ids.get(key) === id) ids.delete(key);
    },
    own: (ones) => {
      owned = new Set(ones);
    },
    keyOf,
    idOf: (key) => meantBy(key) ?? ids.get(key),
    idsOf: (key) => {
      const ones = shared.get(key) ?? shared.get(key.replace(/ \(id [^)]*\)$/, '')) ?? [];
      return [...ones].filter((id) => keyOf(id) === key);
    },
  };
}
