import type { Clock, Deps } from '../../engine/model/deps.ts';
import { epochOf, type Instant, type Milliseconds } from '../../engine/model/instant.ts';

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

interface Sleeper {
  readonly wakesAt: Milliseconds;
  readonly wake: () => void;
}

/** Turns of the event loop without a new sleeper before everybody counts as waiting: web streams need a few. */
const quietTurns = 16;

export interface VirtualTimeOptions {
  readonly at?: Instant;
  readonly advance?: 'auto' | 'manual';
}

export function virtualTime(options: VirtualTimeOptions = {}): VirtualTime {
  const automatic = options.advance !== 'manual';
  let offset = epochOf(options.at ?? '2026-11-21T09:00:00.000Z');
  let elapsed: Milliseconds = 0;
  let holds = 0;
  let stirred = 0;
  let pumping = false;
  const queue: Sleeper[] = [];

  function sleep(milliseconds: Milliseconds, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const sleeper = { wakesAt: elapsed + Math.max(0, milliseconds), wake };
      function wake(): void {
        signal?.removeEventListener('abort', leave);
        resolve();
      }
      function leave(): void {
        const place = queue.indexOf(sleeper);
        if (place !== -1) queue.splice(place, 1);
        reject(signal?.reason);
      }
      signal?.addEventListener('abort', leave, { once: true });
      enqueue(queue, sleeper);
      stirred += 1;
      if (automatic) void pump();
    });
  }

  async function pump(): Promise<void> {
    if (pumping) return;
    pumping = true;
    while (queue.length > 0) {
      await settle();
      wakeDue(queue[0]?.wakesAt ?? elapsed);
    }
    pumping = false;
  }

  /** Resolves when nothing stirs any more: no new sleeper, no file operation, no held work. */
  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < quietTurns; ) {
      const before = stirred;
      await new Promise((resolve) => setImmediate(resolve));
      quiet = stirred === before && holds === 0 && !fileWorkUnderWay() ? quiet + 1 : 0;
    }
  }

  function wakeDue(moment: Milliseconds): void {
    elapsed = Math.max(elapsed, moment);
    for (let first = queue[0]; first !== undefined && first.wakesAt <= elapsed; first = queue[0]) {
      queue.shift();
      first.wake();
    }
  }

  return {
    clock: { now: () => Math.trunc(offset + elapsed), monotonic: () => elapsed },
    sleep,
    async advance(milliseconds) {
      const end = elapsed + milliseconds;
      await settle();
      for (let first = queue[0]; first !== undefined && first.wakesAt <= end; first = queue[0]) {
        wakeDue(first.wakesAt);
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
    sleepers: () => queue.length,
  };
}

/** Keeps the order of waking; of two due at the same moment, the earlier one stays first. */
function enqueue(queue: Sleeper[], sleeper: Sleeper): void {
  let low = 0;
  let high = queue.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = queue[middle];
    if (other !== undefined && other.wakesAt <= sleeper.wakesAt) low = middle + 1;
    else high = middle;
  }
  queue.splice(low, 0, sleeper);
}

function fileWorkUnderWay(): boolean {
  return process.getActiveResourcesInfo().some((resource) => resource.startsWith('FSReq'));
}
