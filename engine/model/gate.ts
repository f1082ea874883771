import type { Instant } from './instant.ts';

/** How a fact about a portal is known. `read`: from the portal's own answer; `indirect`: from something that implies
 * it; `attested`: a person vouched for it; `not-observable`: nobody can see it, the last record stands. */
export type EvidenceGrade = 'read' | 'indirect' | 'attested' | 'not-observable';

export interface Evidence {
  readonly grade: EvidenceGrade;
  readonly at: Instant;
  /** What exactly was seen, or the reference that was given: `login at …`, `TS0180`. */
  readonly note?: string;
}

/** Who is waited for. `name` is what people call them: an e-mail, `Cisco support`, the portal's name. */
export interface Party {
  readonly role: 'person' | 'administrator' | 'support' | 'portal';
  readonly name: string;
}

/**
 * How a gate may close. `read`: a later read of the portal shows it; `evidence`: an evidence item with this `fact`
 * (`login`) dated after the gate opened; `attest`: only a person's word. A gate that names `evidence` may be attested
 * too; one that names `read` only where the portal cannot be read, for the next read would overrule the word.
 */
export type GateProof =
  { readonly by: 'read' } | { readonly by: 'evidence'; readonly fact: string } | { readonly by: 'attest' };

/** Something that only somebody else can do. It says exactly what its evidence proves, and no more. */
export interface Gate {
  /** Stable within the kind: `join`, `invite-by-hand`, `delete-by-hand`. */
  readonly step: string;
  /** As the portal's screens call it: `Join the team`. */
  readonly title: string;
  readonly waitingFor: Party;
  readonly since: Instant;
  readonly until?: Instant;
  /** From when on it counts as done although nobody saw it; it is then said to be assumed. Left out: never. */
  readonly assumedFrom?: Instant;
  readonly proof: GateProof;
  /** What the evidence proves, in one sentence: `A login proves that the person can log in, not which role they have.` */
  readonly proves: string;
  /** What to do, in order. */
  readonly instructions: readonly string[];
  /** Whether it must be vouched for by itself: who has done a later step may have passed it by. Left out: no. */
  readonly ownWord?: true;
  /** What the word that closes it must bring along: a number that only a mail tells. Left out: nothing. */
  readonly asks?: readonly GateQuestion[];
}

/** Asked for as `--set billingId=…`. */
export interface GateQuestion {
  readonly name: string;
  /** Where the answer goes: the portal's own id of the resource, or one of its attributes. */
  readonly into: 'id' | { readonly attribute: string };
  /** What it is, and where it is to be found. */
  readonly means: string;
  /** Regular expression for the whole answer. */
  readonly pattern: string;
  readonly required: boolean;
}

/** A fact a portal shows about a resource without showing the resource itself. */
export interface EvidenceItem {
  readonly kind: string;
  readonly key: string;
  readonly fact: string;
  readonly at: Instant;
  readonly note?: string;
}
