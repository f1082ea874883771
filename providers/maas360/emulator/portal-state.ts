import type { SandboxWorld } from '../../kit/sandbox/sandbox-world.ts';
import type { PasswordHash } from './passwords.ts';

export type AccountType = 'partner' | 'customer' | 'trial';

export type AccountStatus = 'active' | 'expired' | 'deletion-initiated';

/** A partner, customer or trial account. Its identity is the billing id; its name can be changed. */
export interface Account {
  readonly billingId: string;
  readonly createdAt: number;
  name: string;
  type: AccountType;
  status: AccountStatus;
  /** Null for the business partner at the top. */
  parent: Account | null;
  /** The last moment of a trial, or when the account was expired; null where it is unlimited. */
  endsAt: number | null;
  /** Until then its template is being copied, and calls into it fail. */
  readonly copyingUntil: number;
  displayName: string;
  country: string;
  language: string;
  vertical: string;
  /** 0 to 3; on the wire `forceAdminAcceptEULA`. */
  acceptEula: number;
  /** False: its administrators cannot log in to the portal. */
  readonly portalLogin: boolean;
  /** Null for accounts without a licence. */
  committedLicenses: number | null;
  /** Of partners: eight letters and digits; empty elsewhere. */
  readonly code: string;
  /** Of partners: how long a trial lasts that they add, and at most, in days. */
  trialDays: number;
  maximumTrialDays: number;
  /** Of partners: off until support switches it on. */
  subPartnersAllowed: boolean;
  /** Roles that the account itself owns; the built-in ones are there everywhere. */
  readonly roles: Role[];
  readonly accessKeys: AccessKey[];
}

export interface Role {
  readonly name: string;
  /** Null for a built-in role. */
  readonly owner: Account | null;
  readonly rights: readonly string[];
}

/** A role as an administrator holds it: of their own account, or inherited from one above it. */
export interface HeldRole {
  readonly role: Role;
  /** Billing id of the account that it is inherited from; null where it is the account's own. */
  readonly inheritedFrom: string | null;
}

export interface AccessKey {
  readonly key: string;
  readonly appId: string;
  readonly createdAt: number;
}

export type IbmIdLink =
  | { readonly how: 'open' }
  | { readonly how: 'skipped'; readonly at: number }
  | { readonly how: 'linked'; readonly ibmId: string; readonly at: number };

export interface Profile {
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly phone: string;
  readonly jobTitle: string;
}

/** A portal administrator. The user name is unique on the whole instance and never changes. */
export interface Administrator {
  readonly userName: string;
  readonly account: Account;
  readonly createdAt: number;
  email: string;
  roles: readonly HeldRole[];
  isPrimary: boolean;
  /** False: deactivated, and no longer in the list of administrators. */
  isActive: boolean;
  isScriptOnly: boolean;
  password: PasswordHash;
  passwordSetAt: number;
  /** Until the person has chosen a password of their own. */
  isPasswordTemporary: boolean;
  profile: Profile | null;
  ibmId: IbmIdLink;
  /** When the person first opened the Account Management tile. */
  tileOpenedAt: number | null;
  lastLoginAt: number | null;
}

/** One change of an administrator. The members are those that were seen on the wire. */
export interface AuditEntry {
  readonly at: number;
  /** Billing id of the administrator's account. */
  readonly billingId: string;
  readonly performedBy: string;
  /** `CHANGE` was seen; the others are ours. */
  readonly operation: 'ADD' | 'CHANGE' | 'DELETE';
  readonly userName: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
  readonly jobTitle: string;
  readonly status: 'Active' | 'Inactive';
  readonly lastLoginAt: number | null;
  readonly rolesAdded: readonly string[];
  readonly rolesDeleted: readonly string[];
  readonly previousState: string;
}

/** One attempt to log in to the portal. */
export interface LoginEntry {
  readonly at: number;
  readonly billingId: string;
  readonly userName: string;
  /** `Successful` was seen; `Failed` is ours. */
  readonly outcome: 'Successful' | 'Failed';
}

export interface PortalSetup {
  readonly portal: string;
  readonly world: SandboxWorld;
  /** 1, 2, 3, 4 or 6: the first digit of every billing id here. */
  readonly instance: string;
  /** How long a new account is being copied, in milliseconds. */
  readonly copying: number;
  /** What a new business partner gets, in days. */
  readonly trialDays: number;
  readonly maximumTrialDays: number;
}

/** All that this instance of MaaS360 holds, but the tokens that its API gave out. */
export interface PortalState extends PortalSetup {
  /** By billing id, in the order in which they were made. */
  readonly accounts: Map<string, Account>;
  /** By user name in lower case. Who is deleted is gone, and the name is free again. */
  readonly administrators: Map<string, Administrator>;
  /** Oldest first. */
  readonly audit: AuditEntry[];
  /** Oldest first. */
  readonly logins: LoginEntry[];
  /** The one-time code that was last mailed to each IBMid, in lower case. */
  readonly ibmIdCodes: Map<string, string>;
  readonly nextBillingId: () => string;
}

export function createPortalState(setup: PortalSetup): PortalState {
  const accounts = new Map<string, Account>();
  let number = 2_000;
  const next = (): string => {
    number += 1;
    const id = `${setup.instance}${String(number).padStart(7, '0')}`;
    return accounts.has(id) ? next() : id;
  };

  return {
    ...setup,
    accounts,
    administrators: new Map(),
    audit: [],
    logins: [],
    ibmIdCodes: new Map(),
    nextBillingId: next,
  };
}
