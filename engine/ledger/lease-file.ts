import { canonicalJson } from '../model/canonical-json.ts';
import type { Digest } from '../model/digest.ts';
import type { Instant } from '../model/instant.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import type { Holder } from './holder.ts';
import type { LedgerFiles } from './ledger-files.ts';
import type { LeaseTimes } from './segment.ts';

export const leaseFileName = 'lease.json';
export const leaseFormat = 'rollcall-lease/1';

/** What the holder writes again and again. It says who is at work; the right to write comes from the segment alone. */
export interface LeaseRecord {
  readonly format: typeof leaseFormat;
  readonly ledgerId: string;
  readonly epoch: number;
  /** New for each holding. */
  readonly token: string;
  /** Counts on with each heartbeat: others watch it move, never its date. */
  readonly beat: number;
  readonly holder: Holder;
  readonly since: Instant;
  readonly times: LeaseTimes;
  /** The holder has gone, and said so. */
  readonly released: boolean;
  /** Number and digest of the last entry that was on the disk then. A ledger that holds less has lost something. */
  readonly seq: number;
  readonly head: Digest;
}

const mostBytes = 64 * 1024;

/** Null where there is none, or none that can be read: then nobody knows who holds the ledger. */
export async function readLease(files: LedgerFiles): Promise<LeaseRecord | null> {
  const bytes = await files.read(leaseFileName, 0, mostBytes);
  if (bytes === null) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return isLease(value) ? value : null;
  } catch {
    return null;
  }
}

export async function writeLease(files: LedgerFiles, record: LeaseRecord): Promise<void> {
  const text = canonicalJson(record as unknown as Json);
  await files.replace(leaseFileName, Buffer.from(`${text}\n`, 'utf8'));
}

function isLease(value: unknown): value is LeaseRecord {
  if (!isJsonObject(value) || value['format'] !== leaseFormat) return false;
  const { epoch, token, beat, holder, times, seq } = value;
  if (typeof epoch !== 'number' || typeof token !== 'string' || typeof beat !== 'number') return false;
  if (!isJsonObject(holder) || !isJsonObject(times) || typeof seq !== 'number') return false;
  return typeof times['duration'] === 'number' && typeof times['requestTimeout'] === 'number';
}
