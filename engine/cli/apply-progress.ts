import type { Milliseconds } from '../model/instant.ts';
import type { Plan } from '../model/plan.ts';
import type { RunItem } from '../model/run-report.ts';
import type { Deps } from '../model/deps.ts';
import { type Progress, progressLine } from '../render/progress-line.ts';
import { safeJson } from '../render/safe-text.ts';
import type { Screen } from './screen.ts';

export interface ProgressOptions {
  readonly plan: Plan;
  readonly screen: Screen;
  readonly clock: Deps['clock'];
  /** One JSON line per item in place of the line that moves. */
  readonly json: boolean;
}

const leastPause: Milliseconds = 100;

/** Shows how an apply goes on, item by item. Gives the function that each item is given to. */
export function followProgress(options: ProgressOptions): (item: RunItem) => void {
  const { screen, clock, json } = options;
  if (json) return (item) => screen.out(`${safeJson(JSON.stringify({ type: 'item', ...item }))}\n`);
  const begun = clock.monotonic();
  const portals = portalsOf(options.plan);
  let shownAt = -leastPause;
  return (item) => {
    const portal = portals.get(item.address.portal);
    if (portal === undefined) return;
    const { result } = item.result;
    portal.done += 1;
    if (result !== 'done' && result !== 'waiting') portal.failed += 1;
    portal.elapsed = clock.monotonic() - begun;
    if (portal.elapsed - shownAt < leastPause) return;
    shownAt = portal.elapsed;
    screen.live(progressLine(slowest(portals, portal), screen.columns - 1));
  };
}

type Counting = { -readonly [key in keyof Progress]: Progress[key] };

function portalsOf(plan: Plan): Map<string, Counting> {
  const portals = new Map<string, Counting>();
  for (const { name, requestsPerSecond } of plan.portals) {
    portals.set(name, { portal: name, done: 0, failed: 0, total: 0, elapsed: 0, limit: requestsPerSecond });
  }
  for (const { address } of plan.changes) {
    const portal = portals.get(address.portal);
    if (portal !== undefined) portal.total += 1;
  }
  return portals;
}

/** One line is enough to know how long it takes: the portal with the most still to do. */
function slowest(portals: ReadonlyMap<string, Counting>, current: Counting): Progress {
  let most = current;
  for (const portal of portals.values()) if (portal.total - portal.done > most.total - most.done) most = portal;
  return { ...most, elapsed: current.elapsed };
}
