import { isJsonObject, type Json, type JsonObject } from '../../engine/model/json.ts';
import { member, textMember } from './wire.ts';

/** The entitlements of one account, as the server has them. */
export function entitlementsOf(row: JsonObject): readonly JsonObject[] {
  const held = member(row, 'entitlements');
  return Array.isArray(held) ? (held as readonly Json[]).filter(isJsonObject) : [];
}

export function entitlementValues(row: JsonObject): readonly string[] {
  return [...new Set(entitlementsOf(row).flatMap((one) => textMember(one, 'value')?.trim() ?? []))];
}

/** The account's id and the value: an entitlement has no id of its own. */
export function entitlementId(userId: string, value: string): string {
  return `${encodeURIComponent(userId)}/${encodeURIComponent(value)}`;
}

export function userIdIn(id: string): string {
  return decodeURIComponent(id.slice(0, id.indexOf('/')));
}
