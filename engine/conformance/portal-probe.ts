import type { Address } from '../model/address.ts';
import type { Milliseconds } from '../model/instant.ts';
import type { JsonObject } from '../model/json.ts';

/** What a subject can do with its portal besides using it. A case that needs one that is missing is skipped, with the
 * subject's reason. */
export type Ability =
  /** A list comes in pages of two. */
  | 'small-pages'
  /** `fail({ fault: 'second-page' })`. */
  | 'second-page'
  /** `fail({ fault: 'too-many-requests' })`: a status 429 with Retry-After, or what the portal has in its place. */
  | 'too-many-requests'
  /** `fail({ fault: 'portal-limit' })`: a limit told in the body of a success, such as code 7020. */
  | 'portal-limit'
  | 'answer-lost'
  | 'request-lost'
  | 'unavailable'
  /** `put` and `remove`: somebody else changes the portal. */
  | 'meddle'
  /** `put` with attributes that the provider does not know. */
  | 'unknown-attribute'
  /** `accept`: the invited person does their part. */
  | 'accept'
  /** More than one object of the kind can be there. */
  | 'several'
  /** The writer makes the object; what comes about by itself from what it needs can only be adopted. */
  | 'creation'
  /** An invitation runs out. */
  | 'expiry'
  /** What the writer removed is gone from the portal by that alone. */
  | 'removal'
  /** Time passes at the portal as it passes in the suite. */
  | 'time'
  /** A wrong credential is refused. */
  | 'wrong-credential'
  /** Requests go over a network, so the engine's own rate has a meaning. */
  | 'own-rate';

/** What goes wrong from now on, until it has struck as often as it says, or `heal` is called. */
export type Fault =
  /** The second page of every list fails, however often it is asked for. */
  | { readonly fault: 'second-page' }
  /** The next operation is refused once, to be repeated after so long. */
  | { readonly fault: 'too-many-requests'; readonly retryAfter: Milliseconds }
  /** The next operation is refused once, in the portal's own words. */
  | { readonly fault: 'portal-limit' }
  /** The next writing operation is done, and its answer never comes. */
  | { readonly fault: 'answer-lost' }
  /** The next writing operation is not done, and no answer comes; nobody can tell from outside. */
  | { readonly fault: 'request-lost' }
  /** Everything fails from now on, before anything is done. */
  | { readonly fault: 'unavailable' };

export interface OperationCount {
  readonly reading: number;
  /** Operations that the portal did and that changed something or could have; refused ones do not count. */
  readonly writing: number;
}

/** One object as the portal itself holds it, past the provider. */
export interface PortalObject {
  readonly key: string;
  readonly presence: 'active' | 'invited';
  readonly attributes: JsonObject;
  /** The portal's own id, where nothing can be read by its key alone: what the ledger would know. */
  readonly id?: string;
}

/** The back door to a portal under test. It never goes through the provider. */
export interface PortalProbe {
  /** Since the portal was started. Operations, not HTTP methods: a search by POST is a reading one. */
  readonly operations: () => OperationCount;
  readonly fail: (fault: Fault) => void;
  /** Ends every fault. */
  readonly heal: () => void;
  readonly objects: (kind: string) => Promise<readonly PortalObject[]>;
  /** Makes an object, or sets these attributes of one that is there, as an administrator in the portal's pages. */
  readonly put: (address: Address, attributes: JsonObject) => Promise<void>;
  readonly remove: (address: Address) => Promise<void>;
  readonly accept: (address: Address) => Promise<void>;
}
