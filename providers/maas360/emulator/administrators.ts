import { recordChange } from './audit.ts';
import { sendDetailsMail } from './mails.ts';
import { hashPassword, newTemporaryPassword } from './passwords.ts';
import type { Account, Administrator, HeldRole, PortalState } from './portal-state.ts';
import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { hasRight, manageAdministrators, rolesToGive } from './roles.ts';
import { isAtOrBelow } from './hierarchy.ts';

export interface NewAdministrator {
  readonly userName: string;
  readonly email: string;
  /** As the portal shows them: `Help Desk (Inherited from account number 30001111)`. */
  readonly roles: readonly string[];
}

/** Documented: only who manages administrators may, and gives only equal or lesser roles. */
export function createAdministrator(
  state: PortalState,
  actor: Administrator,
  { account, wanted }: { readonly account: Account; readonly wanted: NewAdministrator },
): Administrator | Refusal {
  const denied = administratorDenied(actor, account);
  if (denied !== null) return denied;
  const userName = wanted.userName.trim();
  if (!/^\S{1,128}$/u.test(userName)) return refusal('invalid', 'userName', 'Enter a user name without spaces.');
  if (!isEmail(wanted.email)) return refusal('invalid', 'email', `${wanted.email} is no e-mail address.`);
  if (findAdministrator(state, userName) !== undefined) {
    return refusal('duplicate', 'userName', `The user name ${userName} is taken.`);
  }
  const roles = rolesToGive(actor, account, wanted.roles);
  if ('refused' in roles) return roles;
  return addAdministrator(state, {
    userName,
    email: wanted.email,
    account,
    roles,
    isPrimary: false,
    by: actor.userName,
  });
}

export interface AddedAdministrator {
  readonly userName: string;
  readonly email: string;
  readonly account: Account;
  readonly roles: readonly HeldRole[];
  readonly isPrimary: boolean;
  /** Who did it, for the audit. */
  readonly by: string;
}

/** With a temporary password, which is mailed to them; no checks. */
export function addAdministrator(state: PortalState, added: AddedAdministrator): Administrator {
  const { by, ...known } = added;
  const temporary = newTemporaryPassword(state.world);
  const administrator = keepAdministrator(state, known, temporary);
  recordChange(state, { by, operation: 'ADD', administrator, after: administrator.roles });
  sendDetailsMail(state, administrator, temporary);
  return administrator;
}

/** Puts an administrator into the state, and nothing else: no mail, no audit. */
export function keepAdministrator(
  state: PortalState,
  known: Omit<AddedAdministrator, 'by'>,
  password: string,
): Administrator {
  const administrator: Administrator = {
    ...known,
    createdAt: state.world.now(),
    isActive: true,
    isScriptOnly: false,
    password: hashPassword(password, state.world.newId()),
    passwordSetAt: state.world.now(),
    isPasswordTemporary: true,
    profile: null,
    ibmId: { how: 'open' },
    tileOpenedAt: null,
    lastLoginAt: null,
  };
  state.administrators.set(known.userName.toLowerCase(), administrator);
  return administrator;
}

/** [inferred] A user name is unique on the whole instance; [ours] however its letters are written. */
export function findAdministrator(state: PortalState, userName: string): Administrator | undefined {
  return state.administrators.get(userName.trim().toLowerCase());
}

/** Null where the actor may change the administrators of this account. */
export function administratorDenied(actor: Administrator, account: Account): Refusal | null {
  if (!isAtOrBelow(account, actor.account)) {
    return refusal('denied', 'form', `${account.name} is not within the hierarchy of ${actor.account.name}.`);
  }
  if (hasRight(actor, manageAdministrators)) return null;
  return refusal('denied', 'form', 'Only a Service Administrator can do this: contact your primary administrator.');
}

export function administratorsOf(state: PortalState, account: Account): readonly Administrator[] {
  return [...state.administrators.values()].filter((one) => one.account === account);
}

export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(text);
}
