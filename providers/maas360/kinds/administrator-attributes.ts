import type { Json, JsonObject } from '../../../engine/model/json.ts';
import { roleSet, rolesIn } from './role-names.ts';
import { asText, textIn } from './texts.ts';

export const administratorKind = 'administrator';
export const primaryAdministratorKind = 'primary-administrator';

/** One form for both sides: user names as they are written, addresses in lower case, roles as a sorted set. */
export function normalizeAdministrator(attributes: JsonObject): JsonObject {
  const normal: Record<string, Json> = {};
  for (const [name, value] of Object.entries(attributes)) {
    const form = formOf(name, value);
    if (form !== '' && form !== null) normal[name] = form;
  }
  return normal;
}

function formOf(name: string, value: Json): Json {
  if (name === 'roles') return roleSet(value);
  if (name === 'userName' || name === 'account') return asText(value);
  return typeof value === 'string' ? value.trim().toLowerCase() : value;
}

/** `Partner Administrator, Help Desk in NordicPartner`. */
export function summarizeAdministrator(attributes: JsonObject): string {
  const roles = rolesIn(attributes['roles']);
  const account = textIn(attributes, 'account');
  const what = roles.length === 0 ? 'administrator' : roles.join(', ');
  const inactive = attributes['active'] === false ? ', deactivated' : '';
  return `${account === '' ? what : `${what} in ${account}`}${inactive}`;
}

/** Documented as the role that configures services and manages administrators. */
export const serviceAdministrator = 'Service Administrator';
/** Documented as the template role of partners. */
export const partnerAdministrator = 'Partner Administrator';

/** Roles that can give roles, or act on accounts. Custom ones are not known to. */
export function isPrivileged(role: string): boolean {
  return role === serviceAdministrator || role === partnerAdministrator;
}
