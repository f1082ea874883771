import type { Address, AddressText, Identity, IdentityText } from './address.ts';
import type { Verb } from './change.ts';
import type { Digest } from './digest.ts';
import type { Evidence, Gate } from './gate.ts';
import type { HarmClass } from './harm.ts';
import type { Instant } from './instant.ts';
import type { JsonObject } from './json.ts';
import type { Actor, IntentEntry, LedgerEntry, PortalsReached } from './ledger-entry.ts';
import type { Invitation, PassedStep } from './resource.ts';

/** What Rollcall owns: it put it there, adopted it, or was told so. Nothing else may ever be removed. */
export interface Binding {
  readonly identity: Identity;
  readonly address: Address;
  readonly id: string | null;
  readonly presence: 'active' | 'invited';
  /** The attributes that Rollcall gave; what it did not give, it does not own. */
  readonly attributes: JsonObject;
  readonly since: Instant;
  readonly how: 'created' | 'adopted' | 'taken-over' | 'attested';
  /** The rounds of invitation so far; 0 where it never was invited. */
  readonly round: number;
  readonly invitation: Invitation | null;
  /** While invited: the steps of coming in that are done. */
  readonly passed: readonly PassedStep[];
  readonly evidence: Evidence;
}

/** An intent without an outcome: it is looked up before anything else is done to that address. */
export interface OpenIntent {
  readonly seq: number;
  readonly at: Instant;
  readonly intent: IntentEntry;
  /** The portal's reference where it accepted the call. */
  readonly ref: string | null;
}

/** A step that was asked of a person and is not closed yet. */
export interface OpenGate {
  readonly seq: number;
  readonly address: Address;
  readonly identity: Identity;
  readonly wants: Verb;
  readonly id: string | null;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly gate: Gate;
  readonly opened: Instant;
  /** Of the request that it stands for; spent once the step is done. */
  readonly occasion?: string;
  /** A call went out for it, and nobody but a person can say what came of it: it may be there. Left out: none did. */
  readonly sent?: true;
}

/** A mail that was handed over, or not: nobody knows before somebody says whether it came. */
export interface UnknownMail {
  /** The number of its intent. */
  readonly seq: number;
  readonly address: Address;
  readonly identity: Identity;
  readonly occasion: string;
  readonly since: Instant;
}

export interface Attestation {
  readonly seq: number;
  readonly at: Instant;
  readonly address: Address;
  readonly step: string;
  readonly actor: Actor;
  readonly reference: string;
  readonly withdrawn: boolean;
}

export interface RunRecord {
  readonly run: string;
  readonly startedAt: Instant;
  readonly actor: Actor;
  readonly changeDigest: Digest;
  /** Null where the run never said that it finished: it crashed, or still runs. */
  readonly finishedAt: Instant | null;
  readonly exitCode: number | null;
}

/** An invitation that is over without having been accepted: what cool-down and rounds are counted from. */
export interface LapsedInvitation {
  readonly round: number;
  readonly sentAt: Instant;
  readonly expiresAt: Instant | null;
}

/** One unit of harm that a run did at a portal, or may have done. */
export interface HarmDone {
  readonly run: string;
  readonly at: Instant;
  readonly portal: string;
  readonly kind: string;
  readonly harm: HarmClass;
  /** The key of the object that it was done to. */
  readonly key: string;
  /** The object's own key, or a unit within it: a member of the group. */
  readonly unit: string;
  /** Whether it took the unit away: once the unit is there again, nobody is harmed by it any more. */
  readonly taken: boolean;
  /** Whether it may still be on its way: the portal works on it, or a person is asked to do it. */
  readonly open: boolean;
  /** Whether a consent covered the run: what was consented to counts against nobody afterwards. */
  readonly consented: boolean;
}

/** A person who was offboarded by hand, whatever the manifests say since. */
export interface Offboarded {
  readonly person: string;
  readonly email: string;
  /** Every other address that they had then. Left out where there is none. */
  readonly formerEmails?: readonly string[];
  readonly at: Instant;
  readonly who: string;
  readonly why: string;
}

/** A portal where everything was removed at once; it holds until a run with a consent has given something again. */
export interface Lockdown {
  readonly portal: string;
  readonly at: Instant;
  readonly who: string;
  readonly why: string;
}

/** The run whose first deed used a consent, and when that was. */
export interface UsedConsent {
  readonly run: string;
  readonly at: Instant;
}

/** Everything a fold over the ledger says. There is no other state. */
export interface LedgerState {
  /** Null for a workspace without a ledger yet. */
  readonly ledgerId: string | null;
  readonly epoch: number;
  /** Number and digest of the last line; 0 and the digest of nothing at the start. */
  readonly seq: number;
  readonly head: Digest;
  /** What the first run wrote to, and so what everything here speaks of; null before any run. */
  readonly portals: PortalsReached | null;
  readonly bindings: ReadonlyMap<IdentityText, Binding>;
  /** Which identity owns what stands at an address. */
  readonly owners: ReadonlyMap<AddressText, IdentityText>;
  readonly openIntents: readonly OpenIntent[];
  /** By `address#step`. */
  readonly openGates: ReadonlyMap<string, OpenGate>;
  readonly attestations: readonly Attestation[];
  readonly lapsed: ReadonlyMap<IdentityText, LapsedInvitation>;
  /** Occasions of requests and mails that were done, or may have been. */
  readonly spent: ReadonlyMap<string, 'done' | 'unknown'>;
  /** By occasion. */
  readonly unknownMails: ReadonlyMap<string, UnknownMail>;
  readonly runs: readonly RunRecord[];
  /** In the order in which it was done. */
  readonly harmDone: readonly HarmDone[];
  /** Which run used a consent, by its occasion. */
  readonly usedConsents: ReadonlyMap<string, UsedConsent>;
  /** By `metadata.name` of the User. */
  readonly offboarded: ReadonlyMap<string, Offboarded>;
  /** By portal, the lockdowns that nobody has ended yet. */
  readonly lockdowns: ReadonlyMap<string, Lockdown>;
}

/** What is owned, by `portal/kind`: made once per step, so that no kind goes through what others own. */
export function bindingsBySite(state: LedgerState): ReadonlyMap<string, readonly Binding[]> {
  const sites = new Map<string, Binding[]>();
  for (const binding of state.bindings.values()) {
    const { portal, kind } = binding.address;
    const site = `${portal}/${kind}`;
    const known = sites.get(site);
    if (known === undefined) sites.set(site, [binding]);
    else known.push(binding);
  }
  return sites;
}

/** A ledger held for writing. One holder at a time; everything it appends is on the disk when the promise resolves. */
export interface LedgerWriter {
  /** The fold so far, own appends included. */
  readonly state: () => LedgerState;
  /**
   * @returns the entry's number.
   * @throws LeaseLostError where this holder may no longer write.
   */
  readonly append: (entry: LedgerEntry) => Promise<number>;
  /** @throws LeaseLostError unless the heartbeat is younger than half the lease. Called before every portal write. */
  readonly assertHeld: () => void;
  /** Gives the lease back. */
  readonly close: () => Promise<void>;
}

export interface LeaseLostOptions {
  /** What a person can do about it, where it is not that another run took over. */
  readonly cure?: string;
  /** What kept this holder from showing that it is at work: a full disk, say. */
  readonly cause?: unknown;
}

/** Somebody else holds the lease now, or may: nothing may be written any more. */
export class LeaseLostError extends Error {
  readonly cure: string;

  constructor(message: string, options: LeaseLostOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'LeaseLostError';
    this.cure = options.cure ?? 'Wait for the run that holds the ledger, then plan again.';
  }
}
