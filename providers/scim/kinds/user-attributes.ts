import type { Json, JsonObject } from '../../../engine/model/json.ts';
import type { UserNameRule } from '../profile.ts';
import type { Settings } from '../settings.ts';

/**
 * One form for both sides: the address in lower case, names without needless white space, the userName as the server
 * makes it of what it is given; and nothing that the server takes and does not keep.
 */
export function normalizeUser(attributes: JsonObject, { profile }: Pick<Settings, 'profile'>): JsonObject {
  const normal: Record<string, Json> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (profile.forgets.some((one) => one === name)) continue;
    normal[name] = typeof value === 'string' ? normalText(name, value, profile.userName) : value;
  }
  return normal;
}

function normalText(name: string, value: string, rule: UserNameRule): string {
  if (name === 'email') return normalKey(value);
  if (name === 'userName') return keptUserName(value, rule);
  if (name === 'givenName' || name === 'familyName' || name === 'displayName') {
    return value.normalize('NFC').replace(/\s+/gu, ' ').trim();
  }
  return value;
}

/** An id stays as it is: only addresses and account names know no difference of letters. */
export function normalKey(value: string): string {
  return value.startsWith('id:') ? value : value.trim().toLowerCase();
}

/** What a server keeps of an account name. */
export function keptUserName(given: string, { lowerCase, without, longest }: UserNameRule): string {
  const trimmed = given.trim();
  const cased = lowerCase ? trimmed.toLowerCase() : trimmed;
  const left = without === null ? cased : cased.replace(new RegExp(without, 'gu'), '');
  return longest === null ? left : left.slice(0, longest);
}
