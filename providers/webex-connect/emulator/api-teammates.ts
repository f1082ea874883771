import type { EmulatorContext } from '../../kit/emulator-operation.ts';
import type { Api } from './api-context.ts';
import { answer, ifVisible, withoutInvisible } from './api-context.ts';
import { readBody, refuse, succeed, wireRow } from './envelope.ts';
import { createListing, defaultPageSize, largestPageSize, levelFilterOf, pageOf } from './listing.ts';
import type { Listing } from './listing.ts';
import { isRefusal } from './refusal.ts';
import { changeTeammate, deleteTeammate, readTeammate } from './teammates.ts';
import type { Row } from './tenant.ts';

const pageRule = { standard: defaultPageSize, largest: largestPageSize };

/** [ours] The list and the teammates who have joined. */
export function addTeammateRoutes(api: Api): void {
  const { app, operation } = api;
  const listing = createListing();
  app.get(
    '/teammates',
    operation({ name: 'teammates.list', writes: false, page: pageNumber, act: (c) => list(api, listing, c) }),
  );
  app.get('/teammates/:uuid', operation({ name: 'teammates.read', writes: false, act: (c) => read(api, c) }));
  app.patch('/teammates/:uuid', operation({ name: 'teammates.update', writes: true, act: (c) => update(api, c) }));
  app.delete('/teammates/:uuid', operation({ name: 'teammates.delete', writes: true, act: (c) => remove(api, c) }));
}

function list(api: Api, listing: Listing, c: EmulatorContext): Response {
  const tenant = api.tenant();
  const { offset, max, level, levelId, email } = c.req.query();
  const page = pageOf({ offset, max }, pageRule);
  if (isRefusal(page)) return refuse(c, tenant, page);
  const filter = levelFilterOf(tenant, level, levelId);
  if (isRefusal(filter)) return refuse(c, tenant, filter);
  const all = email === undefined ? listing.rows(tenant, filter) : rowOf(api, email);
  const visible = withoutInvisible(api, all);
  const rows = visible.slice(page.offset, page.offset + page.max);
  tenant.auditLog.record(api.actor(c), 'getUsers');
  const counts = { totalRecords: visible.length, resultSize: rows.length };
  return succeed(c, tenant, { ...counts, teammates: rows.map(wireRow) });
}

function rowOf(api: Api, email: string): readonly Row[] {
  const row = api.tenant().rows.get(email.trim().toLowerCase());
  return row === undefined ? [] : [row];
}

function read(api: Api, c: EmulatorContext): Response {
  return answer(api, c, ifVisible(api, readTeammate(api.tenant(), c.req.param('uuid') ?? '')));
}

async function update(api: Api, c: EmulatorContext): Promise<Response> {
  const patch = await readBody(c);
  if (isRefusal(patch)) return refuse(c, api.tenant(), patch);
  return answer(api, c, changeTeammate(api.tenant(), api.actor(c), { uuid: c.req.param('uuid') ?? '', patch }));
}

function remove(api: Api, c: EmulatorContext): Response {
  const result = deleteTeammate(api.tenant(), api.actor(c), c.req.param('uuid') ?? '');
  return isRefusal(result) ? refuse(c, api.tenant(), result) : c.body(null, 204);
}

function pageNumber(c: EmulatorContext): number {
  const page = pageOf(c.req.query(), pageRule);
  return isRefusal(page) ? 1 : Math.floor(page.offset / page.max) + 1;
}
