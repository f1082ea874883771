import type { Json, JsonObject } from '../../../../engine/model/json.ts';
import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { numberIn } from '../answers.ts';
import { visibleUsers } from '../api-context.ts';
import type { Api } from '../api-context.ts';
import { userNameOf } from '../control-hub-state.ts';
import type { HubUser } from '../control-hub-state.ts';
import { badRequest, isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { isMatch, parseFilter } from './filter.ts';
import type { Filter } from './filter.ts';
import { undocumentedIn, withSchemas } from './filter-table.ts';
import { listResponse } from './urns.ts';
import { wireUser } from './wire-user.ts';

/** A page of users; `startIndex` counts from 1. What is asked for beyond the most is clipped without a word. */
export function listUsers(api: Api, c: EmulatorContext): JsonObject | Refusal {
  const filter = filterOf(api, c);
  if (filter !== null && isRefusal(filter)) return filter;
  const all = visibleUsers(api);
  const hub = api.hub();
  const users = filter === null ? all : all.filter((user) => isMatch(filter, wireUser(hub, user)));
  const sorted = inOrder(users, c);
  if (isRefusal(sorted)) return sorted;
  const most = hub.settings.mostPerPage;
  const count = numberIn(c.req.query('count'), { least: 0, most, byDefault: Math.min(100, most) });
  const startIndex = numberIn(c.req.query('startIndex'), { least: 1, most: Number.MAX_SAFE_INTEGER, byDefault: 1 });
  const page = sorted.slice(startIndex - 1, startIndex - 1 + count);
  return {
    schemas: [listResponse],
    totalResults: sorted.length,
    itemsPerPage: page.length,
    startIndex,
    Resources: page.map((user) => projected(wireUser(hub, user), c)),
  };
}

function filterOf({ hub }: Api, c: EmulatorContext): Filter | Refusal | null {
  const text = c.req.query('filter') ?? '';
  if (text === '') return null;
  const filter = parseFilter(text);
  if (isRefusal(filter)) return filter;
  const problem = hub().settings.quirks.undocumentedFilters === 'accepted' ? null : undocumentedIn(filter);
  return problem ?? withSchemas(filter);
}

const sortKeys = new Map<string, (user: HubUser) => string | number>([
  ['username', (user) => userNameOf(user).toLowerCase()],
  ['id', ({ id }) => id],
  ['meta.lastmodified', ({ modifiedAt }) => modifiedAt],
]);

/** Without `sortBy` in the order in which they came. */
function inOrder(users: readonly HubUser[], c: EmulatorContext): readonly HubUser[] | Refusal {
  const by = c.req.query('sortBy') ?? '';
  if (by === '') return users;
  const key = sortKeys.get(by.toLowerCase());
  if (key === undefined) return badRequest(`Users cannot be sorted by ${by}.`, { scimType: 'invalidValue' });
  const direction = c.req.query('sortOrder') === 'descending' ? -1 : 1;
  return [...users].sort((one, other) => {
    const [first, second] = [key(one), key(other)];
    return first === second ? 0 : (first < second ? -1 : 1) * direction;
  });
}

/** `attributes` and `excludedAttributes` name whole attributes here; `schemas` and `id` are always given. */
function projected(user: JsonObject, c: EmulatorContext): JsonObject {
  const wanted = namesIn(c.req.query('attributes'));
  const unwanted = namesIn(c.req.query('excludedAttributes'));
  if (wanted.size === 0 && unwanted.size === 0) return user;
  const kept: Record<string, Json> = {};
  for (const [name, value] of Object.entries(user)) {
    const isAlways = name === 'schemas' || name === 'id';
    const isWanted = (wanted.size === 0 || wanted.has(name.toLowerCase())) && !unwanted.has(name.toLowerCase());
    if (isAlways || isWanted) kept[name] = value;
  }
  return kept;
}

function namesIn(text: string | undefined): ReadonlySet<string> {
  const names = (text ?? '').split(',').map((name) => name.trim().toLowerCase());
  return new Set(names.filter((name) => name !== ''));
}
