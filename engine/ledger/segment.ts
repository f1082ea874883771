import { canonicalJson } from '../model/canonical-json.ts';
import { type Digest, isDigest } from '../model/digest.ts';
import type { Instant, Milliseconds } from '../model/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { LedgerEntry, LedgerLine } from '../model/ledger-entry.ts';
import type { Holder } from './holder.ts';

export const ledgerFormat = 'rollcall-ledger/1';

/** How much of an earlier segment counts. Length 0 for one whose header was never written. */
export interface Seal {
  readonly segment: string;
  /** In bytes. */
  readonly length: number;
  /** Over those bytes. */
  readonly digest: Digest;
}

/** The first line of a segment. It is a line of the chain as any other. */
export interface SegmentHeader {
  readonly format: typeof ledgerFormat;
  readonly ledgerId: string;
  readonly epoch: number;
  readonly at: Instant;
  /** Digest of the last line that counts before this one; of nothing in the first segment. */
  readonly prev: Digest;
  /** All segments since the last one with a header, that one first. Empty only at the very start. */
  readonly seals: readonly Seal[];
  /** Null where nobody could ever write in it: the segment that a new ledger begins with. */
  readonly holder: Holder | null;
  readonly lease: LeaseTimes | null;
}

export interface LeaseTimes {
  readonly duration: Milliseconds;
  /** The longest that one request to a portal may take. */
  readonly requestTimeout: Milliseconds;
}

const namePattern = /^(\d{6,})\.jsonl$/;

export function segmentName(epoch: number): string {
  return `${String(epoch).padStart(6, '0')}.jsonl`;
}

/** Undefined where the name is not a segment's. */
export function epochOfSegment(name: string): number | undefined {
  const match = namePattern.exec(name);
  const epoch = Number(match?.[1]);
  return epoch > 0 && segmentName(epoch) === name ? epoch : undefined;
}

/** The header without its line end; its digest is what the next line holds as `prev`. */
export function encodeHeader(header: SegmentHeader): string {
  // Interfaces have no index signature, so the compiler cannot see that these are JSON.
  return canonicalJson(header as unknown as Json);
}

/** @throws RangeError for a number that JSON cannot hold. */
export function encodeEntry(entry: LedgerEntry): string {
  return canonicalJson(entry as unknown as Json);
}

/** One line without its line end, in canonical JSON; `entry` is its entry where that is encoded already. */
export function encodeLine(line: LedgerLine, entry = encodeEntry(line.entry)): string {
  return `{"at":"${line.at}","entry":${entry},"prev":"${line.prev}","seq":${line.seq}}`;
}

/** Undefined where the text is not a header, of any format. */
export function parseHeader(text: string): SegmentHeader | { readonly unknownFormat: string } | undefined {
  const value = parseObject(text);
  if (value === undefined || typeof value['format'] !== 'string') return undefined;
  if (value['format'] !== ledgerFormat) return { unknownFormat: value['format'] };
  const { ledgerId, epoch, at, prev, seals } = value;
  if (typeof ledgerId !== 'string' || typeof epoch !== 'number' || typeof at !== 'string') return undefined;
  if (typeof prev !== 'string' || !isDigest(prev) || !Array.isArray(seals) || !seals.every(isSeal)) return undefined;
  return value as unknown as SegmentHeader;
}

/** Undefined where the text is not a numbered, dated and chained entry. The entry's own shape is not looked at. */
export function parseLine(text: string): LedgerLine | undefined {
  const value = parseObject(text);
  if (value === undefined || !Number.isSafeInteger(value['seq']) || typeof value['at'] !== 'string') return undefined;
  const entry = value['entry'];
  if (typeof value['prev'] !== 'string' || !isJsonObject(entry) || typeof entry['type'] !== 'string') return undefined;
  return value as unknown as LedgerLine;
}

function isSeal(value: Json): boolean {
  if (!isJsonObject(value)) return false;
  const { segment, length, digest } = value;
  return typeof segment === 'string' && typeof length === 'number' && typeof digest === 'string' && isDigest(digest);
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
