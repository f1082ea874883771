import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { emptySuccess, linkNext, numberIn, readBody, refuse, succeed } from '../answers.ts';
import { visibleUser, visibleUsers } from '../api-context.ts';
import type { Api } from '../api-context.ts';
import { findUser, userNameOf } from '../control-hub-state.ts';
import type { HubUser } from '../control-hub-state.ts';
import { textIn } from '../json-parts.ts';
import { deleteUser } from '../lifecycle.ts';
import { badRequest, isRefusal, notFound } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { roleIds } from '../scim/attributes.ts';
import { readOrgId, readWireId } from '../wire-ids.ts';
import { wirePerson } from './wire-person.ts';
import { createPerson, replacePerson } from './write.ts';

/** The older way to the same users. Cisco advises SCIM instead; reads are of use. */
export function addPeopleRoutes(api: Api): void {
  const { app, operation } = api;
  const page = (c: EmulatorContext): number => 1 + Math.ceil(startOf(c) / sizeOf(api, c));
  app.get('/v1/people', operation({ name: 'people.list', writes: false, page, act: (c) => list(api, c) }));
  app.post('/v1/people', operation({ name: 'people.create', writes: true, act: (c) => create(api, c) }));
  app.get('/v1/people/me', operation({ name: 'people.me', writes: false, act: (c) => give(api, c, ownerOf(api)) }));
  app.get('/v1/people/:id', operation({ name: 'people.get', writes: false, act: (c) => give(api, c, reader(api, c)) }));
  app.put('/v1/people/:id', operation({ name: 'people.replace', writes: true, act: (c) => replace(api, c) }));
  app.delete('/v1/people/:id', operation({ name: 'people.delete', writes: true, act: (c) => remove(api, c) }));
}

function list(api: Api, c: EmulatorContext): Response {
  const asked = c.req.query('id')?.split(',');
  if (asked !== undefined && asked.length > 85) return refuse(api.voice(c), badRequest('At most 85 ids.'));
  const found = asked === undefined ? selected(api, c) : asked.flatMap((id) => userBy(api, id) ?? []);
  if (isRefusal(found)) return refuse(api.voice(c), found);
  const start = startOf(c);
  const size = sizeOf(api, c);
  if (start + size < found.length) linkNext(c, { cursor: String(start + size) });
  const view = {
    isWhole: asked === undefined,
    withStatus: asked === undefined && c.req.query('excludeStatus') !== 'true',
  };
  return succeed(api.voice(c), {
    items: found.slice(start, start + size).map((user) => wirePerson(api.hub(), user, view)),
    notFoundIds: (asked ?? []).filter((id) => userBy(api, id) === undefined),
  });
}

function selected(api: Api, c: EmulatorContext): readonly HubUser[] | Refusal {
  const { email, displayName, orgId, roles, locationId } = c.req.query();
  if (orgId !== undefined && readOrgId(orgId) !== api.hub().settings.orgId) return notFound('The organization');
  const wanted = roles?.split(',').map((id) => readWireId('ROLE', id));
  const start = displayName?.toLowerCase() ?? '';
  return visibleUsers(api).filter((user) => {
    if (locationId !== undefined) return false;
    if (email !== undefined && userNameOf(user).toLowerCase() !== email.toLowerCase()) return false;
    if (!textIn(user.attributes['displayName']).toLowerCase().startsWith(start)) return false;
    return wanted === undefined || roleIds(user.attributes).some((id) => wanted.includes(id));
  });
}

/** Clipped without a word; lower where calling data or a location is asked for, as documented. */
function sizeOf(api: Api, c: EmulatorContext): number {
  const limit = c.req.query('locationId') === undefined ? 100 : 50;
  const most = Math.min(limit, api.hub().settings.mostPerPage);
  return numberIn(c.req.query('max'), { least: 1, most, byDefault: most });
}

function startOf(c: EmulatorContext): number {
  return numberIn(c.req.query('cursor'), { least: 0, most: Number.MAX_SAFE_INTEGER, byDefault: 0 });
}

function give(api: Api, c: EmulatorContext, user: HubUser | undefined): Response {
  if (user === undefined) return refuse(api.voice(c), notFound('The person'));
  return succeed(api.voice(c), wirePerson(api.hub(), user, { isWhole: true, withStatus: true }));
}

async function create(api: Api, c: EmulatorContext): Promise<Response> {
  const body = await readBody(c);
  const user = isRefusal(body) ? body : createPerson(api.hub(), body);
  return isRefusal(user) ? refuse(api.voice(c), user) : give(api, c, user);
}

/** With `minResponse=true` there is no body [inferred]. */
async function replace(api: Api, c: EmulatorContext): Promise<Response> {
  const user = writer(api, c);
  const body = await readBody(c);
  if (user === undefined) return refuse(api.voice(c), notFound('The person'));
  const refusal = isRefusal(body) ? body : replacePerson(api.hub(), user, body);
  if (refusal !== null) return refuse(api.voice(c), refusal);
  return c.req.query('minResponse') === 'true' ? emptySuccess(api.voice(c), 204) : give(api, c, user);
}

function remove(api: Api, c: EmulatorContext): Response {
  const user = writer(api, c);
  if (user === undefined) return refuse(api.voice(c), notFound('The person'));
  deleteUser(api.hub(), user);
  return emptySuccess(api.voice(c), 204);
}

function userBy(api: Api, wire: string): HubUser | undefined {
  return visibleUser(api, readWireId('PEOPLE', wire));
}

function reader(api: Api, c: EmulatorContext): HubUser | undefined {
  return userBy(api, c.req.param('id') ?? '');
}

/** Writes reach also those who are too new for reads. */
function writer(api: Api, c: EmulatorContext): HubUser | undefined {
  return api.hub().users.get(readWireId('PEOPLE', c.req.param('id') ?? '') ?? '');
}

function ownerOf(api: Api): HubUser | undefined {
  return findUser(api.hub(), api.hub().settings.owner);
}
