import type { Deps } from '../../engine/model/deps.ts';
import { type Milliseconds, minute, second } from '../../engine/model/instant.ts';
import type { DoorErrors } from './door-errors.ts';
import type { DoorRequest } from './door-request.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** How long one request is tried, and what is waited for in between. */
export interface Patience {
  /** Waits for the turn. @throws ProviderError `unavailable` where the run was stopped meanwhile. */
  readonly turn: () => Promise<void>;
  /** Waits before the next try. @throws ProviderError `unavailable` after the last one. */
  readonly afterFailure: (reason: string) => Promise<undefined>;
  /** Waits as the portal asks. @throws ProviderError `rate-limited` where that is too long. */
  readonly afterLimit: (limit: { readonly wait?: Milliseconds }) => Promise<undefined>;
}

interface PatienceInput {
  readonly deps: Pick<Deps, 'sleep' | 'random' | 'signal'>;
  readonly limiter: RateLimiter;
  readonly asked: DoorRequest;
  readonly errors: DoorErrors;
}

const tries = 5;
const firstBackoff: Milliseconds = second / 2;
const longestBackoff: Milliseconds = 30 * second;
/** All waits for limits together, for one request. */
const longestLimit: Milliseconds = 10 * minute;

export function createPatience({ deps, limiter, asked, errors }: PatienceInput): Patience {
  let failures = 0;
  let limits = 0;
  let limited: Milliseconds = 0;

  async function waiting(wait: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const either = eitherSignal(deps.signal, asked.signal);
    try {
      if (!either.signal.aborted) await wait(either.signal);
    } catch (error) {
      if (!either.signal.aborted) throw error;
    } finally {
      either.release();
    }
    if (either.signal.aborted) throw errors.stopped(asked);
  }

  /** Doubles with each time; the random half keeps many clients from coming back together. */
  function backoff(times: number): Milliseconds {
    const full = Math.min(longestBackoff, firstBackoff * 2 ** times);
    return full / 2 + (full / 2) * deps.random();
  }

  return {
    turn: () => waiting((signal) => limiter.start(signal)),
    async afterFailure(reason) {
      failures += 1;
      if (failures >= tries) throw errors.unavailable(asked, `${reason} (tried ${tries} times)`);
      await waiting((signal) => deps.sleep(backoff(failures), signal));
    },
    async afterLimit({ wait }) {
      limits += 1;
      const rest = Math.max(wait ?? 0, backoff(limits));
      limited += rest;
      if (limited > longestLimit) throw errors.limited(asked, rest);
      limiter.pause(rest);
      await waiting((signal) => deps.sleep(rest, signal));
    },
  };
}

interface LinkedSignal {
  readonly signal: AbortSignal;
  readonly release: () => void;
}

/** By hand, because signals made by `AbortSignal.any` stay with a long-lived one as long as that lives. */
function eitherSignal(one: AbortSignal, other: AbortSignal | undefined): LinkedSignal {
  if (other === undefined || other === one) return { signal: one, release: () => {} };
  if (one.aborted) return { signal: one, release: () => {} };
  if (other.aborted) return { signal: other, release: () => {} };
  const both = new AbortController();
  const stop = (): void => both.abort();
  one.addEventListener('abort', stop);
  other.addEventListener('abort', stop);
  return {
    signal: both.signal,
    release() {
      one.removeEventListener('abort', stop);
      other.removeEventListener('abort', stop);
    },
  };
}
