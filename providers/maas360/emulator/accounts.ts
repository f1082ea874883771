import { day } from '../../../engine/model/instant.ts';
import { addAdministrator, findAdministrator, isEmail } from './administrators.ts';
import { accountByName, isAtOrBelow } from './hierarchy.ts';
import { sendWelcomeMail } from './mails.ts';
import type { Account, AccountType, Administrator, PortalState } from './portal-state.ts';
import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { accountActions, firstRoles, hasRight } from './roles.ts';

/** What an account is made from, as the form and the wire call it. Texts may be empty. */
export interface NewAccount {
  readonly type: AccountType;
  readonly name: string;
  readonly adminEmail: string;
  readonly country?: string;
  readonly language?: string;
  readonly vertical?: string;
  readonly acceptEula?: number;
  readonly portalLogin?: boolean;
  readonly committedLicenses?: number;
  readonly displayName?: string;
  readonly code?: string;
  /** How long a new trial lasts; the partner's default where left out. */
  readonly days?: number;
  /** How long trials of a new partner last, in days. */
  readonly trialDays?: number;
  /** Billing id of the account whose setup a new partner gets: its parent. */
  readonly copyFrom?: string;
}

/** Documented: "Add Account" and "Add Partner" need the access right; sub-partners also support's switch. */
export function addAccount(
  state: PortalState,
  actor: Administrator,
  { parent, wanted }: { readonly parent: Account; readonly wanted: NewAccount },
): Account | Refusal {
  const refused = accountDenied(actor, parent) ?? parentRefusal(parent, wanted) ?? accountRefusal(state, wanted);
  return refused ?? makeAccount(state, { parent, wanted, by: actor.userName });
}

/** Null where the actor may act on accounts, and this one is within their hierarchy. */
export function accountDenied(actor: Administrator, account: Account): Refusal | null {
  if (!isAtOrBelow(account, actor.account)) {
    return refusal('denied', 'form', `${account.name} is not within the hierarchy of ${actor.account.name}.`);
  }
  if (hasRight(actor, accountActions)) return null;
  return refusal(
    'denied',
    'form',
    `This needs the access right ${accountActions}: contact your primary administrator.`,
  );
}

function parentRefusal(parent: Account, { type, days, trialDays, copyFrom }: NewAccount): Refusal | null {
  if (parent.type !== 'partner' || parent.status !== 'active') {
    return refusal(
      'state',
      'form',
      `${parent.name} is no active partner account: only those have accounts below them.`,
    );
  }
  // Documented on one page as an error above the partner's default, on another as a maximum of its own: the latter here.
  if ((days ?? 0) > parent.maximumTrialDays) {
    const text = `The maximum duration allowed for trial accounts is ${parent.maximumTrialDays} days.`;
    return refusal('limit', 'days', text);
  }
  if (type !== 'partner') return null;
  if (!parent.subPartnersAllowed) {
    return refusal('denied', 'form', `Partner accounts below ${parent.name} are not enabled: contact MaaS360 support.`);
  }
  if ((trialDays ?? 0) > parent.trialDays) {
    return refusal('limit', 'trialDays', `The trial period may be ${parent.trialDays} days at most.`);
  }
  if (copyFrom === undefined || copyFrom === parent.billingId) return null;
  return refusal('invalid', 'copyFrom', 'The setup can only be copied from the account above.');
}

/** What is wrong with the values themselves; whoever makes the account. */
export function accountRefusal(state: PortalState, wanted: NewAccount): Refusal | null {
  const { name, adminEmail, code } = wanted;
  const isAddress = isEmail(adminEmail);
  const addressRefusal = isAddress ? null : refusal('invalid', 'adminEmail', `${adminEmail} is no e-mail address.`);
  return nameRefusal(state, name) ?? addressRefusal ?? codeRefusal(state, code) ?? numberRefusal(wanted);
}

function numberRefusal(wanted: NewAccount): Refusal | null {
  for (const [field, { from, to, text }] of Object.entries(numbers)) {
    const value = wanted[field as keyof typeof numbers];
    const isGood = value === undefined || (Number.isSafeInteger(value) && value >= from && value <= to);
    if (!isGood) return refusal('invalid', field, text);
  }
  return null;
}

