import type { Change, Standing } from '../model/change.ts';
import { harmClasses, takings } from '../model/harm.ts';
import type { Plan } from '../model/plan.ts';
import { compareText } from './compare-text.ts';

/** Lists that stand in place of the changes: what is removed, what needs a consent, and what each rail counts. */
export const soleLists: readonly string[] = ['removals', 'consent', ...harmClasses];

/** What is shown of a plan row by row: the changes, what is by hand or blocked, and what was asked for besides. */
export function shownItems(plan: Plan, show: ReadonlySet<string>): (Change | Standing)[] {
  const sole = soleLists.filter((list) => show.has(list));
  if (sole.length > 0)
    return [...plan.changes, ...plan.standing].filter((item) => sole.some((list) => isOn(list, item)));
  const standing = plan.standing.filter((one) => {
    if (one.verdict === 'manual' || one.verdict === 'blocked') return true;
    return show.has(one.verdict) || show.has('all');
  });
  return [...plan.changes, ...standing];
}

function isOn(list: string, item: Change | Standing): boolean {
  if (list === 'removals') return isRemoval(item);
  if (!('harms' in item)) return false;
  return list === 'consent' ? item.consent.length > 0 : item.harms.some((harm) => harm === list);
}

/** Whatever ends what somebody has: all of it, or a part. */
function isRemoval(item: Change | Standing): boolean {
  if (item.verdict === 'delete' || (item.verdict === 'manual' && item.wants === 'delete')) return true;
  return (
    'harms' in item &&
    item.verdict !== 'create' &&
    item.verdict !== 'invite' &&
    item.harms.some((harm) => takings.has(harm))
  );
}

/** The items of each portal, portals and people in alphabetical order. */
export function byPortal<T extends { readonly address: Change['address'] }>(items: readonly T[]): [string, T[]][] {
  const portals = new Map<string, T[]>();
  for (const item of items) {
    const here = portals.get(item.address.portal);
    if (here === undefined) portals.set(item.address.portal, [item]);
    else here.push(item);
  }
  for (const here of portals.values()) here.sort((left, right) => compareText(left.address.key, right.address.key));
  return [...portals].sort(([left], [right]) => compareText(left, right));
}
