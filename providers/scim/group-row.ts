import type { JsonObject } from '../../engine/model/json.ts';
import { listMember, textMember } from './wire.ts';

/** Undefined where the server does not show who is in it. */
export function memberIds(row: JsonObject): readonly string[] | undefined {
  const members = membersIn(row);
  if (members === undefined) return undefined;
  return members.flatMap((one) => (isGroup(one) ? [] : (textMember(one, 'value') ?? [])));
}

/** Groups within the group: never ours to change, and to be kept where the whole group is written. */
export function nestedGroups(row: JsonObject): readonly JsonObject[] {
  return (membersIn(row) ?? []).filter(isGroup);
}

export function groupName(row: JsonObject): string {
  return (textMember(row, 'displayName') ?? `id:${textMember(row, 'id') ?? ''}`).trim();
}

function membersIn(row: JsonObject): readonly JsonObject[] | undefined {
  return listMember(row, 'members');
}

function isGroup(one: JsonObject): boolean {
  const reference = textMember(one, '$ref') ?? '';
  return textMember(one, 'type')?.toLowerCase() === 'group' || /\/Groups\/[^/]*$/.test(reference);
}
