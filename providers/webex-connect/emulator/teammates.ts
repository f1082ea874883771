import { isRefusal, forbidden, unknown } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { publishRole } from './role-sync.ts';
import { actorProblem, checkPatch } from './row-rules.ts';
import type { RowPatch } from './row-rules.ts';
import { findTeammate, removeRow } from './tenant.ts';
import type { Actor, TeammateRow, Tenant } from './tenant.ts';

export function readTeammate(tenant: Tenant, uuid: string): TeammateRow | Refusal {
  return findTeammate(tenant, uuid) ?? unknown('teammate');
}

export function changeTeammate(
  tenant: Tenant,
  actor: Actor,
  change: { readonly uuid: string; readonly patch: RowPatch },
): TeammateRow | Refusal {
  const teammate = readTeammate(tenant, change.uuid);
  if (isRefusal(teammate)) return teammate;
  const checked = checkPatch(actor, teammate, change.patch);
  if (isRefusal(checked)) return checked;
  const roleChanged = teammate.role !== checked.role;
  teammate.role = checked.role;
  teammate.decryptLogs = checked.decryptLogs;
  tenant.auditLog.record(actor, 'updateUser');
  if (roleChanged) publishRole(tenant, teammate);
  return teammate;
}

export function deleteTeammate(tenant: Tenant, actor: Actor, uuid: string): TeammateRow | Refusal {
  const teammate = readTeammate(tenant, uuid);
  if (isRefusal(teammate)) return teammate;
  if (teammate.role === 'Owner') return forbidden('an Owner cannot be deleted');
  const refusal = actorProblem(actor, teammate.role);
  if (refusal !== null) return refusal;
  removeRow(tenant, teammate.email);
  tenant.auditLog.record(actor, 'deleteUserByUUID');
  return teammate;
}
