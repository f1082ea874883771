import type { Change, ManualStanding, Standing } from '../model/change.ts';
import { type HarmClass, occasions } from '../model/harm.ts';
import { unitsHit } from '../model/harm-hits.ts';

/** A change, or a step that a person is asked to make: rails count both. */
export type Counted = Change | ManualStanding;

/** What a plan does or asks for, as the rails see it. */
export function countedIn(plan: {
  readonly changes: readonly Change[];
  readonly standing: readonly Standing[];
}): Counted[] {
  return [...plan.changes, ...plan.standing].filter(isCounted);
}

/** Whether it is something that a plan does, or asks a person to do. */
export function isCounted(item: Change | Standing): item is Counted {
  return 'requests' in item || item.verdict === 'manual';
}

/** One unit of harm: the member `unit` of the group `key`, or the object itself. */
export interface HarmUnit {
  readonly kind: string;
  readonly key: string;
  readonly unit: string;
}

/** The same for the same unit of the same object, whoever harms it and how often. */
export function unitName({ kind, key, unit }: HarmUnit): string {
  return `${kind}\n${key}\n${unit}`;
}

/** What one class of harm hits on one portal. */
export interface Harmed {
  readonly portal: string;
  readonly harm: HarmClass;
  readonly units: readonly HarmUnit[];
}

export function harmedUnits(counted: readonly Counted[]): Harmed[] {
  const harmed = new Map<string, { portal: string; harm: HarmClass; units: HarmUnit[] }>();
  for (const change of counted) {
    const { portal, key, kind } = change.address;
    for (const harm of new Set(change.harms)) {
      const name = `${portal}/${harm}`;
      const known = harmed.get(name) ?? { portal, harm, units: [] };
      for (const unit of unitsHit(change, harm)) known.units.push({ kind, key, unit });
      harmed.set(name, known);
    }
  }
  const hit = [...harmed.values()].filter(({ units }) => units.length > 0);
  return hit.map((one) => (occasions.has(one.harm) ? one : { ...one, units: distinct(one.units) }));
}

function distinct(units: readonly HarmUnit[]): HarmUnit[] {
  return [...new Map(units.map((unit) => [unitName(unit), unit])).values()];
}
