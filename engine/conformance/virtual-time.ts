import type { Clock, Deps, Transport } from '../model/deps.ts';
import { epochOf, type Instant, type Milliseconds } from '../model/instant.ts';

/** A clock that stands still while anybody works and jumps to the next alarm when everybody sleeps. */
export interface VirtualTime {
  readonly clock: Clock;
  readonly sleep: Deps['sleep'];
  /** Lets time pass; sleepers wake in the order of their alarms. */
  readonly pass: (milliseconds: Milliseconds) => Promise<void>;
  /** A transport under which time stands still while a request is on its way. */
  readonly during: (transport: Transport) => Transport;
  /** Nobody wakes any more. */
  readonly stop: () => void;
}

export interface VirtualTimeOptions {
  readonly start: Instant;
  /** Resolves when the event loop has turned once: `setImmediate` of `node:timers/promises`. */
  readonly turn: () => Promise<unknown>;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** So many turns without anything new mean that everybody sleeps. */
const quietTurns = 4;
/** A request that takes longer than so many turns waits for time to pass: its portal sleeps too. */
const patientTurns = 200;

export function createVirtualTime(options: VirtualTimeOptions): VirtualTime {
  const start = epochOf(options.start);
  let now = start;
  let sleepers: Sleeper[] = [];
  let underWay = 0;
  let watching = false;
  let stopped = false;

  function sleep(milliseconds: Milliseconds, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      const wake = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const sleeper: Sleeper = { at: now + Math.max(0, milliseconds), wake };
      function leave(): void {
        sleepers = sleepers.filter((other) => other !== sleeper);
        reject(signal?.reason);
      }
      signal?.addEventListener('abort', leave, { once: true });
      sleepers.push(sleeper);
      void watch();
    });
  }

  async function watch(): Promise<void> {
    if (watching) return;
    watching = true;
    while (sleepers.length > 0 && !stopped) {
      await quiet();
      wakeNext(Number.POSITIVE_INFINITY);
    }
    watching = false;
  }

  async function quiet(): Promise<void> {
    for (let turns = 0, still = 0; still < quietTurns && turns < patientTurns; turns += 1) {
      const before = sleepers.length;
      await options.turn();
      still = underWay === 0 && sleepers.length === before ? still + 1 : 0;
    }
  }

  function wakeNext(latest: number): boolean {
    const next = sleepers.reduce<Sleeper | undefined>(earlier, undefined);
    if (next === undefined || next.at > latest || stopped) return false;
    sleepers = sleepers.filter((other) => other !== next);
    now = Math.max(now, next.at);
    next.wake();
    return true;
  }

  async function pass(milliseconds: Milliseconds): Promise<void> {
    const end = now + milliseconds;
    while (wakeNext(end)) await quiet();
    now = Math.max(now, end);
  }

  function during(transport: Transport): Transport {
    return {
      send: async (request) => {
        underWay += 1;
        try {
          return await transport.send(request);
        } finally {
          underWay -= 1;
        }
      },
    };
  }

  const clock: Clock = { now: () => now, monotonic: () => now - start };
  return { clock, sleep, pass, during, stop: () => void (stopped = true) };
}

function earlier(left: Sleeper | undefined, right: Sleeper): Sleeper {
  return left === undefined || right.at < left.at ? right : left;
}
