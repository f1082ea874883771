import type { Change } from '../model/change.ts';
import type { Instant } from '../model/instant.ts';
import type { ObservedResource } from '../model/resource.ts';

/** What stands at the portal after a change that leaves it as it is: what was read just before. */
export function mergeAsObserved(change: Change, at: Instant): ObservedResource {
  const presence = 'presence' in change ? change.presence : 'active';
  const attributes = { ...change.before, ...change.after };
  return { address: change.address, id: change.id, presence, attributes, evidence: { grade: 'read', at } };
}
