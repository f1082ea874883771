import type { Deps } from '../../engine/model/deps.ts';
import { type Milliseconds, second } from '../../engine/model/instant.ts';

/** Lets requests start in the order in which they asked, never faster than a portal allows. */
export interface RateLimiter {
  /** Resolves when this one may start. Rejects with the signal's reason, and then has used up nothing. */
  readonly start: (signal?: AbortSignal) => Promise<void>;
  /** Nobody starts for so long: the portal said that it has enough. */
  readonly pause: (milliseconds: Milliseconds) => void;
  readonly waiting: () => number;
}

/** A portal measures arrivals, and the network squeezes starts together: a little more room than the rule asks. */
const margin = 1.02;

interface Waiter {
  readonly start: () => void;
  readonly leave: (reason: unknown) => void;
  state: 'waiting' | 'gone';
}

/**
 * A whole rate of N lets N start in any window of one second (a sliding window, not a bucket that refills at once); a
 * rate with a fraction lets them start evenly, one every 1/rate seconds.
 *
 * @throws RangeError where the rate is not above zero.
 */
export function createRateLimiter(deps: Pick<Deps, 'clock' | 'sleep'>, perSecond: number): RateLimiter {
  if (!(perSecond > 0)) throw new RangeError(`A rate of ${perSecond} requests per second lets nothing through.`);
  const window = windowOf(perSecond);
  const departures = createAborts();
  const queue: Waiter[] = [];
  const starts: Milliseconds[] = [];
  let first = 0;
  let nextStart = 0;
  let waiting = 0;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let pumping = false;
  let nap: AbortController | null = null;

  function start(signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(signal.reason);
    if (!pumping && delay() <= 0) {
      depart();
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { state: 'waiting', start: resolve, leave: reject };
      queue.push(waiter);
      waiting += 1;
      if (signal !== undefined) departures.watch(signal, waiter, leave);
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
      const rest = delay();
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
    await deps.sleep(milliseconds, nap.signal).catch(() => {});
    nap = null;
  }

  function startFirst(): void {
    const waiter = queue[first];
    first += 1;
    if (first > 1_024 && first * 2 > queue.length) {
      queue.splice(0, first);
      first = 0;
    }
    if (waiter === undefined || waiter.state === 'gone') return;
    waiter.state = 'gone';
    waiting -= 1;
    departures.forget(waiter);
    depart();
    waiter.start();
  }

  function delay(): Milliseconds {
    const earliest = (starts[nextStart] ?? Number.NEGATIVE_INFINITY) + window.length;
    return Math.max(earliest, pausedUntil) - deps.clock.monotonic();
  }

  /** `starts` is a ring of the last `count` starts; `nextStart` is the oldest, which the next one must keep off. */
  function depart(): void {
    starts[nextStart] = deps.clock.monotonic();
    nextStart = (nextStart + 1) % window.count;
  }

  return {
    start,
    pause(milliseconds) {
      pausedUntil = Math.max(pausedUntil, deps.clock.monotonic() + milliseconds);
    },
    waiting: () => waiting,
  };
}

function windowOf(perSecond: number): { readonly count: number; readonly length: Milliseconds } {
  if (Number.isInteger(perSecond)) return { count: perSecond, length: second * margin };
  return { count: 1, length: (second / perSecond) * margin };
}

interface Aborts {
  readonly watch: (signal: AbortSignal, waiter: Waiter, leave: (waiter: Waiter, reason: unknown) => void) => void;
  readonly forget: (waiter: Waiter) => void;
}

/** One listener per signal however many wait for it: a listener each would be walked through for every new one. */
function createAborts(): Aborts {
  const groups = new Map<AbortSignal, { readonly waiters: Set<Waiter>; readonly listener: () => void }>();
  const signals = new Map<Waiter, AbortSignal>();

  return {
    watch(signal, waiter, leave) {
      signals.set(waiter, signal);
      const group = groups.get(signal);
      if (group !== undefined) {
        group.waiters.add(waiter);
        return;
      }
      const waiters = new Set([waiter]);
      const listener = (): void => {
        groups.delete(signal);
        for (const one of waiters) {
          signals.delete(one);
          leave(one, signal.reason);
        }
      };
      groups.set(signal, { waiters, listener });
      signal.addEventListener('abort', listener, { once: true });
    },
    forget(waiter) {
      const signal = signals.get(waiter);
      const group = signal === undefined ? undefined : groups.get(signal);
      if (signal === undefined || group === undefined) return;
      signals.delete(waiter);
      group.waiters.delete(waiter);
      if (group.waiters.size > 0) return;
      groups.delete(signal);
      signal.removeEventListener('abort', group.listener);
    },
  };
}
