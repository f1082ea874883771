import type { Milliseconds } from '../../engine/model/instant.ts';

/** Who sleeps on a virtual clock, in the order of waking. */
export interface Sleepers {
  /** Resolves when woken; rejects with the signal's reason. */
  readonly add: (wakesAt: Milliseconds, signal?: AbortSignal) => Promise<void>;
  /** When the next one is due. */
  readonly next: () => Milliseconds | undefined;
  readonly wakeUntil: (moment: Milliseconds) => void;
  readonly count: () => number;
}

interface Sleeper {
  readonly wakesAt: Milliseconds;
  readonly wake: () => void;
}

export function createSleepers(): Sleepers {
  const queue: Sleeper[] = [];

  return {
    add: (wakesAt, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { wakesAt, wake };
        function wake(): void {
          signal?.removeEventListener('abort', leave);
          resolve();
        }
        function leave(): void {
          const place = queue.indexOf(sleeper);
          if (place !== -1) queue.splice(place, 1);
          reject(signal?.reason as Error);
        }
        signal?.addEventListener('abort', leave, { once: true });
        enqueue(queue, sleeper);
      }),
    next: () => queue[0]?.wakesAt,
    wakeUntil(moment) {
      for (let first = queue[0]; first !== undefined && first.wakesAt <= moment; first = queue[0]) {
        queue.shift();
        first.wake();
      }
    },
    count: () => queue.length,
  };
}

/** Of two due at the same moment, the earlier one stays first. */
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
