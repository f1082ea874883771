import { isJsonObject, type Json, type JsonObject } from '../../engine/model/json.ts';
import { keptUserName, normalizeUser } from './kinds/user-attributes.ts';
import type { Assignments } from './patch-body.ts';
import type { Profile } from './profile.ts';
import type { Settings } from './settings.ts';
import { listMember, member, textMember, urns } from './wire.ts';

/** The key of an account: the person's e-mail where the server keeps it, else what cannot be anybody else's. */
export function userKeyOf(row: JsonObject, { key }: Settings): string {
  const found = key === 'emails' ? mainAddress(row) : textMember(row, key);
  return found === undefined ? `id:${textMember(row, 'id') ?? ''}` : found.trim().toLowerCase();
}

/** The attributes that the kind knows, in its one form. */
export function userAttributes(row: JsonObject, settings: Settings): JsonObject {
  const attributes: Record<string, Json> = { email: userKeyOf(row, settings), active: isActive(row) };
  const name = member(row, 'name') ?? null;
  const parts = isJsonObject(name) ? name : {};
  const texts = {
    userName: settings.key === 'userName' ? undefined : textMember(row, 'userName'),
    givenName: textMember(parts, 'givenName'),
    familyName: textMember(parts, 'familyName'),
    displayName: textMember(row, 'displayName'),
    externalId: settings.key === 'externalId' ? undefined : textMember(row, 'externalId'),
  };
  for (const [field, text] of Object.entries(texts)) if (text !== undefined) attributes[field] = text;
  return normalizeUser(attributes, settings);
}

/** Some servers say it as text; one that does not say it means that the account can be used. */
export function isActive(row: JsonObject): boolean {
  const active = member(row, 'active');
  return typeof active === 'string' ? active.toLowerCase() === 'true' : active !== false;
}

/** What a new account is made of. What the manifests do not say and servers want is made of what they do say. */
export function userBody(attributes: JsonObject, { key, profile }: Settings): JsonObject {
  const email = textOf(attributes, 'email');
  const givenName = textMember(attributes, 'givenName');
  const familyName = textMember(attributes, 'familyName');
  const name = {
    ...(givenName === undefined ? {} : { givenName }),
    ...(familyName === undefined ? {} : { familyName }),
  };
  const fullName = [givenName, familyName].filter(Boolean).join(' ');
  const displayName = textMember(attributes, 'displayName') ?? (fullName || undefined);
  const externalId = key === 'externalId' ? email : textMember(attributes, 'externalId');
  return {
    schemas: [urns.user],
    userName: key === 'userName' ? email : (textMember(attributes, 'userName') ?? handleOf(email, profile)),
    ...(externalId === undefined ? {} : { externalId }),
    ...(Object.keys(name).length === 0 ? {} : { name }),
    ...(displayName === undefined ? {} : { displayName }),
    emails: [{ value: email, type: 'work', primary: true }],
    active: attributes['active'] !== false,
  };
}

/** The address, or what stands before its @ where the server takes only short names. */
function handleOf(email: string, { userName }: Profile): string {
  return userName.longest === null ? email : keptUserName(email.slice(0, email.indexOf('@')), userName);
}

const paths: Readonly<Record<string, string>> = {
  userName: 'userName',
  givenName: 'name.givenName',
  familyName: 'name.familyName',
  displayName: 'displayName',
  externalId: 'externalId',
  active: 'active',
};

/** The changed attributes by their paths. Another e-mail stays where it is beside the one that changes. */
export function userAssignments(
  fields: readonly { readonly field: string; readonly after: Json }[],
  { row, settings }: { readonly row: JsonObject | null; readonly settings: Settings },
): Assignments {
  const assignments: Record<string, Json> = {};
  for (const { field, after } of fields) {
    const path = paths[field];
    if (path !== undefined) assignments[path] = after;
    else if (field === 'email' && typeof after === 'string') Object.assign(assignments, movedKey(after, row, settings));
  }
  return assignments;
}

function movedKey(email: string, row: JsonObject | null, settings: Settings): Record<string, Json> {
  const { key } = settings;
  const former = row === null ? '' : userKeyOf(row, settings);
  const emails = addressesOf(row).map((one) => {
    return textMember(one, 'value')?.toLowerCase() === former ? { ...one, value: email } : one;
  });
  const isThere = emails.some((one) => textMember(one, 'value') === email);
  if (key === 'emails') {
    return { emails: isThere ? emails : [...emails, { value: email, type: 'work', primary: true }] };
  }
  return { [key]: email, ...(isThere ? { emails } : {}) };
}

/** The same object with other values, for a server that takes only whole objects. */
export function withAssignments(row: JsonObject, assignments: Assignments): JsonObject {
  const { meta: _, ...whole } = row;
  const changed: Record<string, Json> = { ...whole };
  for (const [path, value] of Object.entries(assignments)) {
    const [outer = '', inner] = path.split('.');
    const held = changed[outer] ?? null;
    changed[outer] = inner === undefined ? value : { ...(isJsonObject(held) ? held : {}), [inner]: value };
  }
  return changed;
}

function mainAddress(row: JsonObject): string | undefined {
  const addresses = addressesOf(row);
  const main = addresses.find((one) => member(one, 'primary') === true) ?? addresses[0];
  return main === undefined ? undefined : textMember(main, 'value');
}

function addressesOf(row: JsonObject | null): readonly JsonObject[] {
  return (row === null ? undefined : listMember(row, 'emails')) ?? [];
}

function textOf(attributes: JsonObject, name: string): string {
  return textMember(attributes, name) ?? '';
}
