import type { Deps } from '../../engine/model/deps.ts';
import { type Milliseconds, second } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { PagedRows } from '../kit/paging.ts';
import { type AccountKeys, createAccountKeys } from './account-keys.ts';
import type { Settings } from './settings.ts';

/** All accounts of the server, and whose an id is. */
export interface Directory extends AccountKeys {
  /** Every account, read now; who asks while a list is on its way gets the same one. */
  readonly list: () => Promise<PagedRows<JsonObject>>;
  /** The list of a moment ago, or a new one. */
  readonly recent: () => Promise<PagedRows<JsonObject>>;
}

export interface DirectoryInput {
  readonly settings: Settings;
  readonly list: () => Promise<PagedRows<JsonObject>>;
  readonly clock: Deps['clock'];
}

/** For so long a list of all accounts serves for groups too: both are read for one plan. */
const recentFor: Milliseconds = 30 * second;

export function createDirectory({ settings, list, clock }: DirectoryInput): Directory {
  let latest: { readonly at: Milliseconds; readonly rows: Promise<PagedRows<JsonObject>> } | undefined;
  let underWay = false;

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
    ...createAccountKeys(settings),
  };
}
