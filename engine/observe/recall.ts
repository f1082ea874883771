import { passSteps } from '../model/arrival-steps.ts';
import type { EvidenceItem } from '../model/gate.ts';
import type { Instant } from '../model/instant.ts';
import type { Binding } from '../model/ledger.ts';
import type { ReadResult, ResourceKind } from '../model/provider.ts';
import type { ObservedResource } from '../model/resource.ts';

export interface Recalling {
  readonly kind: Pick<ResourceKind, 'arrivalGates'>;
  readonly result: ReadResult;
  readonly at: Instant;
}

/**
 * What stands at a portal that cannot be read: the ledger's last record, with the grade of evidence it was made with.
 * Evidence shows which steps of an invitation are done, each only after the one before; it shows nothing else. An
 * invitation that ran out without such evidence is gone.
 */
export function recall(bindings: readonly Binding[], recalling: Recalling): Pick<ReadResult, 'coverage' | 'resources'> {
  const { result, at } = recalling;
  const facts = latestFacts(result.evidence);
  const resources: ObservedResource[] = [];
  for (const binding of bindings) {
    const resource = recalled(binding, recalling, facts.get(binding.address.key) ?? new Map());
    const expires = resource.presence === 'invited' ? resource.invitation?.expiresAt : undefined;
    if (expires === undefined || expires > at) resources.push(resource);
  }
  return { coverage: 'known-only', resources };
}

type Facts = ReadonlyMap<string, EvidenceItem>;

/** By key, and there by fact. */
function latestFacts(evidence: readonly EvidenceItem[]): ReadonlyMap<string, Facts> {
  const latest = new Map<string, Map<string, EvidenceItem>>();
  for (const item of evidence) {
    const facts = latest.get(item.key) ?? new Map<string, EvidenceItem>();
    latest.set(item.key, facts);
    const known = facts.get(item.fact);
    if (known === undefined || known.at < item.at) facts.set(item.fact, item);
  }
  return latest;
}

function recalled(binding: Binding, recalling: Recalling, facts: Facts): ObservedResource {
  const { address, id, attributes, presence, invitation, evidence } = binding;
  const recorded = { address, id, attributes, ...(invitation === null ? {} : { invitation }), presence, evidence };
  return advanced(recorded, { binding, recalling, facts });
}

/**
 * What a portal shows one by one, with the steps that are known to be done: such a portal shows that somebody is there,
 * and not how far they have come.
 */
export function withSteps(bindings: readonly Binding[], recalling: Recalling): readonly ObservedResource[] {
  const { resources, evidence } = recalling.result;
  const facts = latestFacts(evidence);
  const invited = new Map(
    bindings.filter(({ presence }) => presence === 'invited').map((one) => [one.address.key, one]),
  );
  return resources.map((resource) => {
    const { key } = resource.address;
    const binding = invited.get(key);
    if (binding === undefined) return resource;
    return advanced(resource, { binding, recalling, facts: facts.get(key) ?? new Map() });
  });
}

interface Advancing {
  readonly binding: Binding;
  readonly recalling: Recalling;
  readonly facts: Facts;
}

function advanced(resource: ObservedResource, { binding, recalling, facts }: Advancing): ObservedResource {
  if (resource.presence !== 'invited') return resource;
  const { invitation, since, passed } = binding;
  const gates = recalling.kind.arrivalGates(resource);
  const done = passSteps({ gates, passed, since: invitation?.sentAt ?? since, evidence: facts, at: recalling.at });
  const last = done.at(-1);
  if (last === undefined) return resource;
  if (done.length < gates.length) return { ...resource, passed: done };
  return { ...resource, presence: 'active', passed: done, evidence: last.evidence };
}
