import type { Level } from './access-roles.ts';
import { invalid } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { asLevel } from './access-roles.ts';
import type { Row, Tenant } from './tenant.ts';

/** [ours] The wire facts name `offset` and `max` but no numbers for teammates. */
export const defaultPageSize = 500;
export const largestPageSize = 2_000;

export interface Page {
  readonly offset: number;
  readonly max: number;
}

export interface PageRule {
  readonly standard: number;
  readonly largest: number;
}

/** Numbers in a query string or in a JSON body. */
export function pageOf(input: { readonly offset?: unknown; readonly max?: unknown }, rule: PageRule): Page | Refusal {
  const offset = wholeNumber(input.offset ?? 0);
  const max = wholeNumber(input.max ?? rule.standard);
  if (offset === undefined) return invalid('offset must be a whole number from 0');
  if (max === undefined || max < 1 || max > rule.largest) return invalid(`max must be from 1 to ${rule.largest}`);
  return { offset, max };
}

function wholeNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  return typeof value === 'string' && /^\d{1,9}$/u.test(value) ? Number(value) : undefined;
}

export interface LevelFilter {
  readonly level: Level | 'all';
  readonly levelId: string | null;
}

export function levelFilterOf(tenant: Tenant, level?: string, levelId?: string): LevelFilter | Refusal {
  if (level === undefined || level === 'client') return { level: 'client', levelId: null };
  if (level === 'all') return { level, levelId: null };
  const known = asLevel(level);
  if (known === undefined) return invalid('level must be client, group, team or all');
  if (levelId === undefined) return { level: known, levelId: null };
  const places = known === 'group' ? tenant.groups : tenant.teams;
  return places.has(levelId) ? { level: known, levelId } : invalid(`levelId names no ${known}`);
}

/** Lists of rows per level, made anew only after rows came or went, so that paging stays linear. */
export interface Listing {
  readonly rows: (tenant: Tenant, filter: LevelFilter) => readonly Row[];
}

export function createListing(): Listing {
  let version = -1;
  let lists = new Map<string, readonly Row[]>();

  return {
    rows: (tenant, filter) => {
      if (version !== tenant.version) {
        lists = new Map();
        version = tenant.version;
      }
      const key = `${filter.level} ${filter.levelId ?? ''}`;
      const kept = lists.get(key);
      if (kept !== undefined) return kept;
      const made = [...tenant.rows.values()].filter((row) => isAt(row, filter));
      lists.set(key, made);
      return made;
    },
  };
}

function isAt(row: Row, filter: LevelFilter): boolean {
  if (filter.level === 'all') return true;
  return row.level === filter.level && (filter.levelId === null || row.levelId === filter.levelId);
}
