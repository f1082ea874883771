import type { Deps } from '../../engine/model/deps.ts';
import { type Milliseconds, second } from '../../engine/model/instant.ts';

/** Remembers the last starts, and says how long the next one has to wait. */
export interface RateWindow {
  /** Zero or less: now. */
  readonly delay: () => Milliseconds;
  readonly depart: () => void;
  readonly pause: (milliseconds: Milliseconds) => void;
}

/** A portal measures arrivals, and the network squeezes starts together: a little more room than the rule asks. */
const margin = 1.02;

/**
 * A whole rate of N lets N start in any window of one second (a sliding window, not a bucket that refills at once); a
 * rate with a fraction lets them start evenly, one every 1/rate seconds.
 *
 * @throws RangeError where the rate is not above zero.
 */
export function createRateWindow(clock: Deps['clock'], perSecond: number): RateWindow {
  if (!(perSecond > 0)) throw new RangeError(`A rate of ${perSecond} requests per second lets nothing through.`);
  const count = Number.isInteger(perSecond) ? perSecond : 1;
  const length = (count / perSecond) * second * margin;
  /** A ring of the last `count` starts; `next` is the oldest, which the next one must keep off. */
  const starts: Milliseconds[] = [];
  let next = 0;
  let pausedUntil = Number.NEGATIVE_INFINITY;

  return {
    delay() {
      const earliest = (starts[next] ?? Number.NEGATIVE_INFINITY) + length;
      return Math.max(earliest, pausedUntil) - clock.monotonic();
    },
    depart() {
      starts[next] = clock.monotonic();
      next = (next + 1) % count;
    },
    pause(milliseconds) {
      pausedUntil = Math.max(pausedUntil, clock.monotonic() + milliseconds);
    },
  };
}
