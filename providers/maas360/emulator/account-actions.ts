import { day } from '../../../engine/model/instant.ts';
import { accountDenied, nameRefusal } from './accounts.ts';
import { accountsBelow, isAtOrBelow } from './hierarchy.ts';
import type { Account, Administrator, PortalState } from './portal-state.ts';
import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** The actions of the Accounts page that an account allows as it stands, whoever looks. */
export type AccountAction = 'Extend' | 'Expire' | 'Convert' | 'Rename Account' | 'Move' | 'Delete Account';

/** Documented arrow by arrow, but that partners have none of the first three, which is inferred. */
export function actionsOn(account: Account): readonly AccountAction[] {
  const { type, status, parent } = account;
  if (status === 'deletion-initiated') return [];
  const isExpired = status === 'expired';
  const actions: AccountAction[] = [];
  if (type === 'trial' || (type === 'customer' && isExpired)) actions.push('Extend');
  if (type !== 'partner' && !isExpired) actions.push('Expire');
  if (type === 'trial') actions.push('Convert');
  actions.push('Rename Account');
  if (parent !== null) actions.push('Move');
  if (parent !== null && (type === 'partner' || isExpired)) actions.push('Delete Account');
  return actions;
}

export interface AccountActing {
  readonly actor: Administrator;
  readonly account: Account;
}

/**
 * Documented: an active trial gets more days, an expired one is active again, and an expired customer becomes a trial.
 * [ours] One extension gives at most the longest trial that the partner above allows.
 */
export function extendAccount(state: PortalState, acting: AccountActing, days: number | undefined): Account | Refusal {
  const { account } = acting;
  const refused = actionRefusal(acting, 'Extend');
  if (refused !== null) return refused;
  const { trialDays, maximumTrialDays } = account.parent ?? state;
  const added = days ?? trialDays;
  if (!Number.isSafeInteger(added) || added < 1) {
    return refusal('invalid', 'days', 'The number of days is a whole number from 1.');
  }
  if (added > maximumTrialDays) {
    return refusal('limit', 'days', `The maximum duration allowed for trial accounts is ${maximumTrialDays} days.`);
  }
  const isRunning = account.status === 'active' && account.endsAt !== null;
  const from = isRunning ? (account.endsAt ?? 0) : state.world.now();
  Object.assign(account, { type: 'trial', status: 'active', endsAt: from + added * day, committedLicenses: null });
  return account;
}

/** Documented: from a trial, active or expired; everything in the account is kept. One way. */
export function convertAccount(acting: AccountActing, licenses: number): Account | Refusal {
  const refused = actionRefusal(acting, 'Convert');
  if (refused !== null) return refused;
  if (!Number.isSafeInteger(licenses) || licenses < 1) {
    return refusal('invalid', 'committedLicenses', 'Committed licenses are a whole number from 1.');
  }
  return Object.assign(acting.account, {
    type: 'customer' as const,
    status: 'active' as const,
    endsAt: null,
    committedLicenses: licenses,
  });
}

/** Documented: customers and trials only. Devices stay managed. */
export function expireAccount(state: PortalState, acting: AccountActing): Account | Refusal {
  const refused = actionRefusal(acting, 'Expire');
  if (refused !== null) return refused;
  return Object.assign(acting.account, { status: 'expired' as const, endsAt: state.world.now() });
}

/** In the portal only: no path of the API is known. */
export function renameAccount(state: PortalState, acting: AccountActing, name: string): Account | Refusal {
  const { account } = acting;
  const refused = actionRefusal(acting, 'Rename Account');
  if (refused !== null) return refused;
  const isSame = name.toLowerCase() === account.name.toLowerCase();
  const wrong = isSame ? null : nameRefusal(state, name);
  return wrong ?? Object.assign(account, { name });
}

/** In the portal only. */
export function moveAccount(acting: AccountActing, to: Account): Account | Refusal {
  const { account } = acting;
  const refused = actionRefusal(acting, 'Move') ?? accountDenied(acting.actor, to);
  if (refused !== null) return refused;
  if (to.type !== 'partner' || to.status !== 'active') {
    return refusal('state', 'to', `${to.name} is no active partner account.`);
  }
  if (isAtOrBelow(to, account)) return refusal('state', 'to', `${to.name} is within ${account.name} itself.`);
  return Object.assign(account, { parent: to });
}

/** In the portal only. The account is in deletion, and gone some time later. */
export function deleteAccount(state: PortalState, acting: AccountActing): Account | Refusal {
  const refused = actionRefusal(acting, 'Delete Account');
  if (refused !== null) return refused;
  const below = accountsBelow(state, acting.account);
  if (below.length > 0) {
    return refusal('state', 'form', `${acting.account.name} still has ${below.length} accounts below it.`);
  }
  return Object.assign(acting.account, { status: 'deletion-initiated' as const });
}

function actionRefusal({ actor, account }: AccountActing, action: AccountAction): Refusal | null {
  const denied = accountDenied(actor, account);
  if (denied !== null) return denied;
  if (actionsOn(account).includes(action)) return null;
  const { name, status, type } = account;
  return refusal('state', 'form', `${action} is not possible: ${name} is a ${type} account, ${status}.`);
}

/** A trial ends by itself, by the sandbox's clock. */
export function passTrialEnds({ accounts }: PortalState, now: number): void {
  for (const account of accounts.values()) {
    const isOver = account.type === 'trial' && account.status === 'active' && (account.endsAt ?? now + 1) <= now;
    if (isOver) account.status = 'expired';
  }
}
