import type { Address, AddressText, Identity } from './address.ts';
import type { Change, Verb } from './change.ts';
import type { PortalDeclaration } from './declaration.ts';
import type { Deps } from './deps.ts';
import type { Diagnostic, Origin } from './diagnostic.ts';
import type { EvidenceItem, Gate } from './gate.ts';
import type { Consequence, HarmClass, HarmHits } from './harm.ts';
import type { Instant, Milliseconds } from './instant.ts';
import type { OwedMail } from './mail.ts';
import type { JsonObject } from './json.ts';
import type { Problem } from './provider-error.ts';
import type { DesiredResource, Known, ObservedResource, Why } from './resource.ts';
import type { Secret } from './secret.ts';

/**
 * A kind of portal. The description works offline and without credentials; only `connect` reaches the network.
 *
 * Must: give the same kinds for the same settings. May: let the kinds depend on the settings (a mode without an API).
 * Never: read the environment, the clock or a file.
 */
export interface Provider {
  /** As manifests write it: `webex-connect`. */
  readonly name: string;
  readonly title: string;
  /** What is real and what is not, in one or two sentences for `rollcall providers` and for the plan. */
  readonly reality: string;
  /** What of a person's stays although all that Rollcall owns is removed: sessions, tokens, data. With its grade. */
  readonly remains?: readonly string[];
  /** Whether License documents mean something here; where not, why. */
  readonly licenses: Capability;
  /** Whether PartnerLink documents and role definitions mean something here; left out: they do not. */
  readonly partners?: Capability;
  /** JSON Schema (2020-12) of `Portal.spec.settings`, with defaults. */
  readonly settingsSchema: JsonObject;
  /** The planes, each with its own base URL, credentials and limits; one plane is called `default`. */
  readonly planes: readonly string[];
  /** How to do without the credentials that these settings ask for, in one sentence; left out where nothing can. */
  readonly withoutCredentials?: (settings: JsonObject) => string | undefined;
  /** Names of the credentials that `connect` needs with these settings. */
  readonly credentialNames: (settings: JsonObject) => readonly string[];
  readonly kinds: (portal: PortalDeclaration) => readonly ResourceKind[];
  readonly connect: (input: ConnectInput) => Connection;
}

export interface ConnectInput {
  readonly portal: PortalDeclaration;
  readonly credentials: Readonly<Record<string, Secret>>;
  readonly deps: Deps;
}

/** Whether a verb exists at this portal; where not, the reason, for the plan and for `rollcall providers`. */
export type Capability = { readonly can: true } | { readonly can: false; readonly why: string };

/**
 * One kind of resource of a provider: pure, no network. Functions get values and give values.
 *
 * Must: `normalize` is idempotent, and is applied to both sides; `identify` gives the key of normalized attributes;
 * a verb whose capability is `can: false` has manual steps in `describe`.
 * Never: a function here throws for anything a user wrote; that becomes a diagnostic.
 */
