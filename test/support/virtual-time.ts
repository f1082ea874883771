import type { Clock, Deps } from '../../engine/model/deps.ts';
import { epochOf, type Instant, type Milliseconds } from '../../engine/model/instant.ts';
import { createSleepers } from './sleepers.ts';

/** A clock that stands still unless everybody waits; then it steps to the next sleeper. */
export interface VirtualTime {
  readonly clock: Clock;
  readonly sleep: Deps['sleep'];
  /** Wakes, in order, everybody who is due within the next `milliseconds`, and ends there. */
  readonly advance: (milliseconds: Milliseconds) => Promise<void>;
  /** Moves the wall clock alone, as a wrong time server would; sleepers and the monotonic clock notice nothing. */
  readonly jump: (milliseconds: Milliseconds) => void;
  /** Time stands still until the promise settles: for work outside of this process's queue, such as a real socket. */
  readonly holdDuring: <Value>(work: Promise<Value>) => Promise<Value>;
  readonly sleepers: () => number;
}

/** Turns of the event loop without a new sleeper before everybody counts as waiting: web streams need a few. */
const quietTurns = 16;

const pumps = new Set<{ isOver: boolean }>();

/**
 * Ends the time of every test that is over. A heartbeat that nobody ended would go on for ever, and slow down all files
 * that the same worker runs afterwards.
 */
export function endVirtualTimes(): void {
  for (const pump of pumps) pump.isOver = true;
}

export interface VirtualTimeOptions {
  readonly at?: Instant;
  readonly advance?: 'auto' | 'manual';
}

export function virtualTime(options: VirtualTimeOptions = {}): VirtualTime {
  const automatic = options.advance !== 'manual';
  const sleepers = createSleepers();
  let offset = epochOf(options.at ?? '2026-11-21T09:00:00.000Z');
  let elapsed: Milliseconds = 0;
  let holds = 0;
  let stirred = 0;
  let pumping = false;

  async function sleep(milliseconds: Milliseconds, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    stirred += 1;
    const asleep = sleepers.add(elapsed + Math.max(0, milliseconds), signal);
    if (automatic) void pump();
    return asleep;
  }

  async function pump(): Promise<void> {
    if (pumping) return;
    pumping = true;
    const own = { isOver: false };
    pumps.add(own);
    for (await settle(); sleepers.count() > 0 && !own.isOver; await settle()) wakeDue(sleepers.next() ?? elapsed);
    pumps.delete(own);
    pumping = false;
  }

  /** Resolves when nothing stirs any more: no new sleeper, no file operation, no held work. */
  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < quietTurns;) {
      const before = stirred;
      await new Promise((resolve) => setImmediate(resolve));
      quiet = stirred === before && holds === 0 && !fileWorkUnderWay() ? quiet + 1 : 0;
    }
  }

  function wakeDue(moment: Milliseconds): void {
    elapsed = Math.max(elapsed, moment);
    sleepers.wakeUntil(elapsed);
  }

  return {
    clock: { now: () => Math.trunc(offset + elapsed), monotonic: () => elapsed },
    sleep,
    async advance(milliseconds) {
      const end = elapsed + milliseconds;
      await settle();
      for (let next = sleepers.next(); next !== undefined && next <= end; next = sleepers.next()) {
        wakeDue(next);
        await settle();
      }
      elapsed = end;
    },
    jump(milliseconds) {
      offset += milliseconds;
    },
    async holdDuring(work) {
      holds += 1;
      try {
        return await work;
      } finally {
        holds -= 1;
        stirred += 1;
      }
    },
    sleepers: sleepers.count,
  };
}

/** Reading and writing, and the closing of a file, which has a request of its own. */
function fileWorkUnderWay(): boolean {
  return process.getActiveResourcesInfo().some((resource) => /^FSReq|CloseReq/i.test(resource));
}
