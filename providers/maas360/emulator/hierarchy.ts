import type { Account, PortalState } from './portal-state.ts';

export function isAtOrBelow(account: Account, top: Account): boolean {
  for (let one: Account | null = account; one !== null; one = one.parent) {
    if (one === top) return true;
  }
  return false;
}

/** All accounts below this one, however deep, in the order in which they were made. */
export function accountsBelow(state: PortalState, top: Account): readonly Account[] {
  return [...state.accounts.values()].filter((one) => one !== top && isAtOrBelow(one, top));
}

/** [ours] Names differ by more than the size of their letters. */
export function accountByName(state: PortalState, name: string): Account | undefined {
  const wanted = name.trim().toLowerCase();
  return [...state.accounts.values()].find((one) => one.name.toLowerCase() === wanted);
}

export function isCopying(state: PortalState, account: Account): boolean {
  return state.world.now() < account.copyingUntil;
}
