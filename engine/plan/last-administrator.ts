import type { PortalDeclaration } from '../model/declaration.ts';
import type { Observation } from '../model/observation.ts';
import type { RailVerdict } from '../model/plan.ts';
import type { ResourceKind } from '../model/provider.ts';
import type { ObservedResource } from '../model/resource.ts';
import type { Counted } from './count-harm.ts';

/** A portal that has an administrator keeps one that is in use; an invitation that nobody accepted yet does not count. */
export function lastAdministratorRail(
  portal: PortalDeclaration,
  counted: readonly Counted[],
  observations: readonly Observation[],
): RailVerdict | undefined {
  for (const observation of observations) {
    if (observation.portal.name !== portal.name) continue;
    const verdict = railOfKind(
      observation,
      counted.filter((one) => one.address.kind === observation.kind.kind),
    );
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}

function railOfKind(observation: Observation, counted: readonly Counted[]): RailVerdict | undefined {
  const { kind, portal } = observation;
  const changes = changesByKey(counted);
  let before = 0;
  let after = 0;
  const lost: string[] = [];
  for (const [key, observed] of observation.resources) {
    if (observed.presence !== 'active' || !kind.isAdministrator(observed.attributes)) continue;
    before += 1;
    const remains = (changes.get(key) ?? []).every((change) => remainsAdministrator(kind, change, observed));
    if (remains) after += 1;
    else lost.push(key);
  }
  if (before === 0 || after > 0) return undefined;
  return {
    rail: 'last-administrator',
    portal: portal.name,
    verdict: 'refused',
    counted: lost.length,
    total: before,
    limit: 'one must remain',
    who: lost,
    reason: `no administrator in use would be left on ${portal.name}`,
  };
}

/** By the key that the object has now, which is another one where a change renames it. */
function changesByKey(counted: readonly Counted[]): Map<string, Counted[]> {
  const changes = new Map<string, Counted[]>();
  for (const change of counted) {
    const key = 'formerKey' in change && change.formerKey !== undefined ? change.formerKey : change.address.key;
    const known = changes.get(key);
    if (known === undefined) changes.set(key, [change]);
    else known.push(change);
  }
  return changes;
}

function remainsAdministrator(kind: ResourceKind, change: Counted, observed: ObservedResource): boolean {
  if (change.verdict === 'delete' || (change.verdict === 'manual' && change.wants === 'delete')) return false;
  return kind.isAdministrator({ ...observed.attributes, ...change.after });
}
