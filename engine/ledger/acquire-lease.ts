import type { Deps } from '../model/deps.ts';
import type { Instant, Milliseconds } from '../model/instant.ts';
import { describeHolder, type Holder, type LedgerHolder } from './holder.ts';
import { LedgerError } from './ledger-error.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { type LeaseRecord, readLease } from './lease-file.ts';
import { type LeaseTimes, segmentName } from './segment.ts';

/** How long a lease is, and how long to wait for somebody else's. */
export interface LeaseWish extends LeaseTimes {
  /** For how long to wait for a holder that is at work. 0 by default: give up as soon as it is seen to be. */
  readonly wait?: Milliseconds;
  readonly onWaiting?: (info: WaitingInfo) => void;
}

export interface WaitingInfo {
  /** Null where the lease does not say. */
  readonly holder: Holder | null;
  readonly since: Instant | null;
  readonly waited: Milliseconds;
  /** Whether its heartbeat was seen to move. */
  readonly atWork: boolean;
  /** When the ledger is taken over if the heartbeat stays still, from now. */
  readonly takesOverIn: Milliseconds;
}

export interface AcquireOptions {
  readonly files: LedgerFiles;
  readonly holder: LedgerHolder;
  readonly deps: Pick<Deps, 'clock' | 'sleep' | 'signal'>;
  readonly wish: LeaseWish;
  /** Reads the ledger where it has a later segment than before; throws where it is damaged. */
  readonly read: () => Promise<LastSegment>;
}

/** What the ledger says of the last one who claimed it. */
export interface LastSegment {
  /** The number of the last segment, with a header or not. */
  readonly epoch: number;
  /** Whether nobody can ever have written in it: a new ledger. */
  readonly untouched: boolean;
  /** Whether its run said there that it ended: it sends and writes nothing any more, alive or not. */
  readonly ended: boolean;
}

const mostPause: Milliseconds = 500;

/**
 * Waits until the ledger may be taken, and claims the next segment. Of several who try, the store lets one win; the
 * others begin to watch anew.
 *
 * @returns the epoch that was claimed.
 * @throws LedgerError `lease-held`; the signal's reason where it is aborted while waiting.
 */
export async function acquireLease(options: AcquireOptions): Promise<number> {
  const { files, deps, wish, read } = options;
  const { clock } = deps;
  const start = clock.monotonic();
  let last = await read();
  let seen: { readonly key: string; readonly at: number } | null = null;
  let atWork = false;
  for (;;) {
    deps.signal.throwIfAborted();
    const lookedAt = clock.monotonic();
    const lease = await readLease(files);
    if (await files.exists(segmentName(last.epoch + 1))) {
      last = await read();
      seen = null;
      continue;
    }
    const key = lease === null ? '' : `${lease.token} ${lease.beat}`;
    if (seen !== null && seen.key !== key) atWork = true;
    if (seen === null || seen.key !== key) seen = { key, at: clock.monotonic() };
    const still = lookedAt - seen.at;
    const patience = patienceFor(lease, wish);
    if (isFree(lease, last, options.holder) || still >= patience) {
      if (await files.create(segmentName(last.epoch + 1))) return last.epoch + 1;
      continue;
    }
    const waited = clock.monotonic() - start;
    if (atWork && waited >= (wish.wait ?? 0)) throw leaseHeld(lease, waited);
    wish.onWaiting?.({
      holder: lease?.holder ?? null,
      since: lease?.since ?? null,
      waited,
      atWork,
      takesOverIn: Math.max(0, patience - still),
    });
    await deps.sleep(Math.min(wish.duration / 16, mostPause), deps.signal);
  }
}

/** At once only where the last holder said that it has gone or has ended its run, surely has gone, or never was. */
function isFree(lease: LeaseRecord | null, last: LastSegment, holder: LedgerHolder): boolean {
  const unsigned = last.untouched || last.ended;
  if (lease === null) return unsigned;
  // Somebody claimed a later segment and has not signed the lease yet: that is nobody we know.
  if (lease.epoch !== last.epoch) return unsigned;
  return lease.released || holder.isDead(lease.holder);
}

/** How long a heartbeat must stand still: the holder's own terms count, and ours where they are longer. */
function patienceFor(lease: LeaseRecord | null, wish: LeaseWish): Milliseconds {
  const duration = Math.max(wish.duration, lease?.times.duration ?? 0);
  return duration + Math.max(wish.requestTimeout, lease?.times.requestTimeout ?? 0);
}

function leaseHeld(lease: LeaseRecord | null, waited: Milliseconds): LedgerError {
  const who = lease === null ? 'another run' : `${describeHolder(lease.holder)}, since ${lease.since}`;
  const text = `The ledger is held by ${who}. It is at work: its heartbeat moved within ${Math.round(waited)} ms`;
  return new LedgerError(text, {
    code: 'lease-held',
    cure:
      'Run again when it has finished. ' + 'There is nothing to unlock: a run that ends, even by a crash, is noticed.',
  });
}
