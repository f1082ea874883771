import type { JsonObject } from '../../engine/model/json.ts';
import { answerReader } from '../kit/json-answer.ts';
import { listMember, member } from './wire.ts';

/** The entitlements of one account, as the server has them. */
export function entitlementsOf(row: JsonObject): readonly JsonObject[] {
  return listMember(row, 'entitlements') ?? [];
}

export function entitlementValues(row: JsonObject): readonly string[] {
  const held = answerReader('An entitlement');
  return [
    ...new Set(entitlementsOf(row).map((one) => held.text({ value: member(one, 'value') ?? null }, 'value').trim())),
  ];
}

/** The account's id and the value: an entitlement has no id of its own. */
export function entitlementId(userId: string, value: string): string {
  return `${encodeURIComponent(userId)}/${encodeURIComponent(value)}`;
}

export function userIdIn(id: string): string {
  return decodeURIComponent(id.slice(0, id.indexOf('/')));
}
