import type { JsonObject } from '../../../engine/model/json.ts';
import { roleNamed, roles } from '../roles.ts';

/** One form for both sides: addresses in lower case, roles as the portal writes them, no id at client level. */
export function normalizeTeammate(attributes: JsonObject): JsonObject {
  if (isNormal(attributes)) return attributes;
  const { email, role, level, levelId, ...others } = attributes;
  const place = typeof level === 'string' ? level.trim().toLowerCase() : level;
  return {
    ...others,
    ...(email === undefined ? {} : { email: typeof email === 'string' ? email.trim().toLowerCase() : email }),
    ...(role === undefined ? {} : { role: typeof role === 'string' ? (roleNamed(role) ?? role) : role }),
    ...(place === undefined ? {} : { level: place }),
    ...(levelId === undefined || place === 'client' ? {} : { levelId }),
  };
}

/** Nearly every row of a portal is: with a hundred thousand of them, not copying is felt. */
function isNormal({ email, role, level, levelId }: JsonObject): boolean {
  if (typeof email !== 'string' || email !== email.trim().toLowerCase()) return false;
  if (role !== undefined && !roleNames.has(role)) return false;
  return level === undefined || (level === 'client' ? levelId === undefined : level === 'group' || level === 'team');
}

const roleNames: ReadonlySet<unknown> = new Set(roles);

export function identifyTeammate(attributes: JsonObject): string {
  return typeof attributes['email'] === 'string' ? attributes['email'] : '';
}

/** An attribute that is a text; empty where it is left out, or is none. */
export function textOf(attributes: JsonObject | null | undefined, name: string): string {
  const value = attributes?.[name];
  return typeof value === 'string' ? value : '';
}

/** `Full access`, and what is unusual about it. */
export function summarizeTeammate(attributes: JsonObject): string {
  const { role, level, decryptLogs } = attributes;
  const place =
    typeof level === 'string' && level !== 'client' ? ` in ${level} ${textOf(attributes, 'levelId')}`.trimEnd() : '';
  const decrypts = decryptLogs === true ? ', decrypts logs' : '';
  return `${typeof role === 'string' ? role : 'teammate'}${place}${decrypts}`;
}