export interface ResourceKind {
  readonly kind: string;
  /** JSON Schema (2020-12) of the attributes. */
  readonly schema: JsonObject;
  /** JSON Schema (2020-12) of what a grant may say under `with`. */
  readonly grantSchema: JsonObject;
  /** `list`: all can be listed; `by-key`: only one by one; `none`: not at all, the ledger's record stands. */
  readonly reads: 'list' | 'by-key' | 'none';
  readonly plane: string;
  readonly capabilities: Readonly<Record<Verb, Capability>>;
  /** How a new one comes about: at once, or by an invitation that a person accepts. */
  readonly arrives: 'create' | 'invite';
  readonly dependsOnKinds: readonly string[];
  /** Attributes that the portal never gives back; not compared. */
  readonly writeOnlyFields: readonly string[];
  /** Attributes that hold all there is: giving one a value ends what was found there, so adopting needs consent. */
  readonly exclusive: readonly string[];
  /** Attributes that cannot change once set: a difference is a manual step, never a silent replacement. */
  readonly immutableFields: readonly string[];
  readonly keyChange: 'update' | 'replace' | 'manual';
  /** For how long a new object may be missing from reads. */
  readonly visibilityDelay: Milliseconds;
  /** The classes of harm in which each object counts as one unit, for percent rails. */
  readonly holds: readonly HarmClass[];
  /**
   * The units of a class it holds that one with these attributes is: a group its members. They are named as in `hits`.
   * Left out: itself, one unit.
   */
  readonly units?: (attributes: JsonObject, harm: HarmClass) => readonly string[];
  /** What this portal's people get, as resources and requests. */
  readonly declare: (portal: PortalDeclaration) => Declared;
  readonly identify: (attributes: JsonObject) => string;
  readonly normalize: (attributes: JsonObject) => JsonObject;
  /** The portal's own limits on what is declared, found before anything is sent. */
  readonly audit: (resources: readonly DesiredResource[], portal: PortalDeclaration) => readonly Diagnostic[];
  /** Word, harms, consequences, consent and manual steps of one change. */
  readonly describe: (draft: ChangeDraft) => ChangeDescription;
  /** Keys of this kind that one with these attributes stands on: an add-on's base. Removed before them. */
  readonly standsOn: (attributes: JsonObject) => readonly string[];
  /**
   * Other resources of the portal that one with these attributes names, as a group its members: it lets go of them
   * before they are removed. Left out: none.
   */
  readonly names?: (attributes: JsonObject) => readonly AddressText[];
  /** The pool that one with these attributes takes a piece of, as another kind's object holds it; often none. */
  readonly takesFrom: (attributes: JsonObject) => Address | null;
  /** As a pool: how many pieces are free with these attributes as observed; null where it is none, or not known. */
  readonly free: (observed: JsonObject) => number | null;
  /**
   * What comes about by itself on another portal because of one with these attributes: role sync. `portals` are all
   * of the workspace. Left out: nothing.
   */
  readonly follows?: (attributes: JsonObject, portals: readonly PortalDeclaration[]) => readonly Following[];
  /** Kinds of other portals that the settings name for it, also while nobody is declared. Left out: none. */
  readonly followedBy?: readonly Pick<Following, 'portal' | 'kind' | 'because'>[];
  /** Whether others may stand on one that is still invited. Left out: only on one that is in use. */
  readonly carriesInvited?: boolean;
  /** Whether a reset is for who is still to come in, and moot afterwards. Left out: it is for who is in use. */
  readonly resetsInvited?: boolean;
  /** Whether these attributes are what a removal leaves behind, where the portal cannot remove more. */
  readonly isSpent: (observed: JsonObject) => boolean;
  /** What becomes of one that Rollcall owns when its document goes. */
  readonly whenUndeclared: (given: JsonObject) => 'delete' | 'release';
  /** A few words on a state: `Full access`. */
  readonly summarize: (attributes: JsonObject) => string;
  /** Of an account: whether anybody can use the portal by one with these attributes. Left out: always. */
  readonly isUsable?: (attributes: JsonObject) => boolean;
  /** Counts for the last-administrator rail. */
  readonly isAdministrator: (attributes: JsonObject) => boolean;
  /**
   * Who holds what by one with these attributes, as policies see it: each member of a group, each role of an
   * administrator. Left out: whoever it belongs to holds what `summarize` says.
   */
  readonly holdings?: (attributes: JsonObject) => readonly Holding[];
  /** The account within the portal that it administers, which keeps one by itself. Left out: the whole portal. */
  readonly administers?: (attributes: JsonObject) => string;
  /**
   * What somebody has still to do until one that was invited is in use, step by step, at least one. Each step is
   * waited for when those before it have passed.
   */
  readonly arrivalGates: (observed: ObservedResource) => readonly Gate[];
  /** Mails that the engine itself owes for a resource that has just come about; often none. */
  readonly mails: (resource: DesiredResource) => readonly OwedMail[];
}

/** Something that a person holds at a portal. */
export interface Holding {
  /** The person's address; left out: of whomever the resource belongs to. */
  readonly email?: string;
  readonly role: string;
  /** Whether this very role administers; left out: whether the resource does. */
  readonly privileged?: boolean;
}

/** What a resource of one portal brings about on another one, by the portals themselves. */
export interface Following {
  /** Name of the other Portal document. */
  readonly portal: string;
  readonly kind: string;
  readonly key: string;
  /** Attributes that it then has, as the other kind normalizes them. */
  readonly wants: JsonObject;
  /** A clause: `Control Hub and Webex Connect synchronise roles`. */
  readonly because: string;
}

