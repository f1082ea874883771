import type { PortalDeclaration } from '../model/declaration.ts';
import type { Deps, Transport } from '../model/deps.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Provider } from '../model/provider.ts';
import type { Secret } from '../model/secret.ts';
import type { Ability, PortalProbe } from './portal-probe.ts';

/**
 * A provider as the suite tests it. Everything but `start` works offline.
 *
 * Must: `samples` has every kind that `provider.kinds(portal)` gives; `start` gives a fresh, empty portal each time.
 */
export interface ConformanceSubject {
  readonly provider: Provider;
  readonly portal: PortalDeclaration;
  readonly samples: Readonly<Record<string, KindSamples>>;
  /** What this subject cannot do with its portal, and why: the reason stands beside each case that is left out. */
  readonly cannot: Readonly<Partial<Record<Ability, string>>>;
  /** The text of the provider's README.md: it has a section for each kind. */
  readonly readme: string;
  /** Folders of workspaces, absolute, that declare each kind at least once. */
  readonly examples: readonly string[];
  /** Starts the portal that is asked for: usually the subject's own, now and then one of another name or limits. */
  readonly start: (time: PortalTime, portal: PortalDeclaration) => Promise<StartedPortal>;
}

/** The suite's virtual time: a portal that lives in it lets days pass in no time. */
export type PortalTime = Pick<Deps, 'clock' | 'sleep' | 'random' | 'newId'>;

export interface StartedPortal {
  /** Usually the subject's own; another one where the provider is made for one store. */
  readonly provider: Provider;
  /** The portal that was asked for, with base URLs of its own: two portals of one subject differ in them. */
  readonly portal: PortalDeclaration;
  readonly credentials: Readonly<Record<string, Secret>>;
  /** Null where the provider needs no network. */
  readonly transport: Transport | null;
  readonly probe: PortalProbe;
  readonly stop: () => Promise<void>;
}

export interface KindSamples {
  /** What cannot be done with this kind, though with others of the portal, and why. */
  readonly cannot?: Readonly<Partial<Record<Ability, string>>>;
  /** How many writing operations it takes to make one: 1 where it is left out. */
  readonly writes?: number;
  /** At least five, each with another natural key, unless there can be only one. The first two are the ones that things
   * happen to. */
  readonly resources: readonly Sample[];
  /** One for each attribute that an update can change: another value of it for the first sample. */
  readonly updates: readonly SampleUpdate[];
  /** Attributes of the first sample under another natural key, where the kind's key can change. */
  readonly rekeyed?: JsonObject;
}

export interface Sample {
  /** `metadata.name` of the User that declares it. */
  readonly name: string;
  readonly attributes: JsonObject;
  /** Samples of other kinds that must be there first. */
  readonly needs?: readonly SampleReference[];
}

export interface SampleReference {
  readonly kind: string;
  readonly name: string;
}

export interface SampleUpdate {
  readonly field: string;
  readonly value: Json;
}
