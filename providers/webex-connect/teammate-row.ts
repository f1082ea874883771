import { day, instantOf, type Instant } from '../../engine/model/instant.ts';
import type { Json, JsonObject } from '../../engine/model/json.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
import { answerReader } from '../kit/json-answer.ts';
import { normalizeTeammate } from './kinds/teammate-attributes.ts';

/** Documented: an invitation can be accepted for seven days, then it is gone. */
export const invitationLifetime = 7 * day;

const invitationPrefix = 'invitation:';

/** An id of ours says which of the portal's two ids it is: a person has one as an invitation and another one later. */
export type TeammateId = { readonly uuid: string } | { readonly inviteId: string };

export function parseId(id: string): TeammateId {
  if (id.startsWith(invitationPrefix)) return { inviteId: id.slice(invitationPrefix.length) };
  return { uuid: id };
}

export function invitationId(inviteId: string): string {
  return `${invitationPrefix}${inviteId}`;
}

const row = answerReader('A row of the teammates');

/** The key that tells rows of one list apart. */
export function rowKey(given: JsonObject): string {
  return row.text(given, 'email').trim().toLowerCase();
}

export function rowId(given: JsonObject): string {
  return Object.hasOwn(given, 'uuid') ? row.text(given, 'uuid') : invitationId(row.text(given, 'inviteId'));
}

/**
 * One row of the list, or one teammate or invitation read by itself.
 *
 * @throws ProviderError `contract` where it is not as the surface describes it.
 */
export function parseRow(given: JsonObject, portal: string, at: Instant): ObservedResource {
  const status = row.text(given, 'status').toUpperCase();
  const attributes = attributesOf(given);
  const address = { portal, kind: 'teammate', key: rowKey(given) };
  const evidence = { grade: 'read', at } as const;
  if (status === 'ACTIVE') return { address, id: row.text(given, 'uuid'), presence: 'active', attributes, evidence };
  if (status !== 'INVITED') throw row.breach(`the status ${status} is neither ACTIVE nor INVITED`);
  const sentAt = row.moment(given, 'invitedAt');
  const expiresAt = Object.hasOwn(given, 'expiresAt') ? row.moment(given, 'expiresAt') : sentAt + invitationLifetime;
  const invitation = { sentAt: instantOf(sentAt), expiresAt: instantOf(expiresAt) };
  const id = invitationId(row.text(given, 'inviteId'));
  return { address, id, presence: 'invited', attributes, invitation, evidence };
}

/** What this provider knows of a row; more that an adapter gives is left where it is. */
function attributesOf(given: JsonObject): JsonObject {
  const level = Object.hasOwn(given, 'level') ? row.text(given, 'level') : 'client';
  const attributes: Record<string, Json> = { email: row.text(given, 'email'), role: row.text(given, 'role'), level };
  if (level !== 'client') attributes['levelId'] = row.text(given, 'levelId');
  if (Object.hasOwn(given, 'decryptLogs')) attributes['decryptLogs'] = row.flag(given, 'decryptLogs');
  return normalizeTeammate(attributes);
}
