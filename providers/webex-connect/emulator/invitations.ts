import { day } from '../../../engine/model/instant.ts';
import { asAccessRole } from './access-roles.ts';
import { emailProblem } from './email-rules.ts';
import { sendInvitationMails, sendReminder } from './mails.ts';
import { isRefusal, missing, invalid, unknown } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { actorProblem, checkPatch, duplicateProblem, placeOf, unknownRole } from './row-rules.ts';
import type { RowPatch } from './row-rules.ts';
import { findInvitation, putRow, removeRow } from './tenant.ts';
import type { Actor, InvitationRow, Tenant } from './tenant.ts';

/** Documented: seven days to join, a reminder on the fourth; then the row is gone without a word. */
export const invitationLifetime = 7 * day;
export const reminderAfter = 4 * day;

/** As it comes over the wire or from a form: nothing is checked yet. */
export interface InviteInput {
  readonly email?: unknown;
  readonly role?: unknown;
  readonly level?: unknown;
  readonly levelId?: unknown;
  readonly decryptLogs?: unknown;
}

export function invite(tenant: Tenant, actor: Actor, input: InviteInput): InvitationRow | Refusal {
  const email = typeof input.email === 'string' ? input.email.trim().toLowerCase() : '';
  if (email === '') return missing('email');
  if (input.role === undefined || input.role === '') return missing('role');
  const role = asAccessRole(input.role);
  if (role === undefined) return unknownRole();
  const decryptLogs = input.decryptLogs ?? role === 'Owner';
  if (typeof decryptLogs !== 'boolean') return invalid('decryptLogs must be true or false');
  const place = placeOf(tenant, role, input);
  if (isRefusal(place)) return place;
  const refusal = actorProblem(actor, role) ?? emailProblem(tenant, email) ?? duplicateProblem(tenant, email);
  if (refusal !== null) return refusal;
  const invitation = createInvitation(tenant, { email, role, decryptLogs, ...place, invitedBy: actor.email });
  tenant.auditLog.record(actor, 'createInviteUser');
  return invitation;
}

/** A pending invitation, or that there is none: an expired one is simply not there. */
export function readInvitation(tenant: Tenant, inviteId: string): InvitationRow | Refusal {
  return findInvitation(tenant, inviteId) ?? unknown('invitation');
}

export function changeInvitation(
  tenant: Tenant,
  actor: Actor,
  change: { readonly inviteId: string; readonly patch: RowPatch },
): InvitationRow | Refusal {
  const invitation = readInvitation(tenant, change.inviteId);
  if (isRefusal(invitation)) return invitation;
  const checked = checkPatch(actor, invitation, change.patch);
  if (isRefusal(checked)) return checked;
  invitation.role = checked.role;
  invitation.decryptLogs = checked.decryptLogs;
  tenant.auditLog.record(actor, 'updateInviteUser');
  return invitation;
}

/** A new mail with a new link; the seven days start again [inferred], and the old link is dead [ours]. */
export function resendInvitation(tenant: Tenant, actor: Actor, inviteId: string): InvitationRow | Refusal {
  const invitation = readInvitation(tenant, inviteId);
  if (isRefusal(invitation)) return invitation;
  const refusal = actorProblem(actor, invitation.role);
  if (refusal !== null) return refusal;
  startRound(tenant, invitation);
  sendInvitationMails(tenant, invitation);
  tenant.auditLog.record(actor, 'reinviteUser');
  return invitation;
}

export function cancelInvitation(tenant: Tenant, actor: Actor, inviteId: string): InvitationRow | Refusal {
  const invitation = readInvitation(tenant, inviteId);
  if (isRefusal(invitation)) return invitation;
  const refusal = actorProblem(actor, invitation.role);
  if (refusal !== null) return refusal;
  removeRow(tenant, invitation.email);
  tenant.auditLog.record(actor, 'cancelInviteUser');
  return invitation;
}

/** Reminders and expiries that have fallen due. A round that was cancelled, renewed or accepted is skipped. */
export function passInvitationTime(tenant: Tenant, now: number): void {
  for (const { at, joinToken } of tenant.reminders.takeDue(now)) {
    const invitation = currentRound(tenant, joinToken);
    if (invitation !== undefined) sendReminder(tenant, invitation, at);
  }
  for (const { joinToken } of tenant.expiries.takeDue(now)) {
    const invitation = currentRound(tenant, joinToken);
    if (invitation !== undefined) removeRow(tenant, invitation.email);
  }
}

/** The invitation that this link still opens. */
export function currentRound(tenant: Tenant, joinToken: string): InvitationRow | undefined {
  const row = tenant.rows.get(tenant.byJoinToken.get(joinToken) ?? '');
  return row?.status === 'INVITED' && row.joinToken === joinToken ? row : undefined;
}

type NewInvitation = Pick<InvitationRow, 'email' | 'role' | 'level' | 'levelId' | 'decryptLogs' | 'invitedBy'>;

function createInvitation(tenant: Tenant, given: NewInvitation): InvitationRow {
  const now = tenant.world.now();
  const invitation: InvitationRow = {
    ...given,
    status: 'INVITED',
    inviteId: `i-${tenant.world.newId()}`,
    createdAt: now,
    joinToken: '',
    invitedAt: now,
    expiresAt: now,
    draft: null,
  };
  startRound(tenant, invitation);
  putRow(tenant, invitation);
  sendInvitationMails(tenant, invitation);
  return invitation;
}

function startRound(tenant: Tenant, invitation: InvitationRow): void {
  const now = tenant.world.now();
  invitation.joinToken = tenant.world.newId();
  invitation.invitedAt = now;
  invitation.expiresAt = now + invitationLifetime;
  tenant.byJoinToken.set(invitation.joinToken, invitation.email);
  tenant.reminders.add({ at: now + reminderAfter, joinToken: invitation.joinToken });
  tenant.expiries.add({ at: now + invitationLifetime, joinToken: invitation.joinToken });
}
