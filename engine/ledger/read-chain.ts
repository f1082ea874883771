import { type Digest, digestOf } from '../model/digest.ts';
import { placeholders } from '../model/placeholders.ts';
import { LedgerError } from './ledger-error.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { errorOfDamage, type LedgerDamage, type LedgerWarning, restoreCure } from './ledger-finding.ts';
import { type LeaseRecord, readLease } from './lease-file.ts';
import { withCause } from './rewritten-line-ends.ts';
import { type LineSink, newCursor, type SegmentCursor, scanSegment } from './scan-segment.ts';
import { type PlannedSegment, planSegments, readHeads, type SegmentPlan } from './segment-plan.ts';
import { segmentName } from './segment.ts';

/** A ledger as it was read, line by line, from the first one to where it ends or breaks. */
export interface ChainReading {
  readonly plan: SegmentPlan;
  /** Behind the last line that counts. Null only where damage was found before any line. */
  readonly cursor: SegmentCursor | null;
  readonly damage: LedgerDamage | null;
  readonly warnings: readonly LedgerWarning[];
  readonly bytes: number;
}

export interface ChainSource {
  readonly files: LedgerFiles;
  readonly ledgerId: string;
}

/** @throws LedgerError `lost-ledger` where there is no ledger at all. Damage is given back, not thrown. */
export async function readChain(source: ChainSource, onLine: LineSink): Promise<ChainReading> {
  const reading = await readAsItIs(source, onLine);
  if (reading.damage === null) return reading;
  const damageIn = async (files: LedgerFiles) => (await readAsItIs({ ...source, files }, () => undefined)).damage;
  return { ...reading, damage: await withCause(reading.damage, source.files, damageIn) };
}

async function readAsItIs(source: ChainSource, onLine: LineSink): Promise<ChainReading> {
  const { files } = source;
  // Read before the segments, so that a writer at work cannot promise a line in between.
  const lease = await readLease(files);
  const heads = await readHeads(files);
  if (heads === null || heads.every((head) => head.text === null)) throw lostLedger(source);
  const plan = planSegments(heads, source.ledgerId);
  const warnings = plan.empty.map(emptySegment);
  if (plan.damage !== null) return { plan, cursor: null, damage: plan.damage, warnings, bytes: 0 };
  const witness = witnessOf(lease, source.ledgerId, onLine);
  let after: { readonly seq: number; readonly chain: Digest } = { seq: 0, chain: digestOf('') };
  let cursor: SegmentCursor | null = null;
  let bytes = 0;
  for (const planned of plan.segments) {
    cursor = newCursor(planned.segment, after);
    const scanned = await scanPlanned(files, { planned, cursor, onLine: witness.onLine });
    warnings.push(...scanned.warnings);
    bytes += cursor.offset;
    if (scanned.damage !== null) return { plan, cursor, damage: scanned.damage, warnings, bytes };
    after = cursor;
  }
  return { plan, cursor, damage: witness.damage(plan.lastEpoch, after.seq), warnings, bytes };
}

/** @throws LedgerError where the reading found damage. */
export function assertSound(reading: ChainReading, source: ChainSource): SegmentCursor {
  if (reading.damage !== null) throw errorOfDamage(reading.damage, source.files.place);
  if (reading.cursor === null) throw lostLedger(source);
  return reading.cursor;
}

interface PlannedScan {
  readonly planned: PlannedSegment;
  readonly cursor: SegmentCursor;
  readonly onLine: LineSink;
}

