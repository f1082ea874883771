/**
 * What can be wrong with a ledger, each with its own cure:
 * - `lost-ledger`: the workspace knows a ledger id, but nothing stands in the store.
 * - `foreign-ledger`: what stands in the store belongs to another ledger.
 * - `ledger-exists`: a new ledger was asked for where one stands already.
 * - `ledger-edited`, `ledger-truncated`, `ledger-reordered`, `ledger-replayed`, `segment-missing`: the history is no
 *   longer what was written. Nothing is ever appended to such a ledger.
 * - `unknown-format`: a newer Rollcall wrote it.
 * - `lease-held`: somebody else is at work.
 * - `storage-full`, `storage-denied`, `storage-read-only`, `storage-failed`: the store refused to read or write.
 */
export type LedgerErrorCode =
  | 'lost-ledger'
  | 'foreign-ledger'
  | 'ledger-exists'
  | 'ledger-edited'
  | 'ledger-truncated'
  | 'ledger-reordered'
  | 'ledger-replayed'
  | 'segment-missing'
  | 'unknown-format'
  | 'lease-held'
  | 'storage-full'
  | 'storage-denied'
  | 'storage-read-only'
  | 'storage-failed';

export interface LedgerErrorOptions {
  readonly code: LedgerErrorCode;
  /** What a person can do about it. */
  readonly cure: string;
  readonly segment?: string | null;
  /** Line in the segment, from 1; the header is line 1. */
  readonly line?: number | null;
  readonly cause?: unknown;
}

/** A ledger that cannot be read or written. `message` names the place, `cure` what to do. */
export class LedgerError extends Error {
  readonly code: LedgerErrorCode;
  readonly cure: string;
  readonly segment: string | null;
  readonly line: number | null;

  constructor(message: string, options: LedgerErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'LedgerError';
    this.code = options.code;
    this.cure = options.cure;
    this.segment = options.segment ?? null;
    this.line = options.line ?? null;
  }
}
