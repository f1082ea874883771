import type { JsonObject } from '../../../engine/model/json.ts';
import { roleNamed } from '../roles.ts';

/** One form for both sides: addresses in lower case, roles as the portal writes them, no id at client level. */
export function normalizeTeammate(attributes: JsonObject): JsonObject {
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

export function identifyTeammate(attributes: JsonObject): string {
  return typeof attributes['email'] === 'string' ? attributes['email'] : '';
}

/** `Full access`, and what is unusual about it. */
export function summarizeTeammate(attributes: JsonObject): string {
  const { role, level, levelId, decryptLogs } = attributes;
  const place =
    typeof level === 'string' && level !== 'client' ? ` in ${level} ${String(levelId ?? '')}`.trimEnd() : '';
  const decrypts = decryptLogs === true ? ', decrypts logs' : '';
  return `${typeof role === 'string' ? role : 'teammate'}${place}${decrypts}`;
}
