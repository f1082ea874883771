import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { emptySuccess, numberIn, readBody, refuse, refuseAsScim, succeed } from '../answers.ts';
import type { Success } from '../answers.ts';
import { visibleUser } from '../api-context.ts';
import type { Api } from '../api-context.ts';
import { findUser } from '../control-hub-state.ts';
import type { HubUser } from '../control-hub-state.ts';
import { objectIn, textIn, textsIn } from '../json-parts.ts';
import { changeUser, createUser, deleteUser } from '../lifecycle.ts';
import { badRequest, forbidden, invalidValue, isRefusal, notFound } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { listUsers } from './list.ts';
import { applyPatch } from './patch.ts';
import { coreUser, patchOp } from './urns.ts';
import { versionOf, wireUser } from './wire-user.ts';

type Act = (api: Api, c: EmulatorContext) => Response | Refusal | Promise<Response | Refusal>;

/** Users by SCIM: the way that Cisco itself advises. */
export function addScimRoutes(api: Api): void {
  const { app, operation } = api;
  const users = '/identity/scim/:org/v2/Users';
  const route = (name: string, writes: boolean, act: Act, page?: (c: EmulatorContext) => number) =>
    operation({ name, writes, act: (c) => answered(api, c, act), ...(page === undefined ? {} : { page }) });
  app.get('/identity/scim/v2/Users/me', route('users.me', false, me));
  app.get(users, route('users.list', false, list, pageOf));
  app.post(users, route('users.create', true, create));
  app.get(`${users}/:id`, route('users.get', false, get));
  app.put(`${users}/:id`, route('users.replace', true, replace));
  app.patch(`${users}/:id`, route('users.patch', true, patch));
  app.delete(`${users}/:id`, route('users.delete', true, remove));
}

/** Which page a `startIndex` begins, where pages are of one size. */
function pageOf(c: EmulatorContext): number {
  const size = numberIn(c.req.query('count'), { least: 1, most: 100, byDefault: 100 });
  const start = numberIn(c.req.query('startIndex'), { least: 1, most: Number.MAX_SAFE_INTEGER, byDefault: 1 });
  return start === 1 ? 1 : 1 + Math.ceil((start - 1) / size);
}

/** Refusals in the form that is switched on; SCIM speaks of one organisation, by its raw UUID. */
async function answered(api: Api, c: EmulatorContext, act: Act): Promise<Response> {
  const org = c.req.param('org');
  const isOurs = org === undefined || org.toLowerCase() === api.hub().settings.orgId;
  const result = isOurs ? await act(api, c) : forbidden('This organization is not accessible with this token.');
  if (result instanceof Response) return result;
  const say = api.hub().settings.quirks.scimErrors === 'scim' ? refuseAsScim : refuse;
  return say(api.voice(c), result);
}

function give(api: Api, c: EmulatorContext, user: HubUser, status: Success = 200): Response {
  c.header('ETag', versionOf(user));
  const wire = wireUser(api.hub(), user);
  if (status === 201) c.header('Location', textIn(objectIn(wire['meta'])['location']));
  return succeed(api.voice(c), wire, status);
}

const list: Act = (api, c) => {
  const page = listUsers(api, c);
  return isRefusal(page) ? page : succeed(api.voice(c), page);
};

const get: Act = (api, c) => {
  const user = visibleUser(api, c.req.param('id'));
  return user === undefined ? notFound('The user') : give(api, c, user);
};

const me: Act = (api, c) => {
  const user = findUser(api.hub(), api.hub().settings.owner);
  return user === undefined ? notFound('The user') : give(api, c, user);
};

const create: Act = async (api, c) => {
  const body = await readBody(c);
  if (isRefusal(body)) return body;
  if (!textsIn(body['schemas']).includes(coreUser)) return invalidValue(`schemas must contain ${coreUser}.`);
  const user = createUser(api.hub(), body);
  return isRefusal(user) ? user : give(api, c, user, 201);
};

const replace: Act = async (api, c) => {
  const user = found(api, c);
  const body = await readBody(c);
  if (isRefusal(user)) return user;
  if (isRefusal(body)) return body;
  if (!textsIn(body['schemas']).includes(coreUser)) return invalidValue(`schemas must contain ${coreUser}.`);
  return changeUser(api.hub(), user, body) ?? give(api, c, user);
};

const patch: Act = async (api, c) => {
  const user = found(api, c);
  const body = await readBody(c);
  if (isRefusal(user)) return user;
  if (isRefusal(body)) return body;
  if (!textsIn(body['schemas']).includes(patchOp)) return invalidValue(`schemas must contain ${patchOp}.`);
  if (!Array.isArray(body['Operations'])) return badRequest('Operations is mandatory.', { scimType: 'invalidSyntax' });
  const patched = applyPatch(user.attributes, body);
  if (isRefusal(patched)) return patched;
  return changeUser(api.hub(), user, patched) ?? give(api, c, user);
};

const remove: Act = (api, c) => {
  const user = found(api, c);
  if (isRefusal(user)) return user;
  deleteUser(api.hub(), user);
  return emptySuccess(api.voice(c), 204);
};

/** Whom a write is about. Writes reach also those who are too new for reads. */
function found(api: Api, c: EmulatorContext): HubUser | Refusal {
  const user = api.hub().users.get((c.req.param('id') ?? '').toLowerCase());
  if (user === undefined) return notFound('The user');
  const wanted = c.req.header('if-match');
  const isStale = wanted !== undefined && wanted !== '*' && wanted !== versionOf(user);
  if (!isStale || api.hub().settings.quirks.ifMatch === 'ignored') return user;
  return { refused: true, status: 412, message: 'The user has another version.' };
}
