import { createHash, type Hash } from 'node:crypto';
import { type Digest, digestOf } from '../model/digest.ts';
import type { LedgerLine } from '../model/ledger-entry.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { type LedgerDamage, restoreCure } from './ledger-finding.ts';
import { parseLine } from './segment.ts';

/** How far a segment was read, and what the next line must follow from. A scan can go on from here. */
export interface SegmentCursor {
  readonly segment: string;
  /** Bytes up to the end of the last line that counts. */
  offset: number;
  /** Lines that count, the header included. */
  lines: number;
  /** Number of the last entry, over all segments. */
  seq: number;
  /** Digest of the last line of the chain, headers included. */
  chain: Digest;
  /** Over the bytes up to `offset`. */
  readonly hash: Hash;
}

export type LineSink = (line: LedgerLine, digest: Digest) => void;

export interface ScanOptions {
  readonly files: LedgerFiles;
  readonly cursor: SegmentCursor;
  /** Where the segment was sealed; null where it is the last one, whose end may be torn. */
  readonly limit: number | null;
  readonly onLine: LineSink;
  /** Checks the first line; the header counts as a line of the chain. */
  readonly onHeader: (text: string) => LedgerDamage | null;
}

export interface ScanResult {
  readonly damage: LedgerDamage | null;
  /** Whether bytes behind the last whole line do not count: a write that a crash cut off, or one still under way. */
  readonly torn: boolean;
}

const chunkSize = 4 * 1024 * 1024;
const lineEnd = 10;

export function newCursor(segment: string, after: { readonly seq: number; readonly chain: Digest }): SegmentCursor {
  return { segment, offset: 0, lines: 0, seq: after.seq, chain: after.chain, hash: createHash('sha256') };
}

/** Goes over the lines from the cursor on, moves it behind each line that counts, and stops at the first damage. */
export async function scanSegment(options: ScanOptions): Promise<ScanResult> {
  const { cursor, limit } = options;
  let size = chunkSize;
  for (;;) {
    const most = limit === null ? size : Math.min(size, limit - cursor.offset);
    const bytes = (await options.files.read(cursor.segment, cursor.offset, most)) ?? new Uint8Array();
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const atEnd = chunk.length < most || (limit !== null && cursor.offset + chunk.length === limit);
    const before = cursor.offset;
    const stop = scanChunk(options, chunk, atEnd);
    if (stop !== null) return stop;
    if (atEnd) return atLimit(cursor, limit, chunk.length - (cursor.offset - before));
    // A line longer than the chunk: the next try takes more at once.
    size = cursor.offset === before ? size * 2 : chunkSize;
  }
}

function scanChunk(options: ScanOptions, chunk: Buffer, atEnd: boolean): ScanResult | null {
  const { cursor } = options;
  let start = 0;
  let stop: ScanResult | null = null;
  for (let end = chunk.indexOf(lineEnd); end !== -1; end = chunk.indexOf(lineEnd, start)) {
    const bytes = chunk.subarray(start, end);
    const isLast = atEnd && end === chunk.length - 1;
    stop = cursor.lines === 0 ? takeHeader(options, bytes) : takeLine(options, bytes, { isLast, chunk });
    if (stop !== null) break;
    cursor.lines += 1;
    start = end + 1;
  }
  // All lines that count at once: line by line this would take as long as everything else.
  cursor.hash.update(chunk.subarray(0, start));
  cursor.offset += start;
  return stop;
}

function takeHeader(options: ScanOptions, bytes: Buffer): ScanResult | null {
  const damage = options.onHeader(bytes.toString('utf8'));
  if (damage !== null) return { damage, torn: false };
  options.cursor.chain = digestOf(bytes);
  return null;
}

function takeLine(
  options: ScanOptions,
  bytes: Buffer,
  around: { readonly isLast: boolean; readonly chunk: Buffer },
): ScanResult | null {
  const { cursor } = options;
  const line = parseLine(bytes.toString('utf8'));
  if (line === undefined) {
    // Only the end of the last segment may be torn: cut off, or pages that a crash left as zeros.
    if (options.limit === null && (around.isLast || bytes.includes(0))) return { damage: null, torn: true };
    return { damage: edited(cursor, cursor.lines + 1, 'is not a line of a ledger'), torn: false };
  }
  if (line.seq !== cursor.seq + 1 || line.prev !== cursor.chain) {
    return { damage: explainBreak(cursor, line, around.chunk), torn: false };
  }
  const digest = digestOf(bytes);
  options.onLine(line, digest);
  cursor.seq = line.seq;
  cursor.chain = digest;
  return null;
}

/** What must have happened that this line does not follow from the one before it. */
function explainBreak(cursor: SegmentCursor, line: LedgerLine, chunk: Buffer): LedgerDamage {
  const at = cursor.lines + 1;
  const wanted = cursor.seq + 1;
  if (line.seq === wanted) {
    return edited(cursor, at - 1, `or line ${at} was changed after it was written: one does not follow from the other`);
  }
  if (line.seq < wanted) {
    return damageAt(cursor, at, { code: 'ledger-replayed', text: `entry ${line.seq} stands there a second time` });
  }
  const later = chunk.includes(`"seq":${wanted}}`);
  if (later) {
    return damageAt(cursor, at, { code: 'ledger-reordered', text: `entry ${line.seq} stands before entry ${wanted}` });
  }
  const text = `entries ${wanted} to ${line.seq - 1} are missing before this line`;
  return damageAt(cursor, at, { code: 'ledger-truncated', text });
}

function atLimit(cursor: SegmentCursor, limit: number | null, rest: number): ScanResult {
  if (limit === null) return { damage: null, torn: rest > 0 };
  if (cursor.offset + rest < limit) {
    const text = `the segment was sealed with ${limit} bytes and now has ${cursor.offset + rest}`;
    return { damage: damageAt(cursor, cursor.lines, { code: 'ledger-truncated', text }), torn: false };
  }
  if (rest > 0) return { damage: edited(cursor, cursor.lines + 1, 'runs over the end that was sealed'), torn: false };
  return { damage: null, torn: false };
}

function edited(cursor: SegmentCursor, line: number, text: string): LedgerDamage {
  return damageAt(cursor, line, { code: 'ledger-edited', text });
}

function damageAt(
  cursor: SegmentCursor,
  line: number,
  what: { readonly code: LedgerDamage['code']; readonly text: string },
): LedgerDamage {
  return { severity: 'error', ...what, segment: cursor.segment, line, cure: restoreCure };
}
