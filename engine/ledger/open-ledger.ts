import type { Deps } from '../model/deps.ts';
import { instantOf } from '../model/instant.ts';
import type { LedgerWriter } from '../model/ledger.ts';
import { acquireLease, type LastSegment, type LeaseWish } from './acquire-lease.ts';
import { beginSegment, sealsBefore, settleSegment } from './begin-segment.ts';
import type { LedgerHolder } from './holder.ts';
import { type HeldLease, holdLease } from './lease.ts';
import { leaseFormat } from './lease-file.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { createLedgerWriter } from './ledger-writer.ts';
import { assertSound, type ChainReading } from './read-chain.ts';
import { type FoldedFiles, foldFiles } from './read-ledger.ts';
import type { SegmentCursor } from './scan-segment.ts';
import { type LeaseTimes, ledgerFormat } from './segment.ts';

export interface OpenLedgerOptions {
  readonly files: LedgerFiles;
  readonly ledgerId: string;
  readonly holder: LedgerHolder;
  /** The signal ends the waiting for somebody else's lease, nothing more. */
  readonly deps: Pick<Deps, 'clock' | 'sleep' | 'newId' | 'signal'>;
  readonly lease: LeaseWish;
}

/** Replaced whenever the ledger is read again; the lease reports how far the latest reading goes. */
interface Latest {
  folded: FoldedFiles;
}

/**
 * Takes the ledger for writing: waits where somebody else may hold it, claims the next segment, seals the one before.
 * Nothing is changed in a ledger that is damaged.
 *
 * @throws LedgerError `lost-ledger`, `foreign-ledger`, `lease-held`, the damage found, or what the store refused;
 * LeaseLostError where somebody else took over at this very moment.
 */
export async function openLedger(options: OpenLedgerOptions): Promise<LedgerWriter> {
  const { files, holder, deps, lease: wish } = options;
  const latest: Latest = { folded: await foldFiles(options) };
  let asked = false;
  const read = async (): Promise<LastSegment> => {
    if (asked) latest.folded = await foldFiles(options);
    asked = true;
    assertSound(latest.folded.reading, options);
    return lastSegment(latest.folded);
  };
  const epoch = await acquireLease({ files, holder, deps, wish, read });
  if (!(await isCurrent(files, latest.folded.reading))) latest.folded = await foldFiles(options);
  const cursor = assertSound(latest.folded.reading, options);
  // Who wrote it may have died before the sync: neither a lease nor a seal may tell of what could still be lost.
  await settleSegment(files, cursor.segment);
  const lease = await takeLease(options, { epoch, latest });
  try {
    return await begin(options, { epoch, latest, lease, cursor });
  } catch (error) {
    await lease.release();
    throw error;
  }
}

function lastSegment({ reading, lastType }: FoldedFiles): LastSegment {
  const { lastEpoch, segments } = reading.plan;
  const header = segments.at(-1)?.header;
  const isBegun = header?.epoch === lastEpoch;
  const untouched = isBegun && header.holder === null;
  const isSaid = lastType === 'run-finished' || lastType === 'run-refused';
  // The last entry is this segment's own only where there is more in it than the header.
  const ended = isBegun && isSaid && (reading.cursor?.lines ?? 0) > 1;
  return { epoch: lastEpoch, untouched, ended };
}

function takeLease(
  options: OpenLedgerOptions,
  claim: { readonly epoch: number; readonly latest: Latest },
): Promise<HeldLease> {
  const { files, ledgerId, holder, deps } = options;
  const progress = () => {
    const { seq, head } = claim.latest.folded.fold.state();
    return { seq, head };
  };
  const record = {
    format: leaseFormat,
    ledgerId,
    epoch: claim.epoch,
    token: deps.newId(),
    beat: 1,
    holder: holder.self,
    since: instantOf(deps.clock.now()),
    times: timesOf(options.lease),
    released: false,
    ...progress(),
  } as const;
  return holdLease({ files, deps, record, progress });
}

/** Whether nothing was added since the reading: by the former holder, up to the moment of the claim. */
async function isCurrent(files: LedgerFiles, reading: ChainReading): Promise<boolean> {
  const { cursor, plan } = reading;
  if (cursor === null) return false;
  for (const segment of plan.empty) if ((await files.read(segment, 0, 1))?.length !== 0) return false;
  return (await files.read(cursor.segment, cursor.offset, 1))?.length === 0;
}

/**
 * Reads before it seals, and claims before it reads: whoever was promised a line had made sure after its sync that the
 * claim was not there yet, so the line is among those that are read and sealed.
 */
async function begin(
  options: OpenLedgerOptions,
  claim: {
    readonly epoch: number;
    readonly latest: Latest;
    readonly lease: HeldLease;
    readonly cursor: SegmentCursor;
  },
): Promise<LedgerWriter> {
  const { files, ledgerId, holder, deps } = options;
  const { epoch, latest, lease, cursor } = claim;
  const { folded } = latest;
  lease.assertHeld();
  const segment = await beginSegment(files, {
    format: ledgerFormat,
    ledgerId,
    epoch,
    at: instantOf(deps.clock.now()),
    prev: cursor.chain,
    seals: sealsBefore(epoch, cursor),
    holder: holder.self,
    lease: timesOf(options.lease),
  });
  await lease.assertNotSealed();
  folded.fold.enterEpoch(epoch);
  return createLedgerWriter({
    fold: folded.fold,
    segment,
    lease,
    clock: deps.clock,
    refold: async () => {
      latest.folded = await foldFiles(options);
      return latest.folded.fold;
    },
  });
}

function timesOf(wish: LeaseWish): LeaseTimes {
  return { duration: wish.duration, requestTimeout: wish.requestTimeout };
}
