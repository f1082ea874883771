import { type AddressText, formatAddress } from '../model/address.ts';
import type { Change } from '../model/change.ts';

/**
 * Changes that are as they were approved, and stand on one that is not: without it they would do something else than was
 * approved, such as mail to somebody whose account is not made. By change, why.
 *
 * A removal goes on: whoever is to go does not stay because they were given something more since.
 *
 * @param kept Of the fresh changes those that are as they were approved.
 */
export function standingOnUnapproved(fresh: readonly Change[], kept: ReadonlySet<Change>): ReadonlyMap<Change, string> {
  const dependants = new Map<AddressText, Change[]>();
  for (const change of kept) {
    if (change.verdict === 'delete') continue;
    for (const address of change.dependsOn) {
      const known = dependants.get(address);
      if (known === undefined) dependants.set(address, [change]);
      else known.push(change);
    }
  }
  const found = new Map<Change, string>();
  const missing = fresh.filter((change) => !kept.has(change) && isNeeded(change));
  for (let one = missing.pop(); one !== undefined; one = missing.pop()) {
    for (const change of dependants.get(formatAddress(one.address)) ?? []) {
      if (found.has(change)) continue;
      found.set(change, reasonOf(one));
      if (isNeeded(change)) missing.push(change);
    }
  }
  return found;
}

/** What an object needs that stands on this one. One that is there without its update is there all the same. */
function isNeeded(change: Change): boolean {
  switch (change.verdict) {
    case 'create':
    case 'invite':
    case 'adopt':
    case 'take-over':
    case 'delete':
      return true;
    case 'update':
      return change.formerKey !== undefined;
    case 'release':
    case 'notify':
    case 'reset':
    case 'sync':
      return false;
  }
}

function reasonOf({ verdict, address }: Change): string {
  // What the portal kept comes back with who is restored, if it is not taken away first.
  if (verdict === 'delete') return 'by now it waits for a removal that the approved plan does not hold';
  return `it stands on ${address.key}, and the approved plan does not hold what is to be done there by now`;
}
