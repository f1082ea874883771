import type { Address, Identity } from './address.ts';
import type { Change, FieldChange, Standing } from './change.ts';
import type { ConsentDeclaration } from './declaration.ts';
import type { Digest } from './digest.ts';
import type { Location } from './diagnostic.ts';
import type { Evidence } from './gate.ts';
import type { HarmClass, RailWindow } from './harm.ts';
import type { Instant } from './instant.ts';
import type { PortalsReached } from './ledger-entry.ts';
import type { Coverage } from './provider.ts';
import type { PolicyVerdict } from './policy.ts';
import type { Problem } from './provider-error.ts';

export const planFormatVersion = '1.0';

/** What was planned: everything, some addresses, another moment, only a look, or the end of all. */
export interface PlanScope {
  /** Addresses or prefixes of addresses (`acme-connect`, `acme-connect/teammate`); empty for all. */
  readonly target: readonly string[];
  readonly exclude: readonly string[];
  /** The moment the manifests were read for, where it is not now. */
  readonly at: Instant | null;
  readonly mode: 'normal' | 'refresh-only' | 'destroy' | 'lockdown' | 'offboard';
  /** Of an offboarding: who is to go, by `metadata.name` of the User. */
  readonly person?: string;
}

/** How one kind of one portal was read. */
export interface ReadSummary {
  readonly portal: string;
  readonly kind: string;
  readonly coverage: Coverage;
  readonly pages: number;
  readonly rows: number;
  readonly problem: Problem | null;
  /** The step that must first be done before there are credentials to read with. */
  readonly pending?: string;
}

export interface PortalSummary {
  readonly name: string;
  readonly provider: string;
  /** What is real and what is not, in the provider's words. */
  readonly reality: string;
  readonly requestsPerSecond: number;
  /** Requests that apply will spend here, as the kinds estimate. */
  readonly requests: number;
}

/** Harm of runs before this plan. `counted` of the whole count are theirs; what the plan does to the same is the plan's. */
export interface EarlierHarm {
  readonly counted: number;
  readonly runs: number;
  readonly since: Instant;
  readonly window: RailWindow;
}

/** What one rail said. `refused` stops the whole plan before its first write. */
export interface RailVerdict {
  /** A class of harm, or a rail by name. */
  readonly rail:
    HarmClass | 'last-administrator' | 'own-account' | 'protected' | 'consent' | 'seats-short' | 'lockdown';
  readonly portal: string;
  readonly verdict: 'pass' | 'refused' | 'consented';
  /** What this plan does, together with what `earlier` runs did. */
  readonly counted: number;
  /** What the percentage is of: what is there now, and what earlier runs took away. Null where no percentage counts. */
  readonly total: number | null;
  /** The limit that counts here, in words: `25 %`, `50`. */
  readonly limit: string;
  /** The people or things of this plan that were counted, by their keys or as their kind names them. */
  readonly who: readonly string[];
  readonly reason: string;
  /** What earlier runs in the rail's window did and is counted too; left out where there was none. */
  readonly earlier?: EarlierHarm;
  /** The default limit, where it would have refused what this Portal's own lets pass. */
  readonly byDefault?: string;
}

/** A freeze that is on at the planned moment. */
export interface PlanFreeze {
  readonly from: Instant;
  readonly until: Instant;
  readonly why: string;
  /** Names of portals; empty for all. */
  readonly portals: readonly string[];
  /** How many removals it holds; an offboarding and a lockdown go on in spite of it. */
  readonly held: number;
}

/** Something that a lockdown or an offboarding leaves, or cannot take back. */
export interface Remainder {
  readonly because:
    | 'protected'
    | 'own-account'
    /** Something that is protected is in it, or stands on it. */
    | 'carries-protected'
    | 'unmanaged'
    | 'by-hand'
    | 'unread'
    /** It is let go, kept or only switched off. */
    | 'kept'
    | 'mailed'
    | 'partner-link'
    /** What the portal does by itself with sessions, tokens and data. */
    | 'portal';
  readonly portal: string;
  /** Kind and key of the resource, where it is one: `teammate ada@acme.example`. */
  readonly what?: string;
  readonly text: string;
}

