import { isJsonObject } from '../../../../engine/model/json.ts';
import type { Json, JsonObject } from '../../../../engine/model/json.ts';
import { objectIn, objectsIn, textIn } from '../json-parts.ts';
import { invalidValue, isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { roleById } from '../roles.ts';
import { ciscoUser, enterpriseUser } from './urns.ts';

type Shape = 'text' | 'boolean' | 'object' | 'list';

/** What a client may write. All else is ignored without a word, as documented. */
const core: ReadonlyMap<string, Shape> = new Map<string, Shape>(
  Object.entries({
    userName: 'text',
    userType: 'text',
    active: 'boolean',
    displayName: 'text',
    nickName: 'text',
    title: 'text',
    preferredLanguage: 'text',
    locale: 'text',
    timezone: 'text',
    profileUrl: 'text',
    externalId: 'text',
    name: 'object',
    roles: 'list',
    emails: 'list',
    phoneNumbers: 'list',
    photos: 'list',
    addresses: 'list',
    [enterpriseUser]: 'object',
    [ciscoUser]: 'object',
  } satisfies Readonly<Record<string, Shape>>),
);

const ciscoLists = /^(managedOrgs|managedGroups|sipAddresses|(extension|external)Attribute\d+)$/u;

const userTypes: ReadonlySet<string> = new Set(['user', 'room', 'external_calling', 'calling_service']);

/** SCIM's names do not depend on case; the one that the schema has, or the name as it is. */
export function properName(name: string): string {
  return [...core.keys()].find((known) => known.toLowerCase() === name.toLowerCase()) ?? name;
}

export function isListName(name: string): boolean {
  return core.get(name) === 'list' || ciscoLists.test(name);
}

/** The writable attributes of a body, complete and checked; or what is wrong with it. */
export function readAttributes(body: JsonObject): JsonObject | Refusal {
  const read: Record<string, Json> = {};
  for (const [given, value] of Object.entries(body)) {
    const name = properName(given);
    const shape = core.get(name);
    if (shape === undefined || value === null) continue;
    if (!hasShape(value, shape)) return invalidValue(`${name} has a value that does not fit its type.`);
    read[name] = name === ciscoUser ? writableExtension(objectIn(value)) : value;
  }
  const roles = readRoles(read['roles']);
  if (isRefusal(roles)) return roles;
  return problemOf(read) ?? completed({ ...read, ...roles });
}

function hasShape(value: Json, shape: Shape): boolean {
  if (shape === 'list') return Array.isArray(value);
  if (shape === 'object') return isJsonObject(value);
  return typeof value === (shape === 'text' ? 'string' : 'boolean');
}

/** `accountStatus` and `meta` are the portal's own. */
function writableExtension(extension: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(extension).filter(([name]) => ciscoLists.test(name)));
}

function problemOf(read: Readonly<Record<string, Json>>): Refusal | null {
  if (!/^[^@\s]+@[^@\s]+$/u.test(textIn(read['userName']))) return invalidValue('userName must be an e-mail address.');
  if (!userTypes.has(textIn(read['userType']))) return invalidValue('userType is mandatory.');
  return null;
}

function completed(read: Readonly<Record<string, Json>>): JsonObject {
  const userName = textIn(read['userName']);
  const name = objectIn(read['name']);
  const full = [name['givenName'], name['familyName']].map(textIn).filter(Boolean).join(' ');
  const emails = objectsIn(read['emails']).filter((email) => email['primary'] !== true);
  return {
    ...read,
    active: read['active'] ?? true,
    displayName: textIn(read['displayName']) || full || userName,
    emails: [...emails.filter(({ value }) => value !== userName), { value: userName, type: 'work', primary: true }],
  };
}

/** Roles by id and type; doubles fall together. Two cannot be given by this API, which is documented. */
function readRoles(value: Json | undefined): { roles: readonly JsonObject[] } | Record<string, never> | Refusal {
  if (value === undefined) return {};
  const ids = new Set<string>();
  for (const { value: given } of objectsIn(value)) {
    const role = roleById(textIn(given));
    if (role === undefined) return invalidValue(`There is no role ${textIn(given)}.`);
    if (role.isFixed === true) return invalidValue(`${role.name} cannot be assigned to a user by this API.`);
    ids.add(role.id);
  }
  return { roles: [...ids].map(roleRecord) };
}

/** Roles of the identity service are of one type, those of the services above it of another (inferred). */
function roleRecord(value: string): JsonObject {
  return { value, type: value.startsWith('id_') ? 'cirole' : 'servicerole' };
}

/** Ids of the roles that these attributes hold. */
export function roleIds(attributes: JsonObject): readonly string[] {
  return objectsIn(attributes['roles']).map(({ value }) => textIn(value));
}

export function withRoles(attributes: JsonObject, ids: readonly string[]): JsonObject {
  return { ...attributes, roles: ids.map(roleRecord) };
}

/** Raw UUIDs of the customers whom a partner administrator is assigned to. */
export function managedOrgs(attributes: JsonObject): readonly string[] {
  return objectsIn(objectIn(attributes[ciscoUser])['managedOrgs']).map(({ orgId }) => textIn(orgId));
}

export function withManagedOrgs(attributes: JsonObject, orgIds: readonly string[]): JsonObject {
  const managed = orgIds.map((orgId) => ({ orgId, role: 'id_full_admin' }));
  return { ...attributes, [ciscoUser]: { ...objectIn(attributes[ciscoUser]), managedOrgs: managed } };
}
