import { json, noContent } from './api-context.ts';
import type { Api, Call, Reply } from './api-context.ts';
import { findByLogin } from './api-authentication.ts';
import type { ServiceResult } from './ibm-service.ts';
import { done, forbidden } from './refusal.ts';
import { asRole } from './roles.ts';
import type { Subscriber } from './service-state.ts';

const path = '/api/bss/service/authorization';

/** All three are POSTs, also the one that only reads. */
export function addAuthorizationRoutes({ app, route }: Api): void {
  const by = 'administrator';
  app.post(`${path}/getRoleList`, route({ name: 'list the roles', writes: false, by, act: list }));
  app.post(`${path}/assignRole`, route({ name: 'assign a role', writes: true, by, act: assign }));
  app.post(`${path}/unassignRole`, route({ name: 'unassign a role', writes: true, by, act: unassign }));
}

function list(call: Call): ServiceResult<Reply> {
  const subscriber = findByLogin(call, call.c.req.query('loginName'));
  return subscriber.ok ? json({ List: [...subscriber.value.roles] }) : subscriber;
}

/** Seen: a role that is held already is no error. */
function assign(call: Call): ServiceResult<Reply> {
  const given = readAssignment(call);
  if (!given.ok) return given;
  given.value.subscriber.roles.add(given.value.role);
  return noContent;
}

/** Seen, weakly: a role that is not held is no error. */
function unassign(call: Call): ServiceResult<Reply> {
  const given = readAssignment(call);
  if (!given.ok) return given;
  given.value.subscriber.roles.delete(given.value.role);
  return noContent;
}

interface Assignment {
  readonly subscriber: Subscriber;
  readonly role: string;
}

function readAssignment(call: Call): ServiceResult<Assignment> {
  const subscriber = findByLogin(call, call.c.req.query('loginName'));
  if (!subscriber.ok) return subscriber;
  const role = asRole(call.c.req.query('role'));
  if (!role.ok) return role;
  if (role.value === 'VSR' && call.actor.role !== 'VSR') return forbidden('Only the vendor makes a VSR.');
  return done<Assignment>({ subscriber: subscriber.value, role: role.value });
}
