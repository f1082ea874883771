import type { Deps } from '../../engine/model/deps.ts';
import type { Milliseconds } from '../../engine/model/instant.ts';
import { createAbortGroups } from './abort-groups.ts';
import { createRateWindow } from './rate-window.ts';

/** Lets requests start in the order in which they asked, never faster than a portal allows. */
export interface RateLimiter {
  /** Resolves when this one may start. Rejects with the signal's reason, and then has used up nothing. */
  readonly start: (signal?: AbortSignal) => Promise<void>;
  /** Nobody starts for so long: the portal said that it has enough. */
  readonly pause: (milliseconds: Milliseconds) => void;
  readonly waiting: () => number;
}

interface Waiter {
  readonly start: () => void;
  readonly leave: (reason: unknown) => void;
  state: 'waiting' | 'gone';
}

/** Started waiters are dropped from the front of the queue in bulk, when there are more of them than of the others. */
const bulk = 1_024;

/** A rest so small that adding it to the clock changes nothing would never end, on a clock that steps exactly. */
const shortestNap: Milliseconds = 0.001;

/** @throws RangeError where the rate is not above zero. */
export function createRateLimiter(deps: Pick<Deps, 'clock' | 'sleep'>, perSecond: number): RateLimiter {
  const window = createRateWindow(deps.clock, perSecond);
  const groups = createAbortGroups<Waiter>(leave);
  const queue: Waiter[] = [];
  let first = 0;
  let waiting = 0;
  let pumping = false;
  let nap: AbortController | null = null;

  async function start(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (!pumping && window.delay() <= 0) return window.depart();
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { state: 'waiting', start: resolve, leave: reject };
      queue.push(waiter);
      waiting += 1;
      if (signal !== undefined) groups.watch(signal, waiter);
      if (!pumping) void pump();
    });
  }

  function leave(waiter: Waiter, reason: unknown): void {
    if (waiter.state === 'gone') return;
    waiter.state = 'gone';
    waiting -= 1;
    waiter.leave(reason);
    if (waiting === 0) nap?.abort();
  }

  async function pump(): Promise<void> {
    pumping = true;
    while (waiting > 0) {
      const rest = window.delay();
      if (rest > 0) await rested(rest);
      else startFirst();
    }
    queue.length = 0;
    first = 0;
    pumping = false;
  }

  /** Until the next may start, or until nobody waits any more. */
  async function rested(milliseconds: Milliseconds): Promise<void> {
    nap = new AbortController();
    await deps.sleep(Math.max(milliseconds, shortestNap), nap.signal).catch(() => {});
    nap = null;
  }

  function startFirst(): void {
    const waiter = queue[first];
    first += 1;
    if (first > bulk && first * 2 > queue.length) {
      queue.splice(0, first);
      first = 0;
    }
    if (waiter === undefined || waiter.state === 'gone') return;
    waiter.state = 'gone';
    waiting -= 1;
    groups.forget(waiter);
    window.depart();
    waiter.start();
  }

  return { start, pause: window.pause, waiting: () => waiting };
}