/** A consent at hand that does not cover the plan. */
export interface IdleConsent {
  readonly name: string;
  readonly who: string;
  readonly changeDigest: string;
  /** `foreign`: to another plan. `beneficiary`: by somebody whom this plan makes privileged. */
  readonly because: 'used' | 'foreign' | 'expired' | 'beneficiary';
  /** In a sentence without its full stop. */
  readonly text: string;
}

/** Something that the manifests give later: this plan does nothing about it. */
export interface UpcomingAccess {
  readonly portal: string;
  /** The person's address. */
  readonly who: string;
  readonly role: string;
  readonly from: Instant;
  readonly at?: Location;
}

export interface PlanCounts {
  readonly changes: Readonly<Record<string, number>>;
  readonly unchanged: number;
  readonly waiting: number;
  readonly overdue: number;
  readonly manual: number;
  readonly blocked: number;
  readonly unmanaged: number;
}

/** Recorded beside the digest, never inside. */
export interface PlanRecord {
  readonly at: Instant;
  readonly expiresAt: Instant;
  readonly engineVersion: string;
  /** Which portals it was made against; left out by earlier versions. */
  readonly portals?: PortalsReached;
  readonly workspace: string;
  readonly manifestDigest: Digest;
  readonly documents: number;
  readonly commit: string | null;
  /** Whether the work tree had changes that are not in the commit; null outside Git. */
  readonly clean: boolean | null;
  readonly ledger: { readonly id: string | null; readonly seq: number; readonly head: Digest };
  readonly consents: readonly ConsentDeclaration[];
  /** What reading took: requests and milliseconds. */
  readonly requests: number;
  readonly took: number;
}

/** Something that Rollcall owns and that is not any more as the ledger last recorded it. */
export interface Drift {
  readonly address: Address;
  readonly identity: Identity;
  readonly what: 'accepted' | 'expired' | 'gone' | 'renamed' | 'invited' | 'changed';
  /** Of what changed: `before` as the ledger has it, `after` as the portal shows it. */
  readonly fields: readonly FieldChange[];
  readonly evidence: Evidence;
}

/** The one plan object: what is shown is what runs. */
export interface Plan {
  readonly formatVersion: typeof planFormatVersion;
  readonly changeDigest: Digest;
  readonly scope: PlanScope;
  /** In the order of their addresses. */
  readonly changes: readonly Change[];
  /** Waiting, manual, blocked, unmanaged; unchanged only where it was asked for. */
  readonly standing: readonly Standing[];
  readonly counts: PlanCounts;
  /** What begins later; left out where nothing does, and in plans of only some addresses. */
  readonly upcoming?: readonly UpcomingAccess[];
  /** What moved at the portals since the last record; left out where nothing did. No part of the digest. */
  readonly drift?: readonly Drift[];
  /** Freezes that are on at the planned moment; left out where none is. No part of the digest. */
  readonly freezes?: readonly PlanFreeze[];
  /** Of a lockdown and an offboarding: what stays, and what cannot be taken back. No part of the digest. */
  readonly remains?: readonly Remainder[];
  readonly portals: readonly PortalSummary[];
  readonly reads: readonly ReadSummary[];
  readonly rails: readonly RailVerdict[];
  /** Consents at hand that do not cover it; left out of what nothing refuses, and where there are none. */
  readonly idleConsents?: readonly IdleConsent[];
  /** What the workspace's policies said; left out where there are none. */
  readonly policies?: readonly PolicyVerdict[];
  readonly recorded: PlanRecord;
}

/** A plan as it stands in a file: with a digest over all the rest, so that an edit is noticed. */
export interface PlanFile extends Plan {
  readonly fileDigest: Digest;
}
