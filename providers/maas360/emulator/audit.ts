import type { Administrator, AuditEntry, HeldRole, PortalState } from './portal-state.ts';
import { labelOf } from './roles.ts';

export interface AuditNote {
  readonly by: string;
  readonly operation: AuditEntry['operation'];
  readonly administrator: Administrator;
  readonly before?: readonly HeldRole[];
  readonly after?: readonly HeldRole[];
  readonly previousState?: string;
}

/** Every change of an administrator makes an entry: what roles came and went, and what they are now. */
export function recordChange(state: PortalState, note: AuditNote): void {
  const { administrator, before = [], after = [] } = note;
  const { profile } = administrator;
  state.audit.push({
    at: state.world.now(),
    billingId: administrator.account.billingId,
    performedBy: note.by,
    operation: note.operation,
    userName: administrator.userName,
    email: administrator.email,
    firstName: profile?.firstName ?? '',
    lastName: profile?.lastName ?? '',
    phone: profile?.phone ?? '',
    jobTitle: profile?.jobTitle ?? '',
    status: administrator.isActive && note.operation !== 'DELETE' ? 'Active' : 'Inactive',
    lastLoginAt: administrator.lastLoginAt,
    rolesAdded: missingFrom(before, after),
    rolesDeleted: missingFrom(after, before),
    previousState: note.previousState ?? '',
  });
}

export function recordLogin(state: PortalState, administrator: Administrator, succeeded: boolean): void {
  const at = state.world.now();
  const { userName, account } = administrator;
  state.logins.push({ at, billingId: account.billingId, userName, outcome: succeeded ? 'Successful' : 'Failed' });
  if (succeeded) administrator.lastLoginAt = at;
}

function missingFrom(some: readonly HeldRole[], others: readonly HeldRole[]): readonly string[] {
  const there = new Set(some.map(labelOf));
  return others.map(labelOf).filter((label) => !there.has(label));
}
