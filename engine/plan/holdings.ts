import type { HarmClass } from '../model/harm.ts';
import type { Observation } from '../model/observation.ts';
import type { ResourceKind } from '../model/provider.ts';
import type { ObservedResource } from '../model/resource.ts';
import type { HarmUnit } from './count-harm.ts';

/** What a portal holds now of one class of harm: what a percentage is of. */
export interface Holdings {
  /** Null where nothing that the class counts could be read. */
  readonly total: number | null;
  /** Whether units of this kind are part of the total. */
  readonly counts: (kind: string) => boolean;
  readonly has: (unit: HarmUnit) => boolean;
}

export interface HoldingsQuestion {
  readonly portal: string;
  readonly harm: HarmClass;
  /** The kinds of what is hit: a class that no kind holds is counted in these objects themselves. */
  readonly kinds: ReadonlySet<string>;
  /** What Rollcall owns; what it neither owns nor touches makes no percentage smaller. Left out: everything counts. */
  readonly isOurs?: (kind: string, key: string) => boolean;
  /** What the plan itself takes away counts, also where nobody can use it. Left out: it takes nothing such. */
  readonly isTaken?: (kind: string, key: string) => boolean;
}

/**
 * What a removal left behind, because the portal cannot remove more, is held no longer; nor is what nobody can use: of
 * ten people who work and thirty in a trash, eight are many.
 */
export function holdingsOf(observations: readonly Observation[], question: HoldingsQuestion): Holdings {
  const { portal, harm, kinds, isOurs = () => true, isTaken = () => false } = question;
  const here = observations.filter((one) => one.portal.name === portal && one.coverage !== 'failed');
  const holding = here.filter(({ kind }) => kind.holds.includes(harm));
  const asked = holding.length > 0 ? holding : here.filter(({ kind }) => kinds.has(kind.kind));
  const sites = new Map(asked.map((observation) => [observation.kind.kind, observation]));
  const looked = new Map<string, ReadonlySet<string>>();
  let total = 0;
  for (const observation of asked) total += sizeOf(observation, harm, { isOurs, isTaken });
  return {
    total: asked.length === 0 ? null : total,
    counts: (kind) => sites.has(kind),
    has: ({ kind, key, unit }) => {
      const site = sites.get(kind);
      if (site === undefined) return false;
      // A large group is gone through once, however many have left it.
      const name = `${kind}\n${key}`;
      const units = looked.get(name) ?? new Set(unitsAt(site, harm, key));
      looked.set(name, units);
      return units.has(unit);
    },
  };
}

function sizeOf(
  { kind, resources }: Observation,
  harm: HarmClass,
  { isOurs, isTaken }: Required<Pick<HoldingsQuestion, 'isOurs' | 'isTaken'>>,
): number {
  let size = 0;
  for (const [key, observed] of resources) {
    if (!isOurs(kind.kind, key)) continue;
    if (observed.dormant === undefined || isTaken(kind.kind, key)) size += unitsIn(kind, harm, observed).length;
  }
  return size;
}

function unitsAt({ kind, resources }: Observation, harm: HarmClass, key: string): readonly string[] {
  const observed = resources.get(key);
  return observed === undefined || observed.dormant !== undefined ? [] : unitsIn(kind, harm, observed);
}

function unitsIn(
  kind: ResourceKind,
  harm: HarmClass,
  { address: { key }, ...observed }: ObservedResource,
): readonly string[] {
  if (kind.isSpent(observed.attributes)) return [];
  return kind.holds.includes(harm) && kind.units !== undefined ? kind.units(observed.attributes, harm) : [key];
}