async function scanPlanned(
  files: LedgerFiles,
  scan: PlannedScan,
): Promise<{ readonly damage: LedgerDamage | null; readonly warnings: readonly LedgerWarning[] }> {
  const { planned, cursor, onLine } = scan;
  const { segment, header, seal } = planned;
  const onHeader = (): LedgerDamage | null =>
    header.prev === cursor.chain ? null : edited(segment, 1, 'does not follow from the last line before it');
  const result = await scanSegment({ files, cursor, limit: seal?.length ?? null, onLine, onHeader });
  if (result.damage !== null) return { damage: result.damage, warnings: [] };
  if (seal === null) return { damage: null, warnings: result.torn ? [tornLine(cursor)] : [] };
  if (`sha256:${cursor.hash.copy().digest('hex')}` !== seal.digest) {
    return { damage: edited(segment, cursor.lines, 'was changed after the segment was sealed'), warnings: [] };
  }
  return { damage: null, warnings: await lateLines(files, cursor) };
}

/** What stands behind a seal. It never counts; whole lines mean that a former holder came back too late. */
async function lateLines(files: LedgerFiles, cursor: SegmentCursor): Promise<readonly LedgerWarning[]> {
  const bytes = await files.read(cursor.segment, cursor.offset, 1024 * 1024);
  if (bytes === null || bytes.length === 0) return [];
  const lines = Buffer.from(bytes).toString('latin1').split('\n').length - 1;
  if (lines === 0) return [tornLine(cursor)];
  return [
    {
      severity: 'warning',
      code: 'late-lines',
      segment: cursor.segment,
      line: cursor.lines + 1,
      text: `${lines} ${lines === 1 ? 'line was' : 'lines were'} written after the seal; what stands there is void`,
      cure: 'Nothing to do here: a run that was paused for long came back. Look at what it did at the portals.',
    },
  ];
}

/** Compares what the lease says was on the disk with what is there. */
function witnessOf(lease: LeaseRecord | null, ledgerId: string, onLine: LineSink) {
  if (lease === null || lease.ledgerId !== ledgerId) return { onLine, damage: () => null };
  let changed = false;
  return {
    onLine: (...[line, digest]: Parameters<LineSink>): void => {
      if (line.seq === lease.seq && digest !== lease.head) changed = true;
      onLine(line, digest);
    },
    damage: (lastEpoch: number, seq: number): LedgerDamage | null => {
      const segment = segmentName(lease.epoch);
      if (lease.epoch > lastEpoch) return missing(segment);
      if (lease.seq > seq)
        return truncated(segment, `entries ${seq + 1} to ${lease.seq} were on the disk and are gone`);
      return changed ? edited(segment, null, `entry ${lease.seq} is not the one that was written`) : null;
    },
  };
}

function lostLedger(source: ChainSource): LedgerError {
  const { files, ledgerId } = source;
  return new LedgerError(`The workspace knows the ledger ${ledgerId}, but there is none in ${files.place}`, {
    code: 'lost-ledger',
    cure:
      'Restore that folder from its copy, or deliberately start a new ledger, by which what was owned becomes ' +
      `unmanaged: rollcall init --new-ledger --why ${placeholders.reason}`,
  });
}

function emptySegment(segment: string): LedgerWarning {
  const text = 'was claimed, but nothing was ever written to it';
  const cure = 'Nothing to do: a run ended right at its start. The next one passes over it.';
  return { severity: 'warning', code: 'empty-segment', segment, line: null, text, cure };
}

function tornLine(cursor: SegmentCursor): LedgerWarning {
  const text = 'the last line is cut off; it was never confirmed and does not count';
  const cure = 'Nothing to do: a run was interrupted while it wrote, or is writing right now.';
  return { severity: 'warning', code: 'torn-line', segment: cursor.segment, line: cursor.lines + 1, text, cure };
}

function missing(segment: string): LedgerDamage {
  const text = 'is missing: the lease says that it was there';
  return { severity: 'error', code: 'segment-missing', segment, line: null, text, cure: restoreCure };
}

function truncated(segment: string, text: string): LedgerDamage {
  return { severity: 'error', code: 'ledger-truncated', segment, line: null, text, cure: restoreCure };
}

function edited(segment: string, line: number | null, text: string): LedgerDamage {
  return { severity: 'error', code: 'ledger-edited', segment, line, text, cure: restoreCure };
}
