import type { LedgerFiles } from './ledger-files.ts';
import { type LedgerDamage, restoreCure } from './ledger-finding.ts';
import { epochOfSegment, parseHeader, type Seal, type SegmentHeader, segmentName } from './segment.ts';

/** The beginning of a segment file. */
export interface SegmentHead {
  readonly epoch: number;
  readonly segment: string;
  /** The first line; null where there is none yet: claimed, but never begun. */
  readonly text: string | null;
}

/** A segment that counts, and how much of it. */
export interface PlannedSegment {
  readonly segment: string;
  readonly header: SegmentHeader;
  /** Null for the last one, which nobody has sealed. */
  readonly seal: Seal | null;
}

/** Which segments make up the ledger. `empty` are those behind the last header: claimed, never begun. */
export interface SegmentPlan {
  readonly segments: readonly PlannedSegment[];
  readonly empty: readonly string[];
  readonly lastEpoch: number;
  readonly damage: LedgerDamage | null;
}

const headSize = 8 * 1024;

/** Segments in the order of their epochs. Null where there is none. */
export async function readHeads(files: LedgerFiles): Promise<readonly SegmentHead[] | null> {
  const names = (await files.list()) ?? [];
  const epochs = names.flatMap((name) => epochOfSegment(name) ?? []).sort((left, right) => left - right);
  if (epochs.length === 0) return null;
  const heads: SegmentHead[] = [];
  for (const epoch of epochs) {
    const segment = segmentName(epoch);
    heads.push({ epoch, segment, text: await readFirstLine(files, segment) });
  }
  return heads;
}

/**
 * Goes back from the last header: each seals what counts of the segments before it. So of two that claimed to go on
 * from one segment only the one that later ones build on counts.
 */
export function planSegments(heads: readonly SegmentHead[], ledgerId: string): SegmentPlan {
  const lastEpoch = heads.at(-1)?.epoch ?? 0;
  const gap = heads.findIndex((head, index) => head.epoch !== index + 1);
  if (gap !== -1) return broken(lastEpoch, missing(segmentName(gap + 1)));
  const last = heads.findLastIndex((head) => head.text !== null);
  const empty = heads.slice(last + 1).map((head) => head.segment);
  const segments: PlannedSegment[] = [];
  let seal: Seal | null = null;
  for (let index = last; index >= 0;) {
    const head = heads[index];
    if (head === undefined) break;
    const checked = checkHeader(head, { ledgerId, seal });
    if ('severity' in checked) return broken(lastEpoch, checked);
    segments.unshift({ segment: head.segment, header: checked, seal });
    seal = checked.seals[0] ?? null;
    if (seal === null || seal.length === 0) break;
    index = head.epoch - checked.seals.length - 1;
  }
  return { segments, empty, lastEpoch, damage: null };
}

function checkHeader(
  head: SegmentHead,
  expected: { readonly ledgerId: string; readonly seal: Seal | null },
): SegmentHeader | LedgerDamage {
  const { segment, epoch, text } = head;
  if (text === null) {
    return damage(
      'ledger-truncated',
      segment,
      `was sealed with ${expected.seal?.length ?? 0} bytes and has no header now`,
    );
  }
  const header = parseHeader(text);
  if (header === undefined) return damage('ledger-edited', segment, 'is not the header of a segment');
  if ('unknownFormat' in header) {
    const cure = 'A newer Rollcall wrote this ledger: use that version or a later one.';
    return { ...damage('unknown-format', segment, `has the format "${header.unknownFormat}"`), cure };
  }
  if (header.ledgerId !== expected.ledgerId) {
    const text = `belongs to the ledger ${header.ledgerId}, but this workspace's is ${expected.ledgerId}`;
    const cure = 'Put the right ledger in its place, or correct `ledger.id` in rollcall.yaml.';
    return { ...damage('foreign-ledger', segment, text), cure };
  }
  if (header.epoch !== epoch) {
    return damage('ledger-reordered', segment, `was written as ${segmentName(header.epoch)}`);
  }
  if (!sealsFollow(header)) return damage('ledger-edited', segment, 'does not seal the segments right before it');
  return header;
}

/** The seals must name every segment between the one that is gone on from and this one, which are void. */
function sealsFollow(header: SegmentHeader): boolean {
  const { seals, epoch } = header;
  if (seals.length === 0) return epoch === 1;
  const first = epoch - seals.length;
  if (first < 1 || (seals[0]?.length === 0 && first !== 1)) return false;
  return seals.every(
    (seal, index) => seal.segment === segmentName(first + index) && (index === 0 || seal.length === 0),
  );
}

async function readFirstLine(files: LedgerFiles, segment: string): Promise<string | null> {
  for (let size = headSize; ; size *= 4) {
    const bytes = Buffer.from((await files.read(segment, 0, size)) ?? new Uint8Array());
    const end = bytes.indexOf(10);
    // A crash may leave zeros where a header was about to be written.
    if (end !== -1) return bytes.subarray(0, end).includes(0) ? null : bytes.toString('utf8', 0, end);
    if (bytes.length < size) return null;
  }
}

function broken(lastEpoch: number, found: LedgerDamage): SegmentPlan {
  return { segments: [], empty: [], lastEpoch, damage: found };
}

function missing(segment: string): LedgerDamage {
  const text = 'is missing, while later segments are there';
  return { severity: 'error', code: 'segment-missing', segment, line: null, text, cure: restoreCure };
}

function damage(code: LedgerDamage['code'], segment: string, text: string): LedgerDamage {
  return { severity: 'error', code, segment, line: 1, text, cure: restoreCure };
}
