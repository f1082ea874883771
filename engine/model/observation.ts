import type { EvidenceItem, Gate } from './gate.ts';
import type { Coverage, ResourceKind } from './provider.ts';
import type { PortalDeclaration } from './declaration.ts';
import type { Problem } from './provider-error.ts';
import type { ObservedResource } from './resource.ts';

/** What one read of one kind of one portal brought, checked and normalized. */
export interface Observation {
  readonly portal: PortalDeclaration;
  readonly kind: ResourceKind;
  readonly coverage: Coverage;
  /** By natural key. */
  readonly resources: ReadonlyMap<string, ObservedResource>;
  readonly byId: ReadonlyMap<string, ObservedResource>;
  /** Keys that the portal positively says it does not have. */
  readonly absent: ReadonlySet<string>;
  readonly evidence: readonly EvidenceItem[];
  readonly pages: number;
  readonly rows: number;
  readonly problem: Problem | null;
  /** By key: surely there, and the step by which somebody tells which of the portal's objects it is. */
  readonly unidentified?: ReadonlyMap<string, Gate>;
  /** The step that must first be done before the portal's credentials exist: until then nobody can look. */
  readonly pending?: string;
}

/** What an observation says of one key: there, surely not there, or not known; then perhaps who can tell. */
export type Look =
  | { readonly look: 'present'; readonly observed: ObservedResource }
  | { readonly look: 'absent' }
  | { readonly look: 'unknown'; readonly gate?: Gate };

/** By the portal's id where one is bound, else by key. An id that is gone falls back to the key: accepting an
 * invitation gives a new id at some portals. */
export function lookFor(observation: Observation, key: string, id: string | null = null): Look {
  const observed = (id === null ? undefined : observation.byId.get(id)) ?? observation.resources.get(key);
  if (observed !== undefined) return { look: 'present', observed };
  // A whole list may hold it under a key that only somebody can tell.
  const gate = observation.unidentified?.get(key);
  if (gate !== undefined) return { look: 'unknown', gate };
  const isAbsent = observation.coverage === 'complete' || observation.absent.has(key);
  return isAbsent ? { look: 'absent' } : { look: 'unknown' };
}

/** Whether the ledger's record stands for what is there: the portal shows nothing of this kind, or nothing yet. */
export function isBlind({ kind, pending }: Pick<Observation, 'kind' | 'pending'>): boolean {
  return kind.reads === 'none' || pending !== undefined;
}
