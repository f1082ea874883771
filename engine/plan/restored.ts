import { type AddressText, formatAddress } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Consequence } from '../model/harm.ts';
import type { Instant } from '../model/instant.ts';
import type { Observation } from '../model/observation.ts';
import type { ResourceKind } from '../model/provider.ts';
import type { Dormancy, ObservedResource } from '../model/resource.ts';
import { isPrivileged } from './is-privileged.ts';

interface Sleeper {
  readonly kind: ResourceKind;
  readonly observed: ObservedResource;
  readonly dormant: Dormancy;
}

/**
 * What the portal kept and gives back by itself when somebody is restored. Every change that restores them names it:
 * whichever is done first brings it back, and an approval of each is of it. Only the first says it, a privilege as one,
 * so that consents are about it. What the same plan takes away of it goes first, and does not come back.
 */
export function withRestored(
  changes: readonly Change[],
  { observations, at }: { readonly observations: readonly Observation[]; readonly at: Instant },
): Change[] {
  const sleepers = observations.flatMap(sleepersIn);
  if (sleepers.length === 0) return [...changes];
  const made = new Set<AddressText>();
  const removed = new Set<AddressText>();
  for (const { verdict, address } of changes) {
    if (verdict === 'create' || verdict === 'invite') made.add(formatAddress(address));
    if (verdict === 'delete') removed.add(formatAddress(address));
  }
  const back = new Map<AddressText, AddressText[]>();
  const said = new Map<AddressText, Sleeper[]>();
  const after = new Map<AddressText, AddressText[]>();
  for (const sleeper of sleepers) {
    const own = formatAddress(sleeper.observed.address);
    const waking = sleeper.dormant.backWith.map(formatAddress).filter((address) => made.has(address));
    for (const address of waking) put(removed.has(own) ? after : back, address, own);
    if (waking[0] !== undefined && !removed.has(own)) put(said, waking[0], sleeper);
  }
  return changes.map((change) => {
    if (change.verdict !== 'create' && change.verdict !== 'invite') return change;
    const address = formatAddress(change.address);
    const [restores, gone] = [back.get(address) ?? [], after.get(address) ?? []];
    return restoring(change, { back: restores, said: said.get(address) ?? [], after: gone, at });
  });
}

function sleepersIn({ kind, resources }: Observation): Sleeper[] {
  const found: Sleeper[] = [];
  for (const observed of resources.values()) {
    const { dormant, attributes } = observed;
    if (dormant !== undefined && !kind.isSpent(attributes)) found.push({ kind, observed, dormant });
  }
  return found;
}

interface Restoring {
  readonly back: readonly AddressText[];
  readonly said: readonly Sleeper[];
  readonly after: readonly AddressText[];
  readonly at: Instant;
}

function restoring<Made extends Change>(change: Made, { back, said, after, at }: Restoring): Made {
  const consequences = [...change.consequences, ...said.map((sleeper) => consequenceOf(sleeper, at))];
  return {
    ...change,
    consequences,
    dependsOn: after.length === 0 ? change.dependsOn : [...change.dependsOn, ...after].sort(),
    ...(back.length === 0 ? {} : { restores: [...back].sort() }),
  };
}

function consequenceOf({ kind, observed, dormant }: Sleeper, at: Instant): Consequence {
  const { address, attributes } = observed;
  const privileged = isPrivileged({ kind, attributes, address, identity: null }, at);
  const text = `gets back ${kind.summarize(attributes)}, ${dormant.because}`;
  return { kind: privileged ? 'privilege' : 'follows', text };
}

function put<Item>(lists: Map<AddressText, Item[]>, address: AddressText, item: Item): void {
  const known = lists.get(address);
  if (known === undefined) lists.set(address, [item]);
  else known.push(item);
}
