import type { Change, ManualStanding, Standing } from '../model/change.ts';
import type { HarmClass } from '../model/harm.ts';
import type { Observation } from '../model/observation.ts';

/** A change, or a step that a person is asked to make: rails count both. */
export type Counted = Change | ManualStanding;

/** Units of each class of harm that a portal holds now: what a percentage is of. By `portal/class`. */
export type Totals = ReadonlyMap<string, number>;

export function totalsOf(observations: readonly Observation[]): Totals {
  const totals = new Map<string, number>();
  for (const observation of observations) {
    for (const harm of observation.kind.holds) {
      const name = totalName(observation.portal.name, harm);
      totals.set(name, (totals.get(name) ?? 0) + observation.resources.size);
    }
  }
  return totals;
}

export function totalName(portal: string, harm: HarmClass): string {
  return `${portal}/${harm}`;
}

/** What a plan does or asks for, as the rails see it. */
export function countedIn(plan: {
  readonly changes: readonly Change[];
  readonly standing: readonly Standing[];
}): Counted[] {
  return [...plan.changes, ...plan.standing.filter((standing) => standing.verdict === 'manual')];
}

/** The keys hit by each class of harm, by `portal/class`. */
export function harmedKeys(counted: readonly Counted[]): Map<string, { portal: string; harm: HarmClass; keys: string[] }> {
  const harmed = new Map<string, { portal: string; harm: HarmClass; keys: string[] }>();
  for (const change of counted) {
    const { portal, key } = change.address;
    for (const harm of change.harms) {
      const name = totalName(portal, harm);
      const known = harmed.get(name);
      if (known === undefined) harmed.set(name, { portal, harm, keys: [key] });
      else known.keys.push(key);
    }
  }
  return harmed;
}
