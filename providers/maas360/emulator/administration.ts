import { administratorDenied, createAdministrator } from './administrators.ts';
import type { NewAdministrator } from './administrators.ts';
import { recordChange } from './audit.ts';
import { sendDetailsMail } from './mails.ts';
import { hashPassword, newTemporaryPassword } from './passwords.ts';
import type { Account, Administrator, HeldRole, PortalState } from './portal-state.ts';
import { problemsOf } from './refusal.ts';
import type { FieldProblem } from './refusal.ts';
import { isServiceAdministrator, rightsOf, rolesToGive } from './roles.ts';

/** Who does it, and to whom. None of this but adding has a path in the API. */
export interface Administration {
  readonly actor: Administrator;
  readonly administrator: Administrator;
}

type Problems = readonly FieldProblem[];

export function addPortalAdministrator(
  state: PortalState,
  actor: Administrator,
  given: { readonly account: Account; readonly wanted: NewAdministrator },
): Problems {
  return problemsOf(createAdministrator(state, actor, given));
}

/** The roles as the portal shows them: what is not named is taken away. */
export function assignRoles(state: PortalState, whom: Administration, labels: readonly string[]): Problems {
  const { actor, administrator } = whom;
  const denied = deniedFor(whom);
  if (denied.length > 0) return denied;
  const roles = rolesToGive(actor, administrator.account, labels);
  if ('refused' in roles) return problemsOf(roles);
  if (administrator.isPrimary && !isServiceAdministrator({ roles })) {
    return problem('roles', 'The primary administrator is a Service Administrator: mark another one as primary first.');
  }
  if (administrator.isScriptOnly) return problem('roles', 'This needs a new administrator: this one is script-only.');
  changeRoles(state, whom, roles);
  return [];
}

export function changeRoles(
  state: PortalState,
  { actor, administrator }: Administration,
  roles: readonly HeldRole[],
): void {
  const before = administrator.roles;
  const previousState = administrator.isActive ? 'Active' : 'Inactive';
  administrator.roles = roles;
  if (roles.length === 0) administrator.isActive = false;
  recordChange(state, {
    by: actor.userName,
    operation: 'CHANGE',
    administrator,
    before,
    after: roles,
    previousState,
  });
}

export function changeEmail(state: PortalState, whom: Administration, email: string): Problems {
  const denied = deniedFor(whom);
  if (denied.length > 0) return denied;
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(email)) return problem('email', `${email} is no e-mail address.`);
  whom.administrator.email = email;
  return noted(state, whom);
}

/** A new temporary password goes to the administrator's address. */
export function resetPassword(state: PortalState, whom: Administration): Problems {
  const { administrator } = whom;
  const denied = deniedFor(whom);
  if (denied.length > 0) return denied;
  if (!administrator.isActive) return problem('form', 'This administrator is inactive: reactivate them first.');
  const temporary = newTemporaryPassword(state.world);
  administrator.password = hashPassword(temporary, state.world.newId());
  administrator.isPasswordTemporary = true;
  administrator.passwordSetAt = state.world.now();
  sendDetailsMail(state, administrator, temporary);
  return noted(state, whom);
}

export function deactivateAdministrator(state: PortalState, whom: Administration): Problems {
  const denied = deniedFor(whom, 'deactivated');
  if (denied.length > 0) return denied;
  if (!whom.administrator.isActive) return problem('form', 'This administrator is inactive already.');
  whom.administrator.isActive = false;
  return noted(state, whom, 'Active');
}

export function reactivateAdministrator(state: PortalState, whom: Administration): Problems {
  const { administrator } = whom;
  const denied = deniedFor(whom);
  if (denied.length > 0) return denied;
  if (administrator.isActive) return problem('form', 'This administrator is active already.');
  if (administrator.roles.length === 0) return problem('form', 'This administrator has no role: assign one first.');
  administrator.isActive = true;
  return noted(state, whom, 'Inactive');
}

/** The user name is free again. */
export function deleteAdministrator(state: PortalState, whom: Administration): Problems {
  const { actor, administrator } = whom;
  const denied = deniedFor(whom, 'deleted');
  if (denied.length > 0) return denied;
  state.administrators.delete(administrator.userName.toLowerCase());
  const before = administrator.roles;
  const previousState = administrator.isActive ? 'Active' : 'Inactive';
  recordChange(state, { by: actor.userName, operation: 'DELETE', administrator, before, previousState });
  return [];
}

/** Documented: one at most, a Service Administrator. [ours] Marking another one takes the mark from the first. */
export function markAsPrimary(state: PortalState, whom: Administration): Problems {
  const { administrator } = whom;
  const denied = deniedFor(whom);
  if (denied.length > 0) return denied;
  if (!administrator.isActive || administrator.isScriptOnly || !isServiceAdministrator(administrator)) {
    return problem('form', 'Only an active Service Administrator can be the primary one.');
  }
  for (const one of state.administrators.values()) {
    if (one.account === administrator.account) one.isPrimary = one === administrator;
  }
  return noted(state, whom);
}

/** Seen: by another administrator, once the first password was changed. It can use the API only from then on. */
export function convertToScriptOnly(state: PortalState, whom: Administration): Problems {
  const { actor, administrator } = whom;
  const denied = deniedFor(whom, 'converted');
  if (denied.length > 0) return denied;
  if (actor === administrator) return problem('form', 'Another administrator has to do this.');
  if (administrator.isPasswordTemporary) {
    return problem('form', 'This administrator has to log in once first, and change the temporary password.');
  }
  if (administrator.isScriptOnly) return problem('form', 'This administrator is script-only already.');
  administrator.isScriptOnly = true;
  return noted(state, whom);
}

/** `unlessPrimary`: what a primary administrator cannot be. Nobody can change who holds more rights. */
function deniedFor({ actor, administrator }: Administration, unlessPrimary?: string): Problems {
  const denied = problemsOf(administratorDenied(actor, administrator.account));
  if (denied.length > 0) return denied;
  const rights = rightsOf(actor);
  if (![...rightsOf(administrator)].every((right) => rights.has(right))) {
    return problem('form', 'This administrator holds more rights than you.');
  }
  if (unlessPrimary === undefined || !administrator.isPrimary) return [];
  return problem('form', `A primary administrator cannot be ${unlessPrimary}: mark another one as primary first.`);
}

function noted(state: PortalState, { actor, administrator }: Administration, previousState = ''): Problems {
  recordChange(state, { by: actor.userName, operation: 'CHANGE', administrator, previousState });
  return [];
}

function problem(field: string, text: string): Problems {
  return [{ field, text }];
}
