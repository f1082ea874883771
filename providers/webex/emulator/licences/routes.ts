import type { JsonObject } from '../../../../engine/model/json.ts';
import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { linkNext, numberIn, refuse, succeed } from '../answers.ts';
import type { Api } from '../api-context.ts';
import type { ControlHub } from '../control-hub-state.ts';
import { userNameOf } from '../control-hub-state.ts';
import { textIn } from '../json-parts.ts';
import { notFound } from '../refusal.ts';
import { readOrgId, wireId } from '../wire-ids.ts';
import { assign } from './assign-route.ts';
import type { LicencePool } from './catalogue.ts';
import { consumedUnits } from './holding.ts';

export function addLicenceRoutes(api: Api): void {
  const { app, operation } = api;
  const page = (c: EmulatorContext): number => pageOf(c).number;
  app.get('/v1/licenses', operation({ name: 'licenses.list', writes: false, act: (c) => list(api, c) }));
  app.get('/v1/licenses/:id', operation({ name: 'licenses.get', writes: false, page, act: (c) => get(api, c) }));
  app.patch('/v1/licenses/users', operation({ name: 'licenses.assign', writes: true, act: (c) => assign(api, c) }));
}

/** All in one answer: this list has no pages. */
function list(api: Api, c: EmulatorContext): Response {
  const hub = api.hub();
  const asked = c.req.query('orgId');
  if (asked !== undefined && readOrgId(asked) !== hub.settings.orgId)
    return refuse(api.voice(c), notFound('The organization'));
  const items = [...hub.pools].map(([id, pool]) => wireLicence(hub, id, pool));
  return succeed(api.voice(c), { items });
}

/** With `includeAssignedTo=user`, who has it, in pages that only `Link` leads through. */
function get(api: Api, c: EmulatorContext): Response {
  const hub = api.hub();
  const id = c.req.param('id') ?? '';
  const pool = hub.pools.get(id);
  if (pool === undefined) return refuse(api.voice(c), notFound('The license'));
  const licence = wireLicence(hub, id, pool);
  if (c.req.query('includeAssignedTo') !== 'user') return succeed(api.voice(c), licence);
  const { start, size } = pageOf(c, Math.min(300, hub.settings.mostPerPage));
  const all = assignedTo(hub, id);
  if (start + size < all.length) linkNext(c, { next: wireCursor(start + size) });
  return succeed(api.voice(c), { ...licence, users: all.slice(start, start + size) });
}

function wireLicence(hub: ControlHub, id: string, pool: LicencePool): JsonObject {
  const consumed = consumedUnits(hub, id);
  const isUnused = consumed === 0 && hub.settings.quirks.unusedConsumption === 'null';
  const { name, subscriptionId, siteUrl, units } = pool;
  return {
    id,
    name,
    totalUnits: units === 'free' ? consumed : units,
    consumedUnits: consumed,
    consumedByUsers: isUnused ? null : consumed,
    consumedByWorkspaces: isUnused ? null : 0,
    ...(subscriptionId === undefined ? {} : { subscriptionId }),
    ...(siteUrl === undefined ? {} : { siteUrl, siteType: 'Control Hub managed site' }),
  };
}

function assignedTo({ holders, users, strangers }: ControlHub, id: string): readonly JsonObject[] {
  const own = [...(holders.get(id) ?? [])].flatMap((userId): JsonObject[] => {
    const user = users.get(userId);
    if (user === undefined) return [];
    const { displayName } = user.attributes;
    return [
      { id: wireId('PEOPLE', user.id), type: 'INTERNAL', displayName: textIn(displayName), email: userNameOf(user) },
    ];
  });
  const strange = [...strangers.values()].filter(({ accepted }) => accepted.has(id));
  return [
    ...own,
    ...strange.map(({ email }) => ({ id: wireId('PEOPLE', email), type: 'EXTERNAL', displayName: email, email })),
  ];
}

const cursorStart = 'ciscospark://us/LICENSE_USER_PAGING/';

function wireCursor(start: number): string {
  return Buffer.from(`${cursorStart}${start}`).toString('base64url');
}

function pageOf(
  c: EmulatorContext,
  most = 300,
): { readonly start: number; readonly size: number; readonly number: number } {
  const size = numberIn(c.req.query('limit'), { least: 1, most, byDefault: most });
  const text = Buffer.from(c.req.query('next') ?? '', 'base64url').toString('utf8');
  const start = text.startsWith(cursorStart) ? Number(text.slice(cursorStart.length)) : 0;
  return { start, size, number: 1 + Math.ceil(start / size) };
}
