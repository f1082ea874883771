import type { EmulatorContext } from '../../kit/emulator-operation.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { Api } from './api-context.ts';
import { readBody, refuse, succeed } from './envelope.ts';
import { conflict, forbidden, invalid, isRefusal, missing, unknown } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { Group, Team, Tenant } from './tenant.ts';

/** [ours] Groups, teams and the tenant's settings. Documented: Owners only, and neither can be deleted. */
export function addGroupRoutes(api: Api): void {
  const { app, operation } = api;
  app.get('/groups', operation({ name: 'groups.list', writes: false, act: (c) => list(api, c, 'groups') }));
  app.get('/teams', operation({ name: 'teams.list', writes: false, act: (c) => list(api, c, 'teams') }));
  app.post('/groups', operation({ name: 'groups.create', writes: true, act: (c) => createGroup(api, c) }));
  app.patch('/groups/:id', operation({ name: 'groups.update', writes: true, act: (c) => updateGroup(api, c) }));
  app.post('/teams', operation({ name: 'teams.create', writes: true, act: (c) => createTeam(api, c) }));
  app.delete('/groups/:id', operation({ name: 'groups.delete', writes: true, act: (c) => neverDeleted(api, c) }));
  app.delete('/teams/:id', operation({ name: 'teams.delete', writes: true, act: (c) => neverDeleted(api, c) }));
  app.get('/tenant/settings', operation({ name: 'settings.read', writes: false, act: (c) => readSettings(api, c) }));
}

function list(api: Api, c: EmulatorContext, what: 'groups' | 'teams'): Response {
  const all = [...api.tenant()[what].values()].map(wire);
  return succeed(c, api.tenant(), { totalRecords: all.length, resultSize: all.length, [what]: all });
}

async function createGroup(api: Api, c: EmulatorContext): Promise<Response> {
  const tenant = api.tenant();
  const given = await readNamed(api, c, tenant.groups);
  if (isRefusal(given)) return refuse(c, tenant, given);
  const group = { id: tenant.world.newId(), name: given.name, details: given.details };
  tenant.groups.set(group.id, group);
  tenant.auditLog.record(api.actor(c), 'createGroup');
  return succeed(c, tenant, wire(group), 201);
}

async function updateGroup(api: Api, c: EmulatorContext): Promise<Response> {
  const tenant = api.tenant();
  const former = tenant.groups.get(c.req.param('id') ?? '');
  if (former === undefined) return refuse(c, tenant, unknown('group'));
  const given = await readNamed(api, c, tenant.groups, former);
  if (isRefusal(given)) return refuse(c, tenant, given);
  const group = { id: former.id, name: given.name, details: given.details };
  tenant.groups.set(group.id, group);
  tenant.auditLog.record(api.actor(c), 'updateGroup');
  return succeed(c, tenant, wire(group));
}

async function createTeam(api: Api, c: EmulatorContext): Promise<Response> {
  const tenant = api.tenant();
  const given = await readNamed(api, c, tenant.teams);
  if (isRefusal(given)) return refuse(c, tenant, given);
  if (given.groupId === undefined) return refuse(c, tenant, missing('groupId'));
  if (!tenant.groups.has(given.groupId)) return refuse(c, tenant, invalid('groupId names no group'));
  const team = { id: tenant.world.newId(), name: given.name, details: given.details, groupId: given.groupId };
  tenant.teams.set(team.id, team);
  tenant.auditLog.record(api.actor(c), 'createTeam');
  return succeed(c, tenant, wire(team), 201);
}

interface Named {
  readonly name: string;
  readonly details: string;
  readonly groupId?: string;
}

async function readNamed(
  api: Api,
  c: EmulatorContext,
  among: ReadonlyMap<string, Group>,
  former?: Group,
): Promise<Named | Refusal> {
  if (api.actor(c).role !== 'Owner') return forbidden('only an Owner may change groups and teams');
  const body = await readBody(c);
  if (isRefusal(body)) return body;
  const name = body['name'] ?? former?.name;
  const details = body['details'] ?? former?.details ?? '';
  const groupId = body['groupId'];
  if (typeof name !== 'string' || name === '') return missing('name');
  if (typeof details !== 'string') return invalid('details must be text');
  for (const other of among.values()) {
    if (other.name === name && other.id !== former?.id) return conflict('this name');
  }
  return typeof groupId === 'string' ? { name, details, groupId } : { name, details };
}

function neverDeleted(api: Api, c: EmulatorContext): Response {
  const description = 'groups and teams cannot be deleted';
  return refuse(c, api.tenant(), { refused: true, status: 405, code: '405', description });
}

function readSettings(api: Api, c: EmulatorContext): Response {
  const tenant = api.tenant();
  if (api.actor(c).role !== 'Owner') return refuse(c, tenant, forbidden('tenant settings are for Owners only'));
  tenant.auditLog.record(api.actor(c), 'getTenantSettings');
  return succeed(c, tenant, wireSettings(tenant));
}

function wireSettings({ settings }: Tenant): JsonObject {
  const { portal, emailDomains, timezone, login } = settings;
  return { name: portal, emailDomains: [...emailDomains], timezone, loginOption: login };
}

function wire(one: Group | Team): JsonObject {
  return { ...one };
}
