import type { ServiceResult } from './ibm-service.ts';
import { badInput, done } from './refusal.ts';

/** Seen in use, all of them; the first three may be given at creation (documented). */
const roleNames = [
  'User',
  'CustomerAdministrator',
  'VSR',
  'AppDeveloper',
  'UserAccountAssistant',
  'ConnectionsAuditor',
  'ContentValidator',
  'Support',
  'DataMigrator',
  'CustomerPurchaser',
  'CSR',
];

const rolesAtCreation = new Set(['User', 'CustomerAdministrator', 'VSR']);

/** [inferred] Roles are compared without regard to case, and given back in the usual spelling. */
export function asRole(given: unknown): ServiceResult<string> {
  const name = typeof given === 'string' ? given.toLowerCase() : '';
  const role = roleNames.find((one) => one.toLowerCase() === name);
  return role === undefined ? badInput('This is no role.', 'SANDBOX.UNKNOWN_ROLE') : done(role);
}

export function readRoleSet(given: unknown): ServiceResult<readonly string[]> {
  if (!Array.isArray(given) || given.length === 0) return badInput('RoleSet is missing.');
  const roles: string[] = [];
  for (const one of given) {
    const role = asRole(one);
    if (!role.ok) return role;
    if (!rolesAtCreation.has(role.value)) return badInput(`${role.value} cannot be given at creation.`);
    roles.push(role.value);
  }
  return done<readonly string[]>(roles);
}
