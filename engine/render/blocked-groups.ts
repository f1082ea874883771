import type { BlockedStanding } from '../model/change.ts';

/** What is blocked for one and the same reason. */
export interface BlockedGroup {
  readonly portal: string;
  readonly kind: string;
  readonly by: string;
  readonly cure: string;
  readonly all: readonly BlockedStanding[];
}

/** From how many on the people are not listed one by one: a portal that is down blocks everybody on it. */
export const manyBlocked = 2;

/** By portal, kind and reason, in the order of their first. */
export function blockedGroups(blocked: readonly BlockedStanding[]): BlockedGroup[] {
  const groups = new Map<string, BlockedGroup & { readonly all: BlockedStanding[] }>();
  for (const one of blocked) {
    const { portal, kind } = one.address;
    const { by, cure } = one;
    const id = JSON.stringify([portal, kind, by, cure]);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, { portal, kind, by, cure, all: [one] });
    else group.all.push(one);
  }
  return [...groups.values()];
}
