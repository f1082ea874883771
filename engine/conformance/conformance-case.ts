import type { ResourceKind } from '../model/provider.ts';
import type { Ability } from './portal-probe.ts';
import type { Stage } from './stage.ts';
import type { ConformanceSubject, KindSamples } from './subject.ts';

/** One demand on a provider. */
export interface ConformanceCase {
  readonly name: string;
  /** Why it is left out for this subject; never left out silently. */
  readonly skip?: string;
  /** @throws ConformanceError that says what was demanded and what happened instead. */
  readonly run: () => Promise<void>;
}

/** A demand on the offline description. */
export interface OfflineCase {
  readonly name: string;
  readonly run: (subject: ConformanceSubject) => void | Promise<void>;
}

/** A demand on each kind's pure functions. */
export interface KindCase {
  readonly name: string;
  readonly run: (subject: ConformanceSubject, kind: ResourceKind) => void | Promise<void>;
}

export type Unless = (kind: ResourceKind, samples: KindSamples) => string | undefined;

/** A demand on each kind at a fresh portal of its own. */
export interface PortalCase {
  readonly name: string;
  readonly needs: readonly Ability[];
  /** Why it does not concern this kind; undefined where it does. */
  readonly unless?: Unless;
  readonly run: (stage: Stage, kind: ResourceKind) => Promise<void>;
}
