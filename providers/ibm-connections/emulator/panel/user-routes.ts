import { instantOf } from '../../../../engine/model/instant.ts';
import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { touch } from './directory.ts';
import type { Directory, PanelUser } from './directory.ts';
import { sendPasswordMail } from './mails.ts';
import { listing, pageNumber, readBody, refuse, resourceIn } from './panel-context.ts';
import type { PanelApi } from './panel-context.ts';
import { isRefusal } from '../refusal.ts';
import { changeUser, makeUser, removeUser } from './users.ts';
import { wireResource } from './wire.ts';

/** Users of accounts, and the operations that the bus documents for one. */
export function addUserRoutes(api: PanelApi): void {
  const { app, operation } = api;
  const list = { name: 'panel: list users', writes: false, page: pageNumber };
  app.get(
    '/aps/2/collections/pa-service-users',
    operation({ ...list, act: (c) => listing(api, c, ({ kind }) => kind === 'user') }),
  );
  const paths = ['/aps/2/resources/:id/users', '/aps/2/resources/:id/users/'];
  app.on('GET', paths, operation({ ...list, act: (c) => listOfAccount(api, c) }));
  app.on('POST', paths, operation({ name: 'panel: make a user', writes: true, act: (c) => make(api, c) }));
  for (const one of userOperations) {
    const act = (c: EmulatorContext): Response => onUser(api, c, one.act);
    app.post(`/aps/2/resources/:id/${one.path}`, operation({ name: one.name, writes: true, act }));
  }
  const history = (c: EmulatorContext): Response => loginHistory(api, c);
  app.get(
    '/aps/2/resources/:id/loginHistory',
    operation({ name: 'panel: read the login history', writes: false, act: history }),
  );
}

/** PUT and DELETE of a user, which share their path with other resources. */
export function userChange(api: PanelApi): (c: EmulatorContext) => Promise<Response> {
  const change = async (c: EmulatorContext): Promise<Response> => {
    const body = await readBody(c);
    const found = resourceIn(api, c, 'user');
    if (isRefusal(found)) return refuse(c, found);
    const changed = isRefusal(body) ? body : changeUser(api.panel().directory, found.user, body);
    return isRefusal(changed) ? refuse(c, changed) : c.json(wireResource(api.panel(), found));
  };
  return api.operation({ name: 'panel: change a user', writes: true, act: change });
}

export function userRemoval(api: PanelApi): (c: EmulatorContext) => Promise<Response> {
  const remove = (c: EmulatorContext): Response => {
    const found = resourceIn(api, c, 'user');
    if (isRefusal(found)) return refuse(c, found);
    const refusal = removeUser(api.panel().directory, found.user);
    return refusal === null ? c.body(null, 204) : refuse(c, refusal);
  };
  return api.operation({ name: 'panel: remove a user', writes: true, act: remove });
}

interface UserOperation {
  readonly path: string;
  readonly name: string;
  readonly act: (directory: Directory, user: PanelUser) => void;
}

/**
 * That they exist is documented; what they take and answer is not. [ours] They take nothing and answer 204; `invite`
 * and `resetPassword` send the same mail.
 */
const userOperations: readonly UserOperation[] = [
  { path: 'invite', name: 'panel: invite a user', act: sendPasswordMail },
  { path: 'resetPassword', name: "panel: reset a user's password", act: sendPasswordMail },
  {
    path: 'activate',
    name: 'panel: activate a user',
    act: (directory, user) => set(directory, user, { disabled: false }),
  },
  { path: 'enable', name: 'panel: enable a user', act: (directory, user) => set(directory, user, { disabled: false }) },
  {
    path: 'disable',
    name: 'panel: disable a user',
    act: (directory, user) => set(directory, user, { disabled: true }),
  },
  {
    path: 'unlock',
    name: 'panel: unlock a user',
    act: (directory, user) => set(directory, user, { locked: false, failedLogins: 0 }),
  },
];

function set(
  directory: Directory,
  user: PanelUser,
  what: Partial<Pick<PanelUser, 'disabled' | 'locked' | 'failedLogins'>>,
): void {
  Object.assign(user, what);
  touch(directory, user);
}

function onUser(api: PanelApi, c: EmulatorContext, act: UserOperation['act']): Response {
  const found = resourceIn(api, c, 'user');
  if (isRefusal(found)) return refuse(c, found);
  act(api.panel().directory, found.user);
  return c.body(null, 204);
}

async function make(api: PanelApi, c: EmulatorContext): Promise<Response> {
  const body = await readBody(c);
  const found = resourceIn(api, c, 'account');
  if (isRefusal(found)) return refuse(c, found);
  const made = isRefusal(body) ? body : makeUser(api.panel().directory, found.account, body);
  return isRefusal(made) ? refuse(c, made) : c.json(wireResource(api.panel(), { kind: 'user', user: made }));
}

function listOfAccount(api: PanelApi, c: EmulatorContext): Response {
  const found = resourceIn(api, c, 'account');
  if (isRefusal(found)) return refuse(c, found);
  return listing(api, c, (one) => one.kind === 'user' && one.user.customer === found.account);
}

/** [ours] The shape of a row is not published. */
function loginHistory(api: PanelApi, c: EmulatorContext): Response {
  const found = resourceIn(api, c, 'user');
  if (isRefusal(found)) return refuse(c, found);
  return c.json(found.user.logins.map(({ at, succeeded }) => ({ date: instantOf(at), succeeded })));
}
