import { day, instantOf, minute } from '../../../engine/model/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../engine/model/json.ts';
import { ProviderError } from '../../../engine/model/provider-error.ts';
import type { ConnectInput, Connection, Declared, Provider, ReadResult } from '../../../engine/model/provider.ts';
import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Known, ObservedResource } from '../../../engine/model/resource.ts';
import { desireOf } from '../../../providers/kit/desire.ts';
import { createHttpDoor, type HttpDoor } from '../../../providers/kit/http-door.ts';
import { readPages } from '../../../providers/kit/paging.ts';
import { kindWith } from '../../support/engine-kinds.ts';
import { toyProvider } from '../../support/toy-provider.ts';
import { carelessDelay } from './careless-service.ts';

export const member = kindWith({
  kind: 'member',
  arrives: 'invite',
  keyChange: 'replace',
  visibilityDelay: carelessDelay,
  holds: ['accounts', 'withdrawn-invitations'],
  declare: declareMembers,
  mails: ({ identity, address }) => [
    { occasion: `${identity.name}/welcome`, to: address.key, subject: 'Welcome', text: 'Hello.', locale: 'en' },
  ],
});

/** A provider as simple as they come, for a portal that forgives nothing. */
export const carelessProvider: Provider = toyProvider({
  name: 'careless',
  credentialNames: () => ['token'],
  kinds: () => [member],
  connect,
});

function declareMembers(portal: PortalDeclaration): Declared {
  const people = portal.people.filter(({ access }) => access.length > 0);
  const addressOf = (email: string) => ({ portal: portal.name, kind: 'member', key: email });
  return {
    resources: people.map((person) =>
      desireOf({
        portal: portal.name,
        kind: 'member',
        key: person.email,
        person,
        grants: person.access,
        attributes: { email: person.email, role: person.access[0]?.role ?? '' },
        formerKeys: person.formerEmails,
      }),
    ),
    requests: people.flatMap(({ name, email, requests }) =>
      requests.map(({ do: verb, id, origin }) => {
        return { address: addressOf(email), verb, occasion: `${name}/${portal.name}/${verb}/${id}`, id, origin };
      }),
    ),
    diagnostics: [],
  };
}

function connect({ portal, credentials, deps }: ConnectInput): Connection {
  const [baseUrl = '', token] = [portal.baseUrls['default'], credentials['token']];
  if (token === undefined) throw new ProviderError('auth', 'no token');
  const headers = { authorization: `Bearer ${token.reveal()}` };
  const door = createHttpDoor({ baseUrl, deps, limits: portal.limits, headers, secrets: [token] });
  const observe = (row: JsonObject): ObservedResource => observed(row, { portal: portal.name, now: deps.clock.now() });
  const write: Ask = async (method, path, body) =>
    (await door.request({ operation: `${method} a member`, method, path, writes: true, ...(body && { body }) })).json;
  const refuse = () => Promise.reject(new ProviderError('invalid', 'There is no such thing.'));
  return {
    reader: {
      read: (_, request) =>
        request.only === undefined ? readAll(door, observe) : readOnly(door, observe, request.only),
      poll: async (_, ref) => {
        const { json } = await door.request({ operation: 'ask', method: 'GET', path: `/jobs/${ref}`, writes: false });
        const id = objectIn(json)['member'];
        if (typeof id !== 'string') return null;
        const path = `/members/${id}`;
        const found = await door.request({ operation: 'read', method: 'GET', path, writes: false });
        return { outcome: 'done', observed: observe(objectIn(found.json)) };
      },
      estimate: async () => null,
    },
    writer: {
      create: refuse,
      sync: refuse,
      invite: async ({ after }) => {
        const told = objectIn(await write('POST', '/members', after ?? {}));
        if (typeof told['job'] === 'string') return { outcome: 'accepted', ref: told['job'], checkAfter: minute };
        return { outcome: 'done', observed: observe(told) };
      },
      update: async ({ id, after }) => {
        const told = await write('PATCH', `/members/${id ?? ''}`, after ?? {});
        return { outcome: 'done', observed: observe(objectIn(told)) };
      },
      reset: async ({ id }) => {
        await write('POST', `/members/${id ?? ''}/reset`);
        return { outcome: 'done', observed: null };
      },
      delete: async ({ id }) => {
        await write('DELETE', `/members/${id ?? ''}`);
        return { outcome: 'done', observed: null };
      },
    },
  };
}

type Ask = (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: JsonObject) => Promise<Json>;
type Observe = (row: JsonObject) => ObservedResource;

async function readAll(door: HttpDoor, observe: Observe): Promise<ReadResult> {
  const read = await readPages<JsonObject>({
    pageSize: 3,
    keyOf: (row) => String(row['id']),
    page: (offset, size) => pageOf(door, { offset, size }),
  });
  const { rows, pages, problem } = read;
  const coverage = problem === null ? 'complete' : 'partial';
  return { coverage, resources: rows.map(observe), absent: [], evidence: [], pages, rows: rows.length, problem };
}

async function readOnly(door: HttpDoor, observe: Observe, only: readonly Known[]): Promise<ReadResult> {
  const resources: ObservedResource[] = [];
  const absent: Known['address'][] = [];
  for (const known of only) {
    const row = await find(door, known);
    if (row === undefined) absent.push(known.address);
    else resources.push(observe(row));
  }
  const pages = only.length;
  return { coverage: 'known-only', resources, absent, evidence: [], pages, rows: resources.length, problem: null };
}

async function find(door: HttpDoor, { id, address }: Known): Promise<JsonObject | undefined> {
  try {
    if (id === null) return (await pageOf(door, { email: address.key, offset: 0, size: 2 })).rows[0];
    const path = `/members/${id}`;
    return objectIn((await door.request({ operation: 'read', method: 'GET', path, writes: false })).json);
  } catch (error) {
    if (error instanceof ProviderError && error.code === 'not-found') return undefined;
    throw error;
  }
}

async function pageOf(
  door: HttpDoor,
  query: { readonly offset: number; readonly size: number; readonly email?: string },
) {
  const asked = { operation: 'list', method: 'GET', path: '/members', query, writes: false } as const;
  const { members, total } = objectIn((await door.request(asked)).json);
  const rows = Array.isArray(members) ? members.filter(isJsonObject) : [];
  return { rows, total: Number(total) };
}

function observed(
  row: JsonObject,
  { portal, now }: { readonly portal: string; readonly now: number },
): ObservedResource {
  const { id, email, role, isInvited, sentAt } = row;
  const key = String(email);
  const invitation = { sentAt: instantOf(Number(sentAt)), expiresAt: instantOf(Number(sentAt) + 7 * day) };
  return {
    address: { portal, kind: 'member', key },
    id: String(id),
    presence: isInvited === true ? 'invited' : 'active',
    attributes: { email: key, role: String(role) },
    ...(isInvited === true ? { invitation } : {}),
    evidence: { grade: 'read', at: instantOf(now) },
  };
}

function objectIn(json: Json): JsonObject {
  if (isJsonObject(json)) return json;
  throw new ProviderError('contract', 'The answer is no object.');
}