const days = { from: 1, to: 3_650, text: 'The trial period is a whole number of days from 1.' } as const;

const numbers = {
  acceptEula: {
    from: 0,
    to: 3,
    text: 'Whether administrators have to accept the agreement is a number from 0 to 3.',
  },
  committedLicenses: { from: 1, to: 1_000_000, text: 'Committed licenses are a whole number from 1.' },
  trialDays: days,
  days,
} as const;

/** Documented: alphanumeric without special characters, and unique. */
export function nameRefusal(state: PortalState, name: string): Refusal | null {
  if (!/^[A-Za-z0-9]{1,100}$/u.test(name)) {
    return refusal('invalid', 'name', 'The account name consists of letters and digits, without special characters.');
  }
  if (accountByName(state, name) === undefined) return null;
  return refusal('duplicate', 'name', `The account name ${name} is taken.`);
}

function codeRefusal(state: PortalState, code: string | undefined): Refusal | null {
  if (code === undefined) return null;
  if (!/^[A-Za-z0-9]{8}$/u.test(code)) {
    return refusal('invalid', 'code', 'The unique code has exactly 8 letters and digits.');
  }
  const isTaken = [...state.accounts.values()].some((one) => one.code.toLowerCase() === code.toLowerCase());
  return isTaken ? refusal('duplicate', 'code', `The unique code ${code} is taken.`) : null;
}

export interface AccountMaking {
  readonly parent: Account | null;
  readonly wanted: NewAccount;
  readonly by: string;
  /** Where it is known beforehand. */
  readonly billingId?: string;
}

/** The account, its first administrator, and the mails: two for partners, one for the others. */
export function makeAccount(state: PortalState, making: AccountMaking): Account {
  const account = keepAccount(state, making);
  const { adminEmail } = making.wanted;
  const administrator = addAdministrator(state, {
    userName: firstUserName(state, account, adminEmail),
    email: adminEmail,
    account,
    roles: firstRoles(account),
    isPrimary: true,
    by: making.by,
  });
  if (account.type === 'partner') sendWelcomeMail(state, account, administrator);
  return account;
}

/** Puts an account into the state, and nothing else: no administrator, no mail. */
export function keepAccount(state: PortalState, { parent, wanted, billingId }: AccountMaking): Account {
  const now = state.world.now();
  const { trialDays: period, maximumTrialDays } = parent ?? state;
  const account: Account = {
    billingId: billingId ?? state.nextBillingId(),
    createdAt: now,
    name: wanted.name,
    type: wanted.type,
    status: 'active',
    parent,
    endsAt: wanted.type === 'trial' ? now + (wanted.days ?? period) * day : null,
    copyingUntil: now + state.copying,
    displayName: wanted.displayName ?? wanted.name,
    country: wanted.country ?? parent?.country ?? '',
    language: wanted.language ?? parent?.language ?? '',
    vertical: wanted.vertical ?? '',
    acceptEula: wanted.acceptEula ?? 0,
    portalLogin: wanted.portalLogin ?? true,
    committedLicenses: wanted.type === 'customer' ? (wanted.committedLicenses ?? null) : null,
    code: wanted.type === 'partner' ? (wanted.code ?? codeOf(state)) : '',
    trialDays: wanted.trialDays ?? period,
    maximumTrialDays: Math.max(maximumTrialDays, wanted.trialDays ?? 0),
    subPartnersAllowed: false,
    roles: [],
    accessKeys: [],
  };
  state.accounts.set(account.billingId, account);
  return account;
}

/** [inferred] `<billingId>_<local part>`, as in logins that were seen. */
function firstUserName(state: PortalState, { billingId }: Account, email: string): string {
  const wanted = `${billingId}_${email.split('@')[0] ?? ''}`;
  let free = wanted;
  for (let number = 2; findAdministrator(state, free) !== undefined; number += 1) free = `${wanted}${number}`;
  return free;
}

/** [ours] Where none is asked for. */
function codeOf({ accounts }: PortalState): string {
  const taken = new Set([...accounts.values()].map(({ code }) => code));
  let number = 1;
  while (taken.has(`PARTN${String(number).padStart(3, '0')}`)) number += 1;
  return `PARTN${String(number).padStart(3, '0')}`;
}
