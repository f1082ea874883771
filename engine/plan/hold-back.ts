import { type AddressText, formatAddress } from '../model/address.ts';
import type { BlockedStanding, Change, Standing } from '../model/change.ts';

/**
 * Holds back the changes that stand on something which is not in use yet: invited, waiting, manual, blocked, or held
 * back itself. They follow by a later plan. A mail goes out all the same, and removals wait for nobody.
 */
export function holdBack(
  changes: readonly Change[],
  standing: readonly Standing[],
): { readonly changes: readonly Change[]; readonly standing: readonly Standing[] } {
  const reasons = notInUse(changes, standing);
  if (reasons.size === 0) return { changes, standing };
  const dependants = dependantsOf(changes);
  const held = new Map<Change, AddressText>();
  const open = [...reasons.keys()];
  for (let address = open.pop(); address !== undefined; address = open.pop()) {
    for (const change of dependants.get(address) ?? []) {
      if (held.has(change)) continue;
      held.set(change, address);
      open.push(formatAddress(change.address));
    }
  }
  if (held.size === 0) return { changes, standing };
  const kept = changes.filter((change) => !held.has(change));
  const blocked = [...held].map(([change, address]) => blockedBy(change, address, reasons.get(address)));
  return { changes: kept, standing: [...standing, ...blocked] };
}

function notInUse(changes: readonly Change[], standing: readonly Standing[]): Map<AddressText, string> {
  const reasons = new Map<AddressText, string>();
  for (const one of standing) {
    if (one.verdict === 'waiting') reasons.set(formatAddress(one.address), `waits for ${one.gate.waitingFor.name}`);
    if (one.verdict === 'manual') reasons.set(formatAddress(one.address), 'waits for a step by hand');
    if (one.verdict === 'blocked') reasons.set(formatAddress(one.address), 'is blocked itself');
  }
  for (const change of changes) {
    if (change.verdict === 'invite') reasons.set(formatAddress(change.address), 'has first to be accepted');
  }
  return reasons;
}

function dependantsOf(changes: readonly Change[]): Map<AddressText, Change[]> {
  const dependants = new Map<AddressText, Change[]>();
  for (const change of changes) {
    if (change.verdict === 'delete' || change.verdict === 'notify' || change.verdict === 'release') continue;
    for (const address of change.dependsOn) {
      const known = dependants.get(address);
      if (known === undefined) dependants.set(address, [change]);
      else known.push(change);
    }
  }
  return dependants;
}

function blockedBy(change: Change, address: AddressText, reason: string | undefined): BlockedStanding {
  const { identity, summary, evidence, at } = change;
  return {
    verdict: 'blocked',
    address: change.address,
    identity,
    summary,
    evidence,
    ...(at === undefined ? {} : { at }),
    by: `needs ${address}, which ${reason ?? 'is held back itself'}`,
    cure: 'Nothing: it follows when that is done (rollcall status).',
  };
}
