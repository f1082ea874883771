import type { PortalDeclaration } from '../model/declaration.ts';
import type { Observation } from '../model/observation.ts';
import type { RailVerdict } from '../model/plan.ts';
import type { ResourceKind } from '../model/provider.ts';
import type { Counted } from './count-harm.ts';

/** A portal that has an administrator keeps one that is in use; an invitation that nobody accepted yet does not count. */
export function lastAdministratorRail(
  portal: PortalDeclaration,
  counted: readonly Counted[],
  observations: readonly Observation[],
): RailVerdict | undefined {
  for (const observation of observations) {
    if (observation.portal.name !== portal.name) continue;
    const verdict = railOfKind(observation, counted.filter((one) => one.address.kind === observation.kind.kind));
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}

function railOfKind(observation: Observation, counted: readonly Counted[]): RailVerdict | undefined {
  const { kind, portal } = observation;
  const losing = new Map<string, boolean>();
  for (const change of counted) losing.set(change.address.key, !remainsAdministrator(kind, change));
  let before = 0;
  let after = 0;
  const lost: string[] = [];
  for (const [key, observed] of observation.resources) {
    if (observed.presence !== 'active' || !kind.isAdministrator(observed.attributes)) continue;
    before += 1;
    if (losing.get(key) === true) lost.push(key);
    else after += 1;
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

function remainsAdministrator(kind: ResourceKind, change: Counted): boolean {
  if (change.after === null) return change.verdict !== 'delete' && !(change.verdict === 'manual' && change.wants === 'delete');
  return kind.isAdministrator({ ...change.before, ...change.after });
}
