import type { Address, AddressText, Identity } from './address.ts';
import type { Location } from './diagnostic.ts';
import type { Evidence, Gate } from './gate.ts';
import type { Consequence, HarmClass, HarmHits } from './harm.ts';
import type { Instant } from './instant.ts';
import type { Json, JsonObject } from './json.ts';
import type { Why } from './resource.ts';

/** The verbs of a writer: everything that can be asked of a portal. */
export type Verb = 'create' | 'invite' | 'update' | 'reset' | 'sync' | 'delete';

export const verbs: readonly Verb[] = ['create', 'invite', 'update', 'reset', 'sync', 'delete'];

/** One attribute before and after; null where it is absent on that side. */
export interface FieldChange {
  readonly field: string;
  readonly before: Json;
  readonly after: Json;
}

/** Why something that is owned is not wanted any more. */
export type EndReason =
  | { readonly because: 'until' | 'leave'; readonly at: Instant }
  /** No document gives it any more; `was` is the one that did: `User/ada`. */
  | { readonly because: 'undeclared'; readonly was: string }
  /** The same document has another key now. */
  | { readonly because: 'replaced'; readonly was: string }
  /** Everything that is managed is to end, or everything on this portal. */
  | { readonly because: 'destroy' | 'lockdown' | 'retire' };

/** What every change says besides its verdict. */
export interface ChangeCommon {
  readonly address: Address;
  readonly identity: Identity;
  /** The portal's id of the object, where it is known. */
  readonly id: string | null;
  /** The kind's own word for the verdict here: `re-invite`, `withdraw`, `extend`. */
  readonly word: string;
  /** What it is about, in the kind's words: `Full access`. */
  readonly summary: string;
  readonly harms: readonly HarmClass[];
  /** Units that a class hits, where it is not this one object; left out: itself, once for each class. */
  readonly hits?: HarmHits;
  readonly consequences: readonly Consequence[];
  /**
   * What the portal kept and gives back by itself when this is made, and the plan does not take away; left out: nothing.
   * Where several changes of a plan would each give it back, each of them names it.
   */
  readonly restores?: readonly AddressText[];
  /** Why this one needs a consent; empty where it does not. */
  readonly consent: readonly string[];
  readonly evidence: Evidence;
  readonly dependsOn: readonly AddressText[];
  /** Where it was declared; absent for what is no longer declared. */
  readonly at?: Location;
  readonly why?: Why;
  readonly until?: Instant;
  /** Given for what is removed. */
  readonly ends?: EndReason;
  /** How many requests it costs, as the kind estimates. */
  readonly requests: number;
}

export interface CreateChange extends ChangeCommon {
  readonly verdict: 'create';
  readonly before: null;
  readonly after: JsonObject;
}

/** A create that a person must accept. */
export interface InviteChange extends ChangeCommon {
  readonly verdict: 'invite';
  readonly before: null;
  readonly after: JsonObject;
  /** 1 for the first invitation, counted on by each re-invitation. */
  readonly round: number;
}

export interface UpdateChange extends ChangeCommon {
  readonly verdict: 'update';
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly fields: readonly FieldChange[];
  readonly presence: 'active' | 'invited';
  /** The key it has now, where the update changes the key (`keyChange: update`). */
  readonly formerKey?: string;
}

/** A verb that a manifest asked for by a request, once per id. */
export interface RequestChange extends ChangeCommon {
  readonly verdict: 'reset' | 'sync';
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly request: string;
}

export interface DeleteChange extends ChangeCommon {
  readonly verdict: 'delete';
  readonly before: JsonObject;
  readonly after: null;
  readonly presence: 'active' | 'invited';
}

/** Declared, found, not owned, and nothing found there would be lost. `fields` are filled in besides. */
export interface AdoptChange extends ChangeCommon {
  readonly verdict: 'adopt';
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly fields: readonly FieldChange[];
  readonly presence: 'active' | 'invited';
  /** The key it has now, where adopting it changes the key. */
  readonly formerKey?: string;
}

/** As adopt, but something found there ends: `lost` lists it, and a consent is needed. */
export interface TakeOverChange extends ChangeCommon {
  readonly verdict: 'take-over';
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly fields: readonly FieldChange[];
  readonly lost: readonly FieldChange[];
  readonly presence: 'active' | 'invited';
  readonly formerKey?: string;
}

/** Ownership ends, nothing at the portal changes. `fields` is empty where the whole resource is released. */
export interface ReleaseChange extends ChangeCommon {
  readonly verdict: 'release';
  readonly before: JsonObject;
  readonly after: null;
  readonly fields: readonly string[];
}

/** A mail that the engine itself sends, once per occasion. */
export interface NotifyChange extends ChangeCommon {
  readonly verdict: 'notify';
  readonly before: null;
  readonly after: null;
  readonly mail: Mail;
}

export interface Mail {
  /** What makes it one: person, portal and event. The Message-ID derives from it. */
  readonly occasion: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly locale: string;
  /** Who writes: the customer. Absent where the Portal names no sender. */
  readonly from?: MailAddress;
  readonly replyTo?: string;
}

export interface MailAddress {
  readonly name?: string;
  readonly address: string;
}

/** Everything that a plan can do. Handled by `switch` without default, so that a new verdict is found everywhere. */
export type Change =
  | CreateChange
  | InviteChange
  | UpdateChange
  | RequestChange
  | DeleteChange
  | AdoptChange
  | TakeOverChange
  | ReleaseChange
  | NotifyChange;

export type ChangeVerdict = Change['verdict'];

interface StandingCommon {
  readonly address: Address;
  readonly identity: Identity | null;
  readonly summary: string;
  readonly evidence: Evidence;
  readonly at?: Location;
}

export interface UnchangedStanding extends StandingCommon {
  readonly verdict: 'unchanged';
}

/** Converged but for somebody: a person, an administrator, support, the portal. */
export interface WaitingStanding extends StandingCommon {
  readonly verdict: 'waiting';
  readonly gate: Gate;
  readonly overdue: boolean;
}

/** Wanted, but the portal offers no API for it: exact steps for a person. `opened` is when the ledger first asked. */
export interface ManualStanding extends StandingCommon {
  readonly verdict: 'manual';
  readonly wants: Verb;
  readonly word: string;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly id: string | null;
  readonly because: string;
  readonly gate: Gate;
  readonly opened: Instant | null;
  readonly why?: Why;
  readonly until?: Instant;
  /** Given for what is to be removed. */
  readonly ends?: EndReason;
  /** For a reset or sync the occasion of the request. */
  readonly request?: string;
  /** Asks only what came of a call that was made before: whoever answers gives nobody anything. Left out: it may give. */
  readonly question?: true;
  /** What it stands on: while that is not in use, nobody is asked. Left out: nothing. */
  readonly dependsOn?: readonly AddressText[];
  readonly harms: readonly HarmClass[];
  readonly hits?: HarmHits;
  readonly consequences: readonly Consequence[];
  readonly consent: readonly string[];
}

export interface BlockedStanding extends StandingCommon {
  readonly verdict: 'blocked';
  /** What blocks it, in one clause: `acme-connect could not be read`. */
  readonly by: string;
  readonly cure: string;
}

/** Found at the portal, declared nowhere, owned by nobody. Never touched. */
export interface UnmanagedStanding extends StandingCommon {
  readonly verdict: 'unmanaged';
}

/** Everything that a plan says without doing. */
export type Standing = UnchangedStanding | WaitingStanding | ManualStanding | BlockedStanding | UnmanagedStanding;
