import { asAccessRole, asLevel, mayManage } from './access-roles.ts';
import type { AccessRole, Level } from './access-roles.ts';
import { conflict, forbidden, invalid, missing } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { Actor, Row, Tenant } from './tenant.ts';

/** A change as it comes over the wire or from a form: nothing is checked yet. */
export interface RowPatch {
  readonly role?: unknown;
  readonly decryptLogs?: unknown;
}

export interface CheckedPatch {
  readonly role: AccessRole;
  readonly decryptLogs: boolean;
}

/**
 * What a change makes of a row. Who is Owner stays Owner; who becomes Owner keeps the decryption access they had: the
 * portal gives it by default only to those who are invited as Owner.
 */
export function checkPatch(actor: Actor, row: Row, patch: RowPatch): CheckedPatch | Refusal {
  if (patch.role === undefined && patch.decryptLogs === undefined) return missing('role or decryptLogs');
  const role = patch.role === undefined ? row.role : asAccessRole(patch.role);
  if (role === undefined) return unknownRole();
  const decryptLogs = patch.decryptLogs ?? row.decryptLogs;
  if (typeof decryptLogs !== 'boolean') return invalid('decryptLogs must be true or false');
  if (row.status === 'ACTIVE' && row.role === 'Owner' && role !== 'Owner') {
    return forbidden('the role of an Owner cannot be changed');
  }
  if (role === 'Owner' && row.level !== 'client') return ownerLevel();
  return actorProblem(actor, row.role === 'Owner' ? 'Owner' : role) ?? { role, decryptLogs };
}

/** Who may touch somebody who has this role, or is to have it. */
export function actorProblem(actor: Actor, role: AccessRole): Refusal | null {
  if (!mayManage(actor.role)) return forbidden('only Owner and Full access may manage teammates');
  if (role === 'Owner' && actor.role !== 'Owner') return forbidden('only an Owner may make or change an Owner');
  return null;
}

export function duplicateProblem(tenant: Tenant, email: string): Refusal | null {
  const row = tenant.rows.get(email);
  if (row === undefined) return null;
  return conflict(row.status === 'ACTIVE' ? 'already a teammate' : 'already invited');
}

export interface Place {
  readonly level: Level;
  readonly levelId: string | null;
}

export function placeOf(
  tenant: Tenant,
  role: AccessRole,
  input: { readonly level?: unknown; readonly levelId?: unknown },
): Place | Refusal {
  const level = input.level === undefined ? 'client' : asLevel(input.level);
  if (level === undefined) return invalid('level must be client, group or team');
  if (level === 'client') return { level, levelId: null };
  if (role === 'Owner') return ownerLevel();
  if (typeof input.levelId !== 'string') return missing('levelId');
  const places = level === 'group' ? tenant.groups : tenant.teams;
  return places.has(input.levelId) ? { level, levelId: input.levelId } : invalid(`levelId names no ${level}`);
}

export function unknownRole(): Refusal {
  return invalid('role must be Owner, Full access, Limited access, Read-only access or Restricted access');
}

function ownerLevel(): Refusal {
  return invalid('Owner is for users of the client level only');
}
