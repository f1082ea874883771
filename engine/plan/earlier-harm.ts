import { addTo, type Instant } from '../model/instant.ts';
import type { HarmDone } from '../model/ledger.ts';
import { occasions, type RailWindow } from '../model/harm.ts';
import { type Harmed, type HarmUnit, unitName } from './count-harm.ts';
import type { Holdings } from './holdings.ts';

/** Harm that counts together with what a plan does. */
export interface Accumulated {
  /** How much of it this plan does not do again. */
  readonly counted: number;
  /** How much of it is gone from what the portal holds, and so belongs to what a percentage is of. */
  readonly gone: number;
  /** When the runs were that did the part that is `counted`. */
  readonly runs: number;
  readonly since: Instant | null;
}

export interface WindowInput {
  readonly harmed: Harmed;
  /** In the order in which it was done. */
  readonly harmDone: readonly HarmDone[];
  readonly holdings: Holdings;
  readonly window: RailWindow;
  readonly at: Instant;
}

/** What the runs of the window did besides this plan: the union counts, so that a plan that goes on is no worse. */
export function earlierHarm(input: WindowInput): Accumulated {
  const { harmed, holdings } = input;
  const inWindow = doneInWindow(input);
  const done = occasions.has(harmed.harm) ? inWindow : distinct(inWindow);
  const again = timesHit(harmed.units);
  const rest = done.filter((one) => !isOfThisPlan(one, again, harmed));
  const isTaken = !occasions.has(harmed.harm);
  return {
    counted: rest.length,
    gone: isTaken ? done.filter((one) => holdings.counts(one.kind) && !holdings.has(one)).length : 0,
    runs: new Set(rest.map(({ run }) => run)).size,
    since: rest[0]?.at ?? null,
  };
}

/**
 * The last runs that did any of this harm, this plan being one more, and only while they are young enough. What was
 * consented to is not carried on, and what was given back is harm no longer: neither takes the place of another run.
 */
function doneInWindow({ harmed, harmDone, holdings, window, at }: WindowInput): HarmDone[] {
  const oldest = addTo(at, -window.within);
  const here = harmDone.filter(({ portal, harm, consented, ...done }) => {
    return portal === harmed.portal && harm === harmed.harm && !consented && done.at >= oldest;
  });
  const standing = here.filter((one) => !isGivenBack(one, holdings));
  const runs = [...new Set(standing.map(({ run }) => run))];
  const last = new Set(runs.slice(Math.max(0, runs.length - (window.runs - 1))));
  return standing.filter(({ run }) => last.has(run));
}

function isGivenBack(done: HarmDone, holdings: Holdings): boolean {
  return done.taken && !done.open && holdings.has(done);
}

/** Each unit as it was hit first. */
function distinct(done: readonly HarmDone[]): HarmDone[] {
  const first = new Map<string, HarmDone>();
  for (const one of done) if (!first.has(unitName(one))) first.set(unitName(one), one);
  return [...first.values()];
}

function timesHit(units: readonly HarmUnit[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const unit of units) times.set(unitName(unit), (times.get(unitName(unit)) ?? 0) + 1);
  return times;
}

/** Of an occasion only what is still on its way is the same one: the step that was asked for and is asked for again. */
function isOfThisPlan(done: HarmDone, times: Map<string, number>, { harm }: Harmed): boolean {
  const name = unitName(done);
  const left = times.get(name) ?? 0;
  if (left === 0) return false;
  if (!occasions.has(harm)) return true;
  if (!done.open) return false;
  times.set(name, left - 1);
  return true;
}
