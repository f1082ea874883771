import { scryptSync, timingSafeEqual } from 'node:crypto';
import type { Milliseconds } from '../../../../engine/model/instant.ts';
import type { JsonObject } from '../../../../engine/model/json.ts';
import type { SandboxWorld } from '../../../kit/sandbox/sandbox-world.ts';
import { createDues } from '../dues.ts';
import type { Dues } from '../dues.ts';
import type { Customer } from '../purchase/market.ts';
import type { IbmService } from '../service/ibm-service.ts';

/** A password as it is kept: never the text. */
export interface PasswordHash {
  readonly salt: string;
  readonly hash: Buffer;
}

export interface LoginRecord {
  readonly at: number;
  readonly succeeded: boolean;
}

/** Somebody with a login to the panel: to the customer's (CCP) for administrators, to their own (myCP) for all. */
export interface PanelUser {
  readonly uuid: string;
  readonly customer: Customer;
  readonly userId: number;
  readonly memberId: number;
  readonly login: string;
  readonly createdAt: number;
  email: string;
  givenName: string;
  familyName: string;
  telVoice: string;
  addressPostal: JsonObject;
  isAccountAdmin: boolean;
  disabled: boolean;
  locked: boolean;
  password: PasswordHash | null;
  /** In the link of the last mail, until it is used. */
  passwordLink: string | null;
  invitationDate: number | null;
  modifiedAt: number;
  revision: number;
  failedLogins: number;
  readonly logins: LoginRecord[];
}

/** "The service is assigned to the user": one resource for each person, with a subscriber at IBM behind it. */
export interface AssignedService {
  readonly uuid: string;
  readonly user: PanelUser;
  readonly subscriber: number;
  /** The subscriber's, also when the user's address has changed since. */
  readonly email: string;
  readonly createdAt: number;
  /** When it stops being provisioned. */
  readonly readyAt: number;
  isProvisioned: boolean;
  modifiedAt: number;
  revision: number;
}

export interface DirectorySetup {
  readonly world: SandboxWorld;
  readonly portal: string;
  readonly service: IbmService;
  /** The APS type of a service. */
  readonly serviceType: string;
  /** [ours] From the assignment until the subscriber is active. */
  readonly provisioning: Milliseconds;
  /** Whether a service is `aps:activating` until its person has set the password and synchronized. */
  readonly personFinishes: boolean;
}

/** All state of the panel but the accounts and subscriptions, which are the marketplace's. */
export interface Directory extends DirectorySetup {
  readonly users: Map<string, PanelUser>;
  readonly services: Map<string, AssignedService>;
  /** The user of every link that was sent in a mail and not used. */
  readonly passwordLinks: Map<string, PanelUser>;
  readonly dues: Dues;
  readonly nextNumber: () => number;
}

export function createDirectory(setup: DirectorySetup): Directory {
  let number = 1_000;

  return {
    ...setup,
    users: new Map(),
    services: new Map(),
    passwordLinks: new Map(),
    dues: createDues(),
    nextNumber: () => {
      number += 1;
      return number;
    },
  };
}

export function userByLogin(directory: Directory, login: string): PanelUser | undefined {
  const wanted = login.trim().toLowerCase();
  return [...directory.users.values()].find((user) => user.login.toLowerCase() === wanted);
}

export function serviceOf(directory: Directory, user: PanelUser): AssignedService | undefined {
  return [...directory.services.values()].find((service) => service.user === user);
}

export function touch(directory: Directory, changed: { modifiedAt: number; revision: number }): void {
  changed.modifiedAt = directory.world.now();
  changed.revision += 1;
}

/** A low cost on purpose: many emulated people set passwords in one test, and nothing here is real. */
export function hashPassword(password: string, salt: string): PasswordHash {
  return { salt, hash: scryptSync(password.normalize('NFC'), salt, 32, { N: 1024 }) };
}

export function isPassword(password: string, kept: PasswordHash): boolean {
  return timingSafeEqual(hashPassword(password, kept.salt).hash, kept.hash);
}
