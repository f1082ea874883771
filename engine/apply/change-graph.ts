import { type AddressText, formatAddress } from '../model/address.ts';
import type { Change } from '../model/change.ts';

/** The changes of a plan with what must be done before each. */
export interface ChangeGraph {
  readonly changes: readonly Change[];
  /** By the index of a change: how many others it still waits for, and which ones wait for it. */
  readonly waitsFor: readonly number[];
  readonly dependants: readonly (readonly number[])[];
}

/**
 * A dependency on an address that no change of the plan touches is met already; planning held back what stands on
 * something that is not there. A mail, a release, a reset and a sync make nothing that others could wait for.
 */
export function changeGraph(changes: readonly Change[]): ChangeGraph {
  const makers = new Map<AddressText, number[]>();
  changes.forEach((change, index) => {
    if (!makesSomething(change)) return;
    const address = formatAddress(change.address);
    const known = makers.get(address);
    if (known === undefined) makers.set(address, [index]);
    else known.push(index);
  });
  const dependants: number[][] = changes.map(() => []);
  const waitsFor = changes.map((change, index) => {
    let count = 0;
    for (const address of new Set(change.dependsOn)) {
      for (const maker of makers.get(address) ?? []) {
        if (maker === index) continue;
        dependants[maker]?.push(index);
        count += 1;
      }
    }
    return count;
  });
  return { changes, waitsFor, dependants };
}

function makesSomething(change: Change): boolean {
  switch (change.verdict) {
    case 'create':
    case 'invite':
    case 'update':
    case 'adopt':
    case 'take-over':
    case 'delete':
      return true;
    case 'release':
    case 'notify':
    case 'reset':
    case 'sync':
      return false;
  }
}
