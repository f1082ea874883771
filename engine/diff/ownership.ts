import { formatAddress, formatIdentity, type IdentityText } from '../model/address.ts';
import type { Binding } from '../model/ledger.ts';
import { isBlind, type Look, lookFor, type Observation } from '../model/observation.ts';
import type { Coverage } from '../model/provider.ts';
import type { DesiredResource, ObservedResource } from '../model/resource.ts';
import type { DiffContext } from './diff-context.ts';

/** A portal that cannot be read has what the ledger recorded; what is not recorded there counts as absent. */
export function lookIn(observation: Observation, key: string, id: string | null = null): Look {
  const look = lookFor(observation, key, id);
  if (look.look !== 'unknown' || !isBlind(observation) || observation.coverage === 'failed') return look;
  return { look: 'absent' };
}

/** Whether everything that could be read was read: nothing is removed on less. */
export function isWhole(coverage: Coverage): boolean {
  return coverage === 'complete' || coverage === 'known-only';
}

/** The very object that a binding owns. Another one that uses its key by now does not count. */
export function ownLook(observation: Observation, binding: Binding): Look {
  const look = lookIn(observation, binding.address.key, binding.id);
  return look.look === 'present' && isForeign(binding, look.observed) ? { look: 'absent' } : look;
}

/**
 * The key is in use again by another object: somebody removed ours and made a new one. An accepted invitation may come
 * with a new id.
 */
export function isForeign(binding: Pick<Binding, 'id' | 'presence'>, observed: ObservedResource): boolean {
  if (binding.id === null || observed.id === null || binding.id === observed.id) return false;
  return !(binding.presence === 'invited' && observed.presence === 'active');
}

/** Whose an object is, other than this document's: by its address, or by its id where it moved. */
export function otherOwner(
  context: DiffContext,
  desired: DesiredResource,
  observed: ObservedResource,
): IdentityText | undefined {
  const mine = formatIdentity(desired.identity);
  const owners = [
    context.ledger.owners.get(formatAddress(observed.address)),
    observed.id === null ? undefined : context.ownersById.get(observed.id),
  ];
  return owners.find((owner) => {
    if (owner === undefined || owner === mine) return false;
    const binding = context.ledger.bindings.get(owner);
    return binding !== undefined && isOf(binding, observed);
  });
}

function isOf(binding: Binding, observed: ObservedResource): boolean {
  if (binding.id !== null && binding.id === observed.id) return true;
  return formatAddress(binding.address) === formatAddress(observed.address) && !isForeign(binding, observed);
}
