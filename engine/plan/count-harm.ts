import type { Change, ManualStanding, Standing } from '../model/change.ts';
import type { HarmClass } from '../model/harm.ts';
import type { Observation } from '../model/observation.ts';

/** A change, or a step that a person is asked to make: rails count both. */
export type Counted = Change | ManualStanding;

/** Units that a portal holds now, which a percentage is of: by `portal/class`, and by `portal/kind` for the rest. */
export interface Totals {
  readonly byHarm: ReadonlyMap<string, number>;
  readonly byKind: ReadonlyMap<string, number>;
}

export function totalsOf(observations: readonly Observation[]): Totals {
  const byHarm = new Map<string, number>();
  const byKind = new Map<string, number>();
  for (const { portal, kind, resources, coverage } of observations) {
    if (coverage === 'failed') continue;
    byKind.set(totalName(portal.name, kind.kind), resources.size);
    for (const harm of kind.holds) {
      const name = totalName(portal.name, harm);
      byHarm.set(name, (byHarm.get(name) ?? 0) + resources.size);
    }
  }
  return { byHarm, byKind };
}

/** Null where nothing that the class counts could be read. A class that no kind holds is counted in its own objects. */
export function totalOf(totals: Totals, harmed: Harmed): number | null {
  const held = totals.byHarm.get(totalName(harmed.portal, harmed.harm));
  if (held !== undefined) return held;
  let total: number | null = null;
  for (const kind of harmed.kinds) {
    const size = totals.byKind.get(totalName(harmed.portal, kind));
    if (size !== undefined) total = (total ?? 0) + size;
  }
  return total;
}

function totalName(portal: string, part: string): string {
  return `${portal}/${part}`;
}

/** What a plan does or asks for, as the rails see it. */
export function countedIn(plan: {
  readonly changes: readonly Change[];
  readonly standing: readonly Standing[];
}): Counted[] {
  return [...plan.changes, ...plan.standing.filter((standing) => standing.verdict === 'manual')];
}

/** What one class of harm hits on one portal. */
export interface Harmed {
  readonly portal: string;
  readonly harm: HarmClass;
  readonly keys: string[];
  readonly kinds: Set<string>;
}

export function harmedKeys(counted: readonly Counted[]): Harmed[] {
  const harmed = new Map<string, Harmed>();
  for (const change of counted) {
    const { portal, key, kind } = change.address;
    for (const harm of new Set(change.harms)) {
      const name = totalName(portal, harm);
      const known = harmed.get(name) ?? { portal, harm, keys: [], kinds: new Set<string>() };
      known.keys.push(key);
      known.kinds.add(kind);
      harmed.set(name, known);
    }
  }
  return [...harmed.values()];
}
