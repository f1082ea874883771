import { formatIdentity } from '../model/address.ts';
import type { FieldChange } from '../model/change.ts';
import type { LedgerState } from '../model/ledger.ts';
import type { Observation } from '../model/observation.ts';
import type { Drift } from '../model/plan.ts';
import type { Binding } from '../model/ledger.ts';
import type { Instant } from '../model/instant.ts';
import { compareFields } from './compare-fields.ts';
import { factsOf } from './facts.ts';
import { ownLook } from './ownership.ts';

export interface DriftInput {
  readonly observation: Observation;
  readonly ledger: LedgerState;
  /** What the ledger owns of this kind here. */
  readonly bindings: readonly Binding[];
  readonly at: Instant;
}

/** What moved at the portal since the ledger's last record, whatever the manifests want: gone, renamed, changed, come. */
export function driftOf(input: DriftInput): Drift[] {
  const drift: Drift[] = [];
  for (const fact of factsOf(input)) {
    if (fact.type !== 'noted') continue;
    const { address, identity, what, evidence } = fact;
    if (what === 'identified') continue;
    drift.push({ address, identity, what, fields: [], evidence });
  }
  const open = new Set(input.ledger.openIntents.map(({ intent }) => formatIdentity(intent.identity)));
  for (const binding of input.bindings) {
    if (open.has(formatIdentity(binding.identity))) continue;
    const changed = changedFields(input.observation, binding);
    if (changed !== undefined) drift.push(changed);
  }
  return drift;
}

/** Attributes that Rollcall gave and that are others now. */
function changedFields(observation: Observation, binding: Binding): Drift | undefined {
  const look = ownLook(observation, binding);
  if (look.look !== 'present') return undefined;
  const { attributes, evidence } = look.observed;
  const given = binding.attributes;
  const differing = compareFields(observation.kind, { desired: given, observed: attributes, given });
  if (differing.length === 0) return undefined;
  const fields = differing.map(({ field, before, after }): FieldChange => ({ field, before: after, after: before }));
  return { address: binding.address, identity: binding.identity, what: 'changed', fields, evidence };
}
