import type { Address, Identity } from './address.ts';
import type { ChangeVerdict, Verb } from './change.ts';
import type { ConsentDeclaration } from './declaration.ts';
import type { Location } from './diagnostic.ts';
import type { Digest } from './digest.ts';
import type { Evidence, Gate } from './gate.ts';
import type { HarmHits } from './harm.ts';
import type { Instant } from './instant.ts';
import type { JsonObject } from './json.ts';
import type { Problem } from './provider-error.ts';
import type { Invitation, Why } from './resource.ts';

/** Who ran a command, as far as the machine can tell. */
export interface Actor {
  /** `ci:github-actions:acme/access#812`, `os:grace@build-7`. */
  readonly name: string;
  readonly how: 'ci' | 'os';
}

/** What a run wrote to. What was done at a sandbox is nothing that stands at a portal, and the other way round. */
export type PortalsReached = 'live' | 'sandbox';

export interface RunStartedEntry {
  readonly type: 'run-started';
  readonly run: string;
  readonly portals: PortalsReached;
  readonly actor: Actor;
  readonly engineVersion: string;
  readonly changeDigest: Digest;
  readonly manifestDigest: Digest;
  readonly commit: string | null;
  /** False where the manifests differed from that commit; null outside of Git; left out by earlier versions. */
  readonly clean?: boolean | null;
  readonly consents: readonly ConsentDeclaration[];
  /** What would have stopped it: rails by their numbers, policies by their exceptions, in words. Left out where nothing. */
  readonly letPass?: readonly string[];
  /** Why everything, or one person everywhere, was to go at once; left out of ordinary runs. */
  readonly sweep?: Sweep;
}

/** A run that takes away more than the manifests ask for: it says so itself. */
export interface Sweep {
  readonly mode: 'destroy' | 'lockdown' | 'offboard';
  readonly why: string | null;
  /** Of an offboarding: `metadata.name` of the User, and their address. */
  readonly person?: string;
  readonly email?: string;
  /** Their other addresses, in lower case. Left out where there are none. */
  readonly formerEmails?: readonly string[];
  /** Of a lockdown: the portals that it was aimed at. */
  readonly portals?: readonly string[];
}

/**
 * Why it was to be done, as the manifests said it then: an auditor needs nothing but the ledger. All of it is left out
 * where nobody said it, and in ledgers of earlier versions; `identity` names the document in any case.
 */
export interface Grounds {
  readonly why?: Why;
  /** The instant after which it was no longer wanted. */
  readonly until?: Instant;
  /** Where it was declared, in the workspace. */
  readonly declaredAt?: Location;
}

/**
 * A run that was refused as a whole: by a rail, for a consent to another plan, or because its plan holds no more.
 * Nothing was done at any portal, and nothing follows from it; it is here for who asks later what was tried.
 */
export interface RunRefusedEntry extends Omit<RunStartedEntry, 'type'> {
  readonly type: 'run-refused';
  readonly exitCode: number;
  readonly because: readonly string[];
}

/** Written and synced before the call it announces. */
export interface IntentEntry extends Grounds {
  readonly type: 'intent';
  readonly run: string;
  readonly verdict: ChangeVerdict;
  readonly word: string;
  readonly address: Address;
  readonly identity: Identity;
  readonly id: string | null;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  /** For an invite the round; for release the released fields; for requests and mails the occasion. */
  readonly round: number;
  readonly fields: readonly string[];
  readonly occasion: string | null;
  /** What rails counted it as; left out where it harms nobody, and by earlier versions. */
  readonly hits?: HarmHits;
}

/** The intent came true; what stands at the portal now. `presence: absent` after a delete, a release or a withdrawal. */
export interface DoneEntry {
  readonly type: 'done';
  readonly intent: number;
  readonly id: string | null;
  readonly presence: 'active' | 'invited' | 'absent';
  readonly attributes: JsonObject | null;
  readonly invitation: Invitation | null;
  readonly evidence: Evidence;
}

export interface AcceptedEntry {
  readonly type: 'accepted';
  readonly intent: number;
  readonly ref: string;
}

