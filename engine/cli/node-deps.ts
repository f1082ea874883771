import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Deps, Transport } from '../model/deps.ts';
import type { Milliseconds } from '../model/instant.ts';

/** The real world: clock, timers, chance. Nothing below the composition root sees them in another way. */
export function createNodeDeps(given: { readonly transport: Transport; readonly signal: AbortSignal }): Deps {
  return {
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    sleep,
    random: Math.random,
    newId: randomUUID,
    transport: given.transport,
    mailer: null,
    signal: given.signal,
  };
}

/** Timers of Node hold at most 2^31 - 1 ms; longer pauses are slept in pieces. */
const longestTimer: Milliseconds = 2_000_000_000;

async function sleep(milliseconds: Milliseconds, signal?: AbortSignal): Promise<void> {
  for (let left = milliseconds; left > 0; left -= longestTimer) await pause(Math.min(left, longestTimer), signal);
  signal?.throwIfAborted();
}

function pause(milliseconds: Milliseconds, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(reasonOf(signal));
      return;
    }
    const abort = (): void => {
      clearTimeout(timer);
      reject(reasonOf(signal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', abort, { once: true });
  });
}

/** The signal's own reason, as deps promise; an Error even where somebody aborted with something else. */
function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error(String(reason));
}
