import { day } from '../../../engine/model/instant.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { SandboxWorld } from '../../kit/sandbox/sandbox-world.ts';
import { textIn } from './json-parts.ts';
import type { OrgSettings } from './org-settings.ts';
import { licenceId } from './licences/catalogue.ts';
import type { LicencePool } from './licences/catalogue.ts';

/** One event of the administrators' audit log. Texts and categories are ours. */
export interface AuditRecord {
  readonly id: string;
  readonly at: number;
  readonly actor: string;
  readonly category: 'USERS' | 'LICENSES' | 'ROLES' | 'PARTNERS' | 'LOGINS';
  readonly action: string;
  /** Whom or what it was done to. */
  readonly object: string;
}

/** As Control Hub's users page calls them. */
export type UserState = 'Not Verified' | 'Verified' | 'Active' | 'Inactive' | 'Delayed Claim';

export interface HubUser {
  /** A raw UUID. */
  readonly id: string;
  /** What a client may write by SCIM, in SCIM's names, with `userName`, `active`, `roles` and the extensions. */
  attributes: JsonObject;
  /** Meeting sites at which the user is an attendee. */
  readonly sites: Set<string>;
  readonly createdAt: number;
  modifiedAt: number;
  /** Behind the weak ETag. */
  version: number;
  isVerified: boolean;
  hasSignedIn: boolean;
  password: string | null;
  /** In the link of the activation mail; null once it was used. */
  activation: string | null;
  /** When the last activation mail went out. */
  mailedAt: number | null;
  /** When it was deactivated; deleted 30 days later. */
  inactiveSince: number | null;
  /** A claimed person comes over by then, or earlier by their own click. */
  claimedUntil: number | null;
}

/** Somebody whose address lives in another organisation. */
export interface Stranger {
  readonly email: string;
  /** Whether the organisation may claim the person: not where theirs has single sign-on or directory sync. */
  readonly isClaimable: boolean;
  /** Licences of ours that wait for the person's consent. */
  readonly pending: Set<string>;
  readonly accepted: Set<string>;
}

export interface Archived {
  readonly user: HubUser;
  readonly deletedAt: number;
}

/** One run of "send activation mails" for the whole organisation. */
export interface ActivationJob {
  readonly id: string;
  /** 1 for the first of this organisation. */
  readonly number: number;
  readonly startedAt: number;
  readonly endsAt: number;
  isDone: boolean;
  sent: number;
  readonly suppressed: { readonly userId: string; readonly email: string }[];
}

/** All state of one emulated organisation. */
export interface ControlHub {
  readonly world: SandboxWorld;
  readonly settings: OrgSettings;
  /** By id, in the order in which they came. */
  readonly users: Map<string, HubUser>;
  /** By lower-case user name. */
  readonly byName: Map<string, HubUser>;
  readonly strangers: Map<string, Stranger>;
  readonly archive: Map<string, Archived>;
  /** What was bought, by licence id. */
  readonly pools: Map<string, LicencePool>;
  /** Who has each licence, by user id. An inactive user keeps them. */
  readonly holders: Map<string, Set<string>>;
  readonly jobs: Map<string, ActivationJob>;
  readonly audit: AuditRecord[];
  readonly verifiedDomains: Set<string>;
}

export function createControlHub(settings: OrgSettings, world: SandboxWorld): ControlHub {
  const pools = new Map<string, LicencePool>();
  for (const [index, pool] of settings.pools.entries()) pools.set(licenceId(settings.orgId, pool, index), { ...pool });
  const strangers = settings.elsewhere.map(({ email, isClaimable }): Stranger => {
    return { email: email.toLowerCase(), isClaimable, pending: new Set(), accepted: new Set() };
  });
  return {
    world,
    settings,
    users: new Map(),
    byName: new Map(),
    strangers: new Map(strangers.map((stranger) => [stranger.email, stranger])),
    archive: new Map(),
    pools,
    holders: new Map([...pools.keys()].map((id) => [id, new Set()])),
    jobs: new Map(),
    audit: [],
    verifiedDomains: new Set(settings.verifiedDomains),
  };
}

/** Documented: an inactive user is deleted after so long. */
export const inactiveLifetime = 30 * day;

export function stateOf(user: HubUser): UserState {
  if (user.inactiveSince !== null) return 'Inactive';
  if (user.claimedUntil !== null) return 'Delayed Claim';
  if (user.hasSignedIn) return 'Active';
  return user.isVerified ? 'Verified' : 'Not Verified';
}

export function userNameOf(user: HubUser): string {
  return textIn(user.attributes['userName']);
}

export function findUser(hub: ControlHub, name: string): HubUser | undefined {
  return hub.byName.get(name.toLowerCase());
}

/** Takes new attributes over: a new version, under the new name where that changed. */
export function writeAttributes(hub: ControlHub, user: HubUser, attributes: JsonObject): void {
  hub.byName.delete(userNameOf(user).toLowerCase());
  user.attributes = attributes;
  hub.byName.set(userNameOf(user).toLowerCase(), user);
  touch(hub, user);
}

export function touch(hub: ControlHub, user: HubUser): void {
  user.modifiedAt = hub.world.now();
  user.version += 1;
}

export function addUser(hub: ControlHub, attributes: JsonObject, more: Partial<HubUser> = {}): HubUser {
  const now = hub.world.now();
  const user: HubUser = {
    id: hub.world.newId(),
    attributes,
    sites: new Set(),
    createdAt: now,
    modifiedAt: now,
    version: 1,
    isVerified: false,
    hasSignedIn: false,
    password: null,
    activation: null,
    mailedAt: null,
    inactiveSince: null,
    claimedUntil: null,
    ...more,
  };
  hub.users.set(user.id, user);
  hub.byName.set(userNameOf(user).toLowerCase(), user);
  return user;
}

/** Gone at once, with the seats; the archive keeps who it was. */
export function removeUser(hub: ControlHub, user: HubUser): void {
  hub.users.delete(user.id);
  for (const holders of hub.holders.values()) holders.delete(user.id);
  hub.byName.delete(userNameOf(user).toLowerCase());
  hub.archive.set(user.id, { user, deletedAt: hub.world.now() });
}
