import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import type { Milliseconds } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { Provider } from '../../engine/model/provider.ts';
import type { DesiredResource } from '../../engine/model/resource.ts';
import type { Secret } from '../../engine/model/secret.ts';
import type { Chance } from './chance.ts';
import type { SimulatedPerson } from './simulated-manifest.ts';
import type { NetworkEnd } from './simulated-network.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** One object as the portal itself holds it. */
export interface PortalRow {
  readonly kind: string;
  readonly id: string;
  readonly key: string;
  readonly presence: 'active' | 'invited';
  readonly attributes: JsonObject;
  /** There, and of no use to anybody: an account that is switched off, a group that is empty. */
  readonly isSpent?: boolean;
  /** Given with an end that has passed: the manifests want it ended, though they still name it. */
  readonly isOver?: boolean;
  /**
   * Of a part of another object, such as a member of a group: the row that it goes with, as `kind#id`. The key of a part
   * is the key of the whole, `#`, and its own name.
   */
  readonly endsWith?: string;
}

/** A mail of the portal's own, as far as somebody would mind getting it twice. */
export interface PortalMail {
  readonly what: 'invitation' | 'reset';
  readonly to: string;
}

/** A portal with everything behind the wire that an oracle has to see, and the people who act there. */
export interface SimulatedPortal extends NetworkEnd {
  readonly name: string;
  readonly provider: Provider;
  readonly credentials: Readonly<Record<string, Secret>>;
  readonly declaration: (people: readonly SimulatedPerson[]) => PortalDeclaration;
  /** Whether the same manifests mean something else on another day: a trial that has ended. */
  readonly isDated?: true;
  /** Whether it has one mail for both, so that whoever was invited before is sent a reset. */
  readonly invitesByReset?: true;
  /** Lets what time alone brings about happen. */
  readonly settle: () => void;
  readonly rows: () => readonly PortalRow[];
  readonly mails: () => readonly PortalMail[];
  /** What is wrong with what is held there: more seats taken than bought. */
  readonly overfull: () => string | undefined;
  /** The second administrator: makes or changes the object of a person, in one of several ways. */
  readonly put: (email: string, variant: number) => void | Promise<void>;
  readonly remove: (row: PortalRow) => void | Promise<void>;
  /** An invited person comes in. */
  readonly accept: (row: PortalRow) => Promise<void>;
  /** From now on new objects are missing from reads for so long; 0 ends it. */
  readonly hideNew: (milliseconds: Milliseconds) => void;
  /** Keys of the parts that a declared object is to have, such as the members of a group. */
  readonly parts?: (resource: DesiredResource) => readonly string[];
  /** Whether an answer shows this object; left out where its person or its id stands in no answer that does not. */
  readonly sees?: (row: PortalRow, body: string) => boolean;
}

export interface PortalGround {
  readonly time: SimulatedTime;
  readonly now: () => number;
  readonly chance: Chance;
  readonly newId: () => string;
}

export type MakePortal = (ground: PortalGround) => SimulatedPortal;