export interface GatedEntry {
  readonly type: 'gated';
  readonly intent: number;
  readonly id: string | null;
  readonly gate: Gate;
}

/** Surely not done. */
export interface FailedEntry {
  readonly type: 'failed';
  readonly intent: number;
  readonly problem: Problem;
}

/** Nobody can say whether it was done, and it cannot be looked up. Never repeated by itself. */
export interface UnknownEntry {
  readonly type: 'unknown';
  readonly intent: number;
  readonly problem: Problem;
}

/** Something at the portal moved without us: accepted, expired, gone, renamed. `identified`: it shows an id at last. */
export interface NotedEntry {
  readonly type: 'noted';
  readonly run: string;
  readonly address: Address;
  readonly identity: Identity;
  readonly id: string | null;
  readonly presence: 'active' | 'invited' | 'absent';
  readonly what: 'accepted' | 'expired' | 'gone' | 'renamed' | 'invited' | 'identified';
  readonly evidence: Evidence;
}

/** A step for a person was asked for: from now on it is waited for. */
export interface GateOpenedEntry extends Grounds {
  readonly type: 'gate-opened';
  readonly run: string;
  readonly address: Address;
  readonly identity: Identity;
  readonly wants: Verb;
  readonly id: string | null;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly gate: Gate;
  /** What rails counted it as; left out where it harms nobody, and by earlier versions. */
  readonly hits?: HarmHits;
  /** Of a request (reset, sync): it is spent when the step was seen or vouched for, and never asked again. */
  readonly occasion?: string;
  /** It asks what came of a call that was made before: it gives nothing. */
  readonly sent?: true;
}

/** A gate closed by something that was seen, not by a word. */
export interface GateClosedEntry {
  readonly type: 'gate-closed';
  readonly run: string;
  readonly address: Address;
  readonly step: string;
  readonly evidence: Evidence;
  /** Whether the step was seen to be done, or nobody needs it any more; earlier versions did not say. */
  readonly how?: 'seen' | 'not-needed';
}

/** Somebody vouched that a step was done. */
export interface AttestedEntry {
  readonly type: 'attested';
  readonly address: Address;
  readonly step: string;
  readonly actor: Actor;
  /** The person spoken for, where it is not the actor. */
  readonly onBehalfOf: string | null;
  /** What could not be read: `{ "billingId": "11122233" }`. */
  readonly set: JsonObject;
  /** A ticket, a file, a link. */
  readonly reference: string;
  /** Where one comes in by several steps: those that this word covers, the earlier ones included. */
  readonly passes?: readonly string[];
  /** False where more steps follow; left out, it was the only or the last one. */
  readonly completes?: false;
}

export interface AttestWithdrawnEntry {
  readonly type: 'attest-withdrawn';
  readonly attested: number;
  readonly actor: Actor;
  readonly why: string;
}

/** An offboarding is taken back: from now on manifests count again for the person. */
export interface OffboardWithdrawnEntry {
  readonly type: 'offboard-withdrawn';
  /** `metadata.name` of the User. */
  readonly person: string;
  readonly actor: Actor;
  readonly why: string;
}

export interface RunFinishedEntry {
  readonly type: 'run-finished';
  readonly run: string;
  readonly exitCode: number;
  readonly counts: Readonly<Record<string, number>>;
}

export type LedgerEntry =
  | RunStartedEntry
  | RunRefusedEntry
  | IntentEntry
  | DoneEntry
  | AcceptedEntry
  | GatedEntry
  | FailedEntry
  | UnknownEntry
  | NotedEntry
  | GateOpenedEntry
  | GateClosedEntry
  | AttestedEntry
  | AttestWithdrawnEntry
  | OffboardWithdrawnEntry
  | RunFinishedEntry;

/** An entry as it stands in a segment: numbered from 1 over all segments, dated, chained to the line before it. */
export interface LedgerLine {
  readonly seq: number;
  readonly at: Instant;
  readonly prev: Digest;
  readonly entry: LedgerEntry;
}
