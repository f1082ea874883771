import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ConformanceSubject, PortalObject, PortalProbe } from '../../engine/conformance/index.ts';
import type { Address } from '../../engine/model/address.ts';
import type { Json, JsonObject } from '../../engine/model/json.ts';
import { Secret } from '../../engine/model/secret.ts';
import { scim } from '../../providers/scim/index.ts';
import { entitlementKey, splitEntitlementKey } from '../../providers/scim/kinds/entitlement-key.ts';
import { portalDeclaration } from './portal-declaration.ts';
import { createScimNetwork, type ScimNetwork } from './scim-network.ts';
import { entitlementSamples, groupSamples, userSamples } from './scim-samples.ts';
import { type ScimStore, startScimmy } from './scim-servers.ts';

const canary = 'canary-51d3-token';
const readme = new URL('../../providers/scim/README.md', import.meta.url);

/** SCIM as the suite tests it: SCIMMY, a server of somebody else, over HTTP on loopback. */
export function scimmySubject(settings: JsonObject): ConformanceSubject {
  return {
    provider: scim,
    portal: portalDeclaration({
      name: 'acme-scim',
      provider: 'scim',
      settings: { entitlements: true, pageSize: 2, ...settings },
      baseUrls: { default: 'https://acme-scim.test' },
      credentials: { token: { env: 'ACME_SCIM_TOKEN' } },
    }),
    samples: {
      user: userSamples,
      group: groupSamples,
      entitlement: entitlementSamples,
    },
    cannot: {
      'portal-limit': 'SCIM has no limit but the status 429',
      'unknown-attribute': 'SCIMMY keeps no attribute that is not in its schema',
      accept: 'SCIM has no invitation',
      expiry: 'SCIM has no invitation',
    },
    readme: readFileSync(readme, 'utf8'),
    examples: [fileURLToPath(new URL('../../examples/05-scim', import.meta.url))],
    start: async (_time, asked) => {
      const server = await startScimmy(canary);
      const network = createScimNetwork();
      return {
        provider: scim,
        portal: { ...asked, baseUrls: { default: server.url } },
        credentials: { token: new Secret(canary) },
        transport: network.transport,
        probe: probeOf(server.store, network),
        stop: async () => {
          await network.stop();
          await server.stop();
        },
      };
    },
  };
}

function probeOf(store: ScimStore, network: ScimNetwork): PortalProbe {
  const { operations, fail, heal } = network;
  return {
    operations,
    fail,
    heal,
    objects: async (kind) => objectsOf(store, kind),
    put: async ({ kind, key }, attributes) => put(store, { kind, key, attributes }),
    remove: async (address) => remove(store, address),
    accept: async () => undefined,
  };
}

function objectsOf({ users, groups }: ScimStore, kind: string): PortalObject[] {
  const rows = [...users.values()];
  if (kind === 'user') return rows.map((row) => ({ key: keyIn(row), presence: 'active', attributes: userIn(row) }));
  if (kind === 'group') {
    return [...groups.values()].map((row) => {
      const members = listIn(row['members']).map(({ value }) => keyOfId(users, value));
      return {
        key: textIn(row['displayName']),
        presence: 'active',
        attributes: { name: textIn(row['displayName']), members },
      };
    });
  }
  return rows.flatMap((row) =>
    listIn(row['entitlements']).map(({ value }): PortalObject => {
      const attributes = { email: keyIn(row), entitlement: textIn(value) };
      return { key: entitlementKey(attributes.email, attributes.entitlement), presence: 'active', attributes };
    }),
  );
}

interface Put {
  readonly kind: string;
  readonly key: string;
  readonly attributes: JsonObject;
}

/** As somebody at the server's own console would. */
function put(store: ScimStore, { kind, key, attributes }: Put): void {
  if (kind === 'user') return putUser(store, key, attributes);
  const { users, groups } = store;
  if (kind === 'group') {
    const row = [...groups.values()].find((one) => one['displayName'] === key);
    const id = textIn(row?.['id']) || randomUUID();
    const keys = Array.isArray(attributes['members']) ? (attributes['members'] as readonly Json[]).map(textIn) : [];
    const members = keys.map((one) => ({ value: idOfKey(users, one), type: 'User' }));
    groups.set(id, { meta: metaOf('Group'), ...row, id, displayName: key, members });
    return;
  }
  const { email, value } = splitEntitlementKey(key);
  if (!users.has(idOfKey(users, email))) putUser(store, email, {});
  const row = users.get(idOfKey(users, email));
  if (row !== undefined) row['entitlements'] = [...listIn(row['entitlements']), { value }];
}

function putUser({ users }: ScimStore, key: string, attributes: JsonObject): void {
  const row = [...users.values()].find((one) => keyIn(one) === key);
  const id = textIn(row?.['id']) || randomUUID();
  const held: JsonObject = row === undefined ? { active: true } : userIn(row);
  const { givenName, familyName, displayName, active } = { ...held, ...attributes };
  users.set(id, {
    meta: metaOf('User'),
    ...row,
    id,
    userName: key,
    name: { ...(givenName === undefined ? {} : { givenName }), ...(familyName === undefined ? {} : { familyName }) },
    ...(displayName === undefined ? {} : { displayName }),
    active: active ?? true,
  });
}

function remove({ users, groups }: ScimStore, { kind, key }: Address): void {
  if (kind === 'group') {
    for (const [id, row] of groups) if (row['displayName'] === key) groups.delete(id);
    return;
  }
  if (kind === 'user') {
    users.delete(idOfKey(users, key));
    return;
  }
  const { email, value } = splitEntitlementKey(key);
  const row = users.get(idOfKey(users, email));
  if (row !== undefined) row['entitlements'] = listIn(row['entitlements']).filter((one) => one['value'] !== value);
}

function userIn(row: Readonly<Record<string, Json>>): JsonObject {
  const name = (row['name'] ?? {}) as JsonObject;
  const { displayName, active } = row;
  return {
    email: keyIn(row),
    ...name,
    ...(displayName === undefined ? {} : { displayName }),
    active: active !== false,
  };
}

function metaOf(resourceType: string): JsonObject {
  return { resourceType, created: '2026-01-01T00:00:00.000Z' };
}

function keyIn(row: Readonly<Record<string, Json>>): string {
  return textIn(row['userName']).toLowerCase();
}

function idOfKey(users: ScimStore['users'], key: string): string {
  return [...users].find(([, row]) => keyIn(row) === key)?.[0] ?? key;
}

function keyOfId(users: ScimStore['users'], id: Json | undefined): string {
  const row = users.get(textIn(id));
  return row === undefined ? textIn(id) : keyIn(row);
}

function listIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}

function textIn(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
