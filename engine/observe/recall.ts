import type { EvidenceItem } from '../model/gate.ts';
import type { Binding } from '../model/ledger.ts';
import type { ReadResult } from '../model/provider.ts';
import type { ObservedResource } from '../model/resource.ts';

/**
 * What stands at a portal that cannot be read: the ledger's last record, with the grade of evidence it was made with.
 * Evidence that is younger than an invitation shows that the person is in; it shows nothing else.
 */
export function recall(bindings: readonly Binding[], result: ReadResult): Pick<ReadResult, 'coverage' | 'resources'> {
  const latest = latestByKey(result.evidence);
  const resources = bindings.map((binding) => recalled(binding, latest.get(binding.address.key)));
  return { coverage: result.coverage === 'failed' ? 'failed' : 'known-only', resources };
}

function latestByKey(evidence: readonly EvidenceItem[]): Map<string, EvidenceItem> {
  const latest = new Map<string, EvidenceItem>();
  for (const item of evidence) {
    const known = latest.get(item.key);
    if (known === undefined || known.at < item.at) latest.set(item.key, item);
  }
  return latest;
}

function recalled(binding: Binding, item: EvidenceItem | undefined): ObservedResource {
  const { address, id, attributes, presence, invitation, evidence, since } = binding;
  const recorded = { address, id, attributes, ...(invitation === null ? {} : { invitation }) };
  const proves = presence === 'invited' && item !== undefined && item.at >= (invitation?.sentAt ?? since);
  if (!proves) return { ...recorded, presence, evidence };
  const note = item.note ?? `${item.fact} at ${item.at}`;
  return { ...recorded, presence: 'active', evidence: { grade: 'indirect', at: item.at, note } };
}
