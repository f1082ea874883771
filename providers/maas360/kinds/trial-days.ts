import { day, epochOf, type Instant } from '../../../engine/model/instant.ts';

/**
 * Whole days from the day of a moment to a last day, both in UTC: what a trial is given so that it ends on that day,
 * at whatever time. MaaS360 takes one at least: with none or fewer there is nothing left to give.
 */
export function trialDays({ last, from }: { readonly last: string; readonly from: Instant }): number {
  return Math.round((epochOf(last) - epochOf(from.slice(0, 10))) / day);
}
