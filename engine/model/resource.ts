import type { Address, AddressText, Identity } from './address.ts';
import type { Origin } from './diagnostic.ts';
import type { Evidence } from './gate.ts';
import type { Instant } from './instant.ts';
import type { JsonObject } from './json.ts';

/** Why somebody has access, as the manifest says it. */
export interface Why {
  readonly ticket?: string;
  readonly reason?: string;
  readonly requestedBy?: string;
}

/** One resource as the manifests want it. Attributes that are left out are not managed and survive every update. */
export interface DesiredResource {
  readonly address: Address;
  readonly identity: Identity;
  readonly attributes: JsonObject;
  readonly origin: Origin;
  readonly why?: Why;
  /** The instant after which it is no longer wanted; for the reader, the removal follows from the manifest. */
  readonly until?: Instant;
  readonly dependsOn: readonly AddressText[];
  /** Keys the same identity had before (`formerEmails`); found under one of them, it is a key change, not a stranger. */
  readonly formerKeys: readonly string[];
}

/** A pending invitation as the portal shows it. */
export interface Invitation {
  readonly sentAt: Instant;
  readonly expiresAt?: Instant;
}

/** One step of several by which an invited person comes in, and how it is known that it was done. */
export interface PassedStep {
  readonly step: string;
  readonly evidence: Evidence;
}

/**
 * Held, and of no use to anybody: whoever it belongs to lies in the portal's trash, say. It can be taken away all the
 * same, and is in use again as soon as one of `backWith` is made.
 */
export interface Dormancy {
  /** Where it lies, for `CustomerAdministrator, kept in IBM's trash`: `kept in IBM's trash`. */
  readonly because: string;
  /** Resources of this portal whose making gives it back; in a plan each of them that is made names it. */
  readonly backWith: readonly Address[];
}

/** One resource as the portal holds it. `invited` means that a person has still to accept. */
export interface ObservedResource {
  readonly address: Address;
  /** The portal's own id, where it has one; reads go by it once the ledger knows it. */
  readonly id: string | null;
  readonly presence: 'active' | 'invited';
  readonly attributes: JsonObject;
  readonly invitation?: Invitation;
  /** Of an invited one whose coming takes several steps: those that are done. */
  readonly passed?: readonly PassedStep[];
  /** Left out: it is in use, or waits for somebody to accept it. */
  readonly dormant?: Dormancy;
  readonly evidence: Evidence;
}

/** What the ledger knows of a resource before a read: its address and, once bound, the portal's id. */
export interface Known {
  readonly address: Address;
  readonly id: string | null;
  /** Of what is owned: whether the person has come in, as far as the ledger knows. */
  readonly presence?: 'active' | 'invited';
  /** Of what is owned: what was last recorded of it, for portals that show only a part. */
  readonly recorded?: Recorded;
}

export interface Recorded {
  readonly attributes: JsonObject;
  /** When it came to be owned. */
  readonly since: Instant;
  /** How the attributes are known. */
  readonly evidence: Evidence;
}
