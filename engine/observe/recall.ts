import type { EvidenceItem } from '../model/gate.ts';
import type { Instant } from '../model/instant.ts';
import type { Binding } from '../model/ledger.ts';
import type { ReadResult } from '../model/provider.ts';
import type { ObservedResource } from '../model/resource.ts';

/**
 * What stands at a portal that cannot be read: the ledger's last record, with the grade of evidence it was made with.
 * Evidence that is younger than an invitation shows that the person is in; it shows nothing else. An invitation that
 * ran out without such evidence is gone.
 */
export function recall(
  bindings: readonly Binding[],
  read: { readonly result: ReadResult; readonly at: Instant },
): Pick<ReadResult, 'coverage' | 'resources'> {
  const { result, at } = read;
  const latest = latestByKey(result.evidence);
  const resources: ObservedResource[] = [];
  for (const binding of bindings) {
    const resource = recalled(binding, latest.get(binding.address.key));
    const expires = resource.presence === 'invited' ? resource.invitation?.expiresAt : undefined;
    if (expires === undefined || expires > at) resources.push(resource);
  }
  return { coverage: 'known-only', resources };
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