export interface Declared {
  readonly resources: readonly DesiredResource[];
  readonly requests: readonly DesiredRequest[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A verb that somebody asked for by hand. Spent once per occasion; never after its date. */
export interface DesiredRequest {
  readonly address: Address;
  readonly verb: 'reset' | 'sync';
  /** Unique per person, portal, verb and id: what the ledger remembers as spent. */
  readonly occasion: string;
  readonly id: string;
  readonly notAfter?: Instant;
  readonly why?: Why;
  readonly origin: Origin;
}

/** What a kind needs to know to describe a change. */
export interface ChangeDraft {
  readonly verb: Verb;
  readonly address: Address;
  /** The document that wants it, or wanted it. */
  readonly identity: Identity;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly presence: 'active' | 'invited' | 'absent';
  /** The invitation's round where the verb is `invite`, else 0. */
  readonly round: number;
  /** The moment of the plan, for the gates of manual steps. */
  readonly at: Instant;
}

export interface ChangeDescription {
  readonly word: string;
  readonly harms: readonly HarmClass[];
  /** Units that a class hits, where it is not this one object: the members that leave a group. Left out: itself. */
  readonly hits?: HarmHits;
  readonly consequences: readonly Consequence[];
  /** Why it needs a consent; empty where it does not. */
  readonly consent: readonly string[];
  readonly requests: number;
  /** Given where this very change cannot be made by an API. */
  readonly manual?: { readonly because: string; readonly gate: Gate };
}

export interface Connection {
  readonly reader: Reader;
  readonly writer: Writer;
}

/** How much of the truth a read brought. Only `complete` proves that what is missing does not exist. */
export type Coverage = 'complete' | 'known-only' | 'partial' | 'failed';

export interface ReadRequest {
  /** Everything the ledger and the manifests know of this kind here: by-key readers go through it. */
  readonly known: readonly Known[];
  /** Only these, right now: to look again at one object before or after touching it. */
  readonly only?: readonly Known[];
}

/**
 * What a read brought.
 *
 * Must: a short list is never given as `complete`; where a later page fails, coverage is `partial` and `problem` says
 * why; for `only`, each asked-for object is in `resources`, or in `absent` if the portal positively says so.
 */
export interface ReadResult {
  readonly coverage: Coverage;
  readonly resources: readonly ObservedResource[];
  readonly absent: readonly Address[];
  readonly evidence: readonly EvidenceItem[];
  readonly pages: number;
  readonly rows: number;
  readonly problem: Problem | null;
  /** Surely there, but which of the portal's objects it is nobody can tell without the gate's answer. */
  readonly unidentified?: readonly Unidentified[];
}

export interface Unidentified {
  readonly address: Address;
  readonly gate: Gate;
}

/** The part of a connection that a plan may hold: no portal write can be expressed with it. */
export interface Reader {
  /** @throws ProviderError where nothing at all could be read. */
  readonly read: (kind: string, request: ReadRequest) => Promise<ReadResult>;
  /** Asks after something that the portal only accepted. Null while it is still under way. */
  readonly poll: (kind: string, ref: string) => Promise<Outcome | null>;
  /**
   * What an order would cost, in a few words: `EUR 32.80 for the first billing period`. Null where the portal cannot
   * say. Only asked for changes that buy something.
   */
  readonly estimate: (change: Change) => Promise<string | null>;
}

/**
 * What became of a write. `done`: it is so, and this is what is there now (null after a delete). `accepted`: the portal
 * works on it; ask again. `gated`: somebody must do something first.
 */
export type Outcome =
  | { readonly outcome: 'done'; readonly observed: ObservedResource | null }
  | { readonly outcome: 'accepted'; readonly ref: string; readonly checkAfter: Milliseconds }
  | { readonly outcome: 'gated'; readonly gate: Gate; readonly observed: ObservedResource | null };

export interface WriteContext {
  /** The same for every try at the same thing: an idempotency key where the portal takes one. */
  readonly occasion: string;
  readonly signal: AbortSignal;
}

export type Write = (change: Change, context: WriteContext) => Promise<Outcome>;

/**
 * The part of a connection that only apply gets.
 *
 * Must: send one write at most once; throw ProviderError `ambiguous` where its answer was lost; treat "not there" of a
 * delete as done. Never: retry a write that may have happened; change an attribute that `after` does not mention.
 */
export interface Writer {
  readonly create: Write;
  readonly invite: Write;
  readonly update: Write;
  readonly reset: Write;
  readonly sync: Write;
  readonly delete: Write;
}
