import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ConformanceSubject, KindSamples, PortalObject } from '../../engine/conformance/index.ts';
import type { Address } from '../../engine/model/address.ts';
import type { Json, JsonObject } from '../../engine/model/json.ts';
import { Secret } from '../../engine/model/secret.ts';
import { scim } from '../../providers/scim/index.ts';
import { entitlementKey, splitEntitlementKey } from '../../providers/scim/kinds/entitlement-key.ts';
import { portalDeclaration } from './portal-declaration.ts';
import { createScimClient, listIn, type ScimClient, textIn } from './scim-client.ts';
import { createScimNetwork } from './scim-network.ts';
import { entitlementSamples, groupSamples, userSamples } from './scim-samples.ts';
import { startBetterAuth } from './scim-servers.ts';

const canary = 'canary-8f1a-token-0123456789-abcdefghij';
const readme = new URL('../../providers/scim/README.md', import.meta.url);

/** SCIM as the suite tests it: Better Auth's server, over HTTP on loopback. */
export function betterAuthSubject(): ConformanceSubject {
  return {
    provider: scim,
    portal: portalDeclaration({
      name: 'acme-scim',
      provider: 'scim',
      settings: { entitlements: true, pageSize: 2, removal: 'delete', emptyGroups: 'delete' },
      baseUrls: { default: 'https://acme-scim.test' },
      credentials: { token: { env: 'ACME_SCIM_TOKEN' } },
    }),
    samples: { user: withExternalIds, group: groupSamples, entitlement: entitlementSamples },
    cannot: {
      'portal-limit': 'SCIM has no limit but the status 429',
      'unknown-attribute': 'Better Auth refuses attributes that are not in its schema',
      accept: 'SCIM has no invitation',
      expiry: 'SCIM has no invitation',
    },
    readme: readFileSync(readme, 'utf8'),
    examples: [fileURLToPath(new URL('../../examples/05-scim', import.meta.url))],
    start: async (_time, asked) => {
      const server = await startBetterAuth(canary);
      const network = createScimNetwork();
      const client = createScimClient({ url: server.url, token: canary });
      const { operations, fail, heal } = network;
      return {
        provider: scim,
        portal: { ...asked, baseUrls: { default: server.url } },
        credentials: { token: new Secret(canary) },
        transport: network.transport,
        probe: {
          operations,
          fail,
          heal,
          objects: (kind) => objectsOf(client, kind),
          put: (address, attributes) => put(client, address, attributes),
          remove: (address) => remove(client, address),
          accept: async () => undefined,
        },
        stop: async () => {
          await network.stop();
          await server.stop();
        },
      };
    },
  };
}

/** Without one, Better Auth does not let an account be made again that somebody removed. */
const withExternalIds: KindSamples = {
  ...userSamples,
  resources: userSamples.resources.map((sample) => {
    return { ...sample, attributes: { ...sample.attributes, externalId: `person-${sample.name}` } };
  }),
};

async function objectsOf(client: ScimClient, kind: string): Promise<readonly PortalObject[]> {
  const users = await client.all('Users');
  if (kind === 'user') return users.map((row) => object(keyIn(row), userIn(row)));
  if (kind === 'entitlement') {
    return users.flatMap((row) =>
      listIn(row['entitlements']).map(({ value }) => {
        const attributes = { email: keyIn(row), entitlement: textIn(value) };
        return object(entitlementKey(attributes.email, attributes.entitlement), attributes);
      }),
    );
  }
  const keys = new Map(users.map((row) => [textIn(row['id']), keyIn(row)]));
  return (await client.all('Groups')).map((row) => {
    const members = listIn(row['members']).map(({ value }) => keys.get(textIn(value)) ?? textIn(value));
    return object(textIn(row['displayName']), { name: textIn(row['displayName']), members });
  });
}

function object(key: string, attributes: JsonObject): PortalObject {
  return { key, presence: 'active', attributes };
}

async function put(client: ScimClient, { kind, key }: Address, attributes: JsonObject): Promise<void> {
  if (kind === 'user') return putUser(client, key, attributes);
  if (kind === 'entitlement') {
    const { email, value } = splitEntitlementKey(key);
    const id = await accountOf(client, email);
    return change(client, `/Users/${id}`, [{ op: 'add', path: 'entitlements', value: [{ value }] }]);
  }
  const keys = Array.isArray(attributes['members']) ? (attributes['members'] as readonly Json[]).map(textIn) : [];
  const members: JsonObject[] = [];
  for (const one of keys) members.push({ value: await accountOf(client, one) });
  const row = (await client.all('Groups')).find((one) => one['displayName'] === key);
  const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: key, members };
  if (row === undefined) await client.send('POST', '/Groups', body);
  else await client.send('PUT', `/Groups/${textIn(row['id'])}`, body);
}

async function putUser(client: ScimClient, key: string, attributes: JsonObject): Promise<void> {
  const row = (await client.all('Users')).find((one) => keyIn(one) === key);
  const { givenName, familyName, displayName, externalId, active } = attributes;
  if (row === undefined) {
    await client.send('POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: key,
      emails: [{ value: key.includes('@') ? key : `${key}@acme.example`, primary: true }],
      ...(givenName === undefined && familyName === undefined ? {} : { name: { ...said({ givenName, familyName }) } }),
      ...said({ displayName, externalId }),
      active: active ?? true,
    });
    return;
  }
  const values = { 'name.givenName': givenName, 'name.familyName': familyName, displayName, active };
  const operations = Object.entries(said(values)).map(([path, value]) => ({ op: 'replace', path, value }));
  await change(client, `/Users/${textIn(row['id'])}`, operations);
}

async function remove(client: ScimClient, { kind, key }: Address): Promise<void> {
  if (kind === 'entitlement') {
    const { email, value } = splitEntitlementKey(key);
    const row = (await client.all('Users')).find((one) => keyIn(one) === email) ?? {};
    const left = listIn(row['entitlements']).filter((one) => one['value'] !== value);
    return change(client, `/Users/${textIn(row['id'])}`, [{ op: 'replace', path: 'entitlements', value: left }]);
  }
  const type = kind === 'user' ? 'Users' : 'Groups';
  const rows = await client.all(type);
  const row = rows.find((one) => (kind === 'user' ? keyIn(one) : one['displayName']) === key);
  if (row !== undefined) await client.send('DELETE', `/${type}/${textIn(row['id'])}`);
}

async function change(client: ScimClient, path: string, operations: readonly JsonObject[]): Promise<void> {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
  await client.send('PATCH', path, { schemas, Operations: operations });
}

/** The id of an account, made where there is none. */
async function accountOf(client: ScimClient, key: string): Promise<string> {
  const find = async () => (await client.all('Users')).find((one) => keyIn(one) === key);
  if ((await find()) === undefined) await putUser(client, key, {});
  return textIn((await find())?.['id']);
}

function userIn(row: JsonObject): JsonObject {
  const { givenName, familyName } = (row['name'] ?? {}) as JsonObject;
  const { displayName, externalId, active } = row;
  return { email: keyIn(row), ...said({ givenName, familyName, displayName, externalId }), active: active !== false };
}

function keyIn(row: JsonObject): string {
  return textIn(row['userName']).toLowerCase();
}

function said(values: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
