import type { ResourceKind } from '../model/provider.ts';

/** Names of the kinds that must be there before this one. */
export function neededBy(kinds: readonly ResourceKind[], kind: ResourceKind): Set<string> {
  const needed = new Set<string>();
  const open = [...kind.dependsOnKinds];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    open.push(...(kinds.find((one) => one.kind === name)?.dependsOnKinds ?? []));
  }
  return needed;
}
