import type { Deps } from '../model/deps.ts';
import type { Digest } from '../model/digest.ts';
import { LeaseLostError } from '../model/ledger.ts';
import { describeHolder } from './holder.ts';
import { ledgerLossOf } from './ledger-loss.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { type LeaseRecord, readLease, writeLease } from './lease-file.ts';
import { segmentName } from './segment.ts';

export type LeaseDeps = Pick<Deps, 'clock' | 'sleep'>;

/**
 * The lease of somebody who has claimed a segment.
 *
 * What it promises: nobody takes over who has not watched the heartbeat stand still for the lease and the longest
 * request together, on their own monotonic clock; and the holder begins no request unless its own heartbeat is younger
 * than half the lease, on its own. So a holder that is paused and comes back finds out before it writes, to a portal or
 * to the ledger. What it cannot promise, because no portal takes a fencing token: a program that is stopped exactly
 * between `assertHeld` and the sending of its request, for longer than half the lease, sends that one request late.
 * Its outcome is refused by the sealed segment; the next holder finds the intent open and looks it up.
 */
export interface HeldLease {
  /** @throws LeaseLostError unless the heartbeat is younger than half the lease. */
  readonly assertHeld: () => void;
  /** @throws LeaseLostError where a later segment stands: what was written here since may not count. */
  readonly assertNotSealed: () => Promise<void>;
  /** Makes a heartbeat where the last one is a while ago, for a program that was too busy to make them in time. */
  readonly refresh: () => Promise<void>;
  /** Ends the heartbeats and says so in the lease, where it is still one's own. */
  readonly release: () => Promise<void>;
}

export interface LeaseOptions {
  readonly files: LedgerFiles;
  readonly deps: LeaseDeps;
  /** The first heartbeat; epoch and token stay. */
  readonly record: LeaseRecord;
  /** What is on the disk by now. */
  readonly progress: () => { readonly seq: number; readonly head: Digest };
}

/**
 * Writes the first heartbeat, then one every quarter of the lease until it is released or lost.
 *
 * @throws LedgerError where the store refuses the first one.
 */
export async function holdLease(options: LeaseOptions): Promise<HeldLease> {
  const { deps, record } = options;
  const { duration } = record.times;
  const heart = createHeart(options);
  await heart.beat();
  const failure = heart.failure();
  if (failure !== null) throw failure;
  const stop = new AbortController();
  void keepBeating({ heart, deps, every: duration / 4, signal: stop.signal });
  const assertNotLost = (): void => {
    const lost = heart.lost();
    if (lost !== null) throw new LeaseLostError(lost);
  };
  return {
    assertHeld: () => {
      assertNotLost();
      const age = deps.clock.monotonic() - heart.beatenAt();
      if (age >= duration / 2) throw tooOld(age, heart.failure());
    },
    assertNotSealed: async () => {
      await heart.lookForLaterSegment();
      assertNotLost();
    },
    refresh: async () => {
      if (deps.clock.monotonic() - heart.beatenAt() >= duration / 4) await heart.beat();
    },
    release: async () => {
      stop.abort();
      await heart.release();
    },
  };
}

interface Heart {
  readonly beat: () => Promise<void>;
  readonly lookForLaterSegment: () => Promise<void>;
  readonly release: () => Promise<void>;
  /** Why the lease is lost for good; null while it is not. */
  readonly lost: () => string | null;
  /** Why the last try at a heartbeat failed. */
  readonly failure: () => Error | null;
  /** When the last heartbeat that succeeded was begun, on the monotonic clock. */
  readonly beatenAt: () => number;
}

function createHeart(options: LeaseOptions): Heart {
  const { files, deps, record } = options;
  let beats = 0;
  let beatenAt = Number.NEGATIVE_INFINITY;
  let lost: string | null = null;
  let failure: Error | null = null;
  let turn: Promise<void> = Promise.resolve();

  async function lookForLaterSegment(): Promise<void> {
    const later = segmentName(record.epoch + 1);
    if (lost === null && (await files.exists(later))) {
      lost = `Another run has taken over the ledger (${later} stands there). Nothing more is written by this one.`;
    }
  }

  async function write(released: boolean): Promise<void> {
    const began = deps.clock.monotonic();
    await lookForLaterSegment();
    const there = await readLease(files);
    // One of an earlier epoch is a latecomer's, who has lost already without knowing it.
    if (there !== null && there.token !== record.token && there.epoch >= record.epoch) {
      const holder = describeHolder(there.holder);
      lost ??= `The ledger's lease now belongs to ${holder}. Nothing more is written by this run.`;
    }
    if (lost !== null) return;
    await writeLease(files, { ...record, ...options.progress(), beat: record.beat + beats, released });
    beats += 1;
    beatenAt = began;
    failure = null;
  }

  /** One at a time: two that overlap could put the older record over the newer one. */
  function inTurn(released: boolean): Promise<void> {
    turn = turn
      .then(() => write(released))
      .catch((error: unknown) => {
        failure = error instanceof Error ? error : new Error(String(error));
      });
    return turn;
  }

  return {
    beat: () => inTurn(false),
    release: () => inTurn(true),
    lookForLaterSegment,
    lost: () => lost,
    failure: () => failure,
    beatenAt: () => beatenAt,
  };
}

async function keepBeating(options: {
  readonly heart: Heart;
  readonly deps: LeaseDeps;
  readonly every: number;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { heart, deps, every, signal } = options;
  while (!signal.aborted && heart.lost() === null) {
    try {
      await deps.sleep(every, signal);
    } catch {
      return;
    }
    if (!signal.aborted) await heart.beat();
  }
}

/** What keeps the heartbeat away is what has to be mended: nobody else need hold the ledger. */
function tooOld(age: number, failure: Error | null): LeaseLostError {
  const because = failure === null ? '' : `: ${failure.message}`;
  const last = `The last heartbeat at the ledger's lease is ${Math.round(age)} ms old${because}.`;
  return new LeaseLostError(`${last} Nothing is written until one succeeds.`, {
    cure: ledgerLossOf(failure)?.cure ?? stoodStill,
    cause: failure ?? undefined,
  });
}

const stoodStill =
  'This program stood still: the machine slept, or had too much to do. Run the same command again: what was confirmed is kept.';
