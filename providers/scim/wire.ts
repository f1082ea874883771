import type { Json, JsonObject } from '../../engine/model/json.ts';
import { answerReader } from '../kit/json-answer.ts';

/** Names of the schemas and messages, as RFC 7643 and RFC 7644 give them. */
export const urns = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  patch: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
  bulkRequest: 'urn:ietf:params:scim:api:messages:2.0:BulkRequest',
} as const;

export type ResourceType = 'User' | 'Group';

/** A member whatever its letters: names of attributes are case-insensitive, and some servers write others. */
export function member(object: JsonObject, name: string): Json | undefined {
  if (Object.hasOwn(object, name)) return object[name];
  const wanted = name.toLowerCase();
  const found = Object.keys(object).find((key) => key.toLowerCase() === wanted);
  return found === undefined ? undefined : object[found];
}

/** A text that is not empty; undefined for everything else. */
export function textMember(object: JsonObject, name: string): string | undefined {
  const value = member(object, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The server's version of the object, for If-Match; undefined where it gives none. */
export function versionOf(row: JsonObject): string | undefined {
  const meta = member(row, 'meta');
  if (typeof meta !== 'object' || meta === null || Array.isArray(meta)) return undefined;
  return textMember(meta as JsonObject, 'version');
}

/** A list of objects; undefined where the server gives none, or null, which means the same (RFC 7643 §2.5). */
export function listMember(row: JsonObject, name: string): readonly JsonObject[] | undefined {
  const value = member(row, name) ?? null;
  return value === null ? undefined : answerReader('An object').list({ [name]: value }, name);
}
