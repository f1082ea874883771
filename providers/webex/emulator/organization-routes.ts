import { instantOf } from '../../../engine/model/instant.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { EmulatorContext } from '../../kit/emulator-operation.ts';
import { refuse, succeed } from './answers.ts';
import type { Api } from './api-context.ts';
import type { Archived, ControlHub } from './control-hub-state.ts';
import { notFound } from './refusal.ts';
import { hubRoles, roleById } from './roles.ts';
import { readOrgId, readWireId, wireId } from './wire-ids.ts';
import { coreUser } from './scim/urns.ts';
import { versionOf } from './scim/wire-user.ts';

/** What only is read: roles, organisations, and who was deleted. */
export function addOrganizationRoutes(api: Api): void {
  const { app, operation } = api;
  const read = (name: string, path: string, act: (c: EmulatorContext) => JsonObject | null, what = ''): void => {
    const answer = (c: EmulatorContext): Response => {
      const body = act(c);
      return body === null ? refuse(api.voice(c), notFound(what)) : succeed(api.voice(c), body);
    };
    app.get(path, operation({ name, writes: false, act: answer }));
  };
  read('roles.list', '/v1/roles', () => ({ items: hubRoles.map(wireRole) }));
  read('roles.get', '/v1/roles/:id', (c) => roleIn(c), 'The role');
  read('organizations.list', '/v1/organizations', () => ({ items: organizationsOf(api.hub()) }));
  read('organizations.get', '/v1/organizations/:id', (c) => organizationIn(api.hub(), c), 'The organization');
  const archived = '/identity/organizations/:org/v1/ArchivedUser/:id';
  read('users.archived', archived, (c) => archivedIn(api.hub(), c), 'The archived user');
}

function wireRole({ id, name }: (typeof hubRoles)[number]): JsonObject {
  return { id: wireId('ROLE', id), name };
}

function roleIn(c: EmulatorContext): JsonObject | null {
  const role = roleById(readWireId('ROLE', c.req.param('id') ?? '') ?? '');
  return role === undefined ? null : wireRole(role);
}

/** The own one and those of the customers. */
function organizationsOf({ settings }: ControlHub): readonly JsonObject[] {
  const all = [{ orgId: settings.orgId, name: settings.orgName }, ...settings.customers];
  return all.map(({ orgId, name }) => {
    return { id: wireId('ORGANIZATION', orgId), displayName: name, created: '2020-01-01T00:00:00.000Z' };
  });
}

function organizationIn(hub: ControlHub, c: EmulatorContext): JsonObject | null {
  const id = wireId('ORGANIZATION', readOrgId(c.req.param('id') ?? '') ?? '');
  return organizationsOf(hub).find((one) => one['id'] === id) ?? null;
}

function archivedIn(hub: ControlHub, c: EmulatorContext): JsonObject | null {
  const kept = hub.archive.get((c.req.param('id') ?? '').toLowerCase());
  const isOurs = (c.req.param('org') ?? '').toLowerCase() === hub.settings.orgId;
  return kept === undefined || !isOurs ? null : wireArchived(hub, kept);
}

function wireArchived({ settings, world }: ControlHub, { user, deletedAt }: Archived): JsonObject {
  const { userName = '', emails = [], displayName = '' } = user.attributes;
  const path = `/identity/organizations/${settings.orgId}/v1/ArchivedUser/${user.id}`;
  return {
    schemas: [coreUser],
    id: user.id,
    userName,
    emails,
    displayName,
    meta: {
      resourceType: 'ArchivedUser',
      organizationID: settings.orgId,
      created: instantOf(user.createdAt),
      lastModified: instantOf(deletedAt),
      deleted: instantOf(deletedAt),
      version: versionOf(user),
      location: world.urlOf(settings.portal, path),
    },
  };
}
