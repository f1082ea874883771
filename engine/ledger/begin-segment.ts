import { type Digest, digestOf } from '../model/digest.ts';
import type { LedgerFiles, SegmentAppender } from './ledger-files.ts';
import type { SegmentCursor } from './scan-segment.ts';
import { encodeHeader, type Seal, type SegmentHeader, segmentName } from './segment.ts';

/** A segment with its header on the disk, ready for lines. */
export interface BegunSegment {
  readonly appender: SegmentAppender;
  /** What the first line has to follow from. */
  readonly chain: Digest;
}

/** Writes the header of a segment that this caller has claimed. */
export async function beginSegment(files: LedgerFiles, header: SegmentHeader): Promise<BegunSegment> {
  const appender = await files.openSegment(segmentName(header.epoch));
  const text = encodeHeader(header);
  await appender.append(Buffer.from(`${text}\n`, 'utf8'));
  return { appender, chain: digestOf(text) };
}

/** Makes sure that what can be read of a segment is on the disk too. */
export async function settleSegment(files: LedgerFiles, segment: string): Promise<void> {
  const appender = await files.openSegment(segment);
  try {
    await appender.append(new Uint8Array());
  } finally {
    await appender.close();
  }
}

/** What counts before a new segment: the segment that was read to its end, and void ones behind it. */
export function sealsBefore(epoch: number, cursor: SegmentCursor | null): readonly Seal[] {
  const seals: Seal[] = [];
  for (let before = epoch - 1; before >= 1; before -= 1) {
    const segment = segmentName(before);
    if (segment === cursor?.segment) {
      seals.unshift({ segment, length: cursor.offset, digest: `sha256:${cursor.hash.copy().digest('hex')}` });
      break;
    }
    seals.unshift({ segment, length: 0, digest: digestOf('') });
  }
  return seals;
}
