import { placeholders } from '../model/placeholders.ts';
import { LedgerError, type LedgerErrorCode } from './ledger-error.ts';

/** What a reader puts up with, and reports: it does not touch what was promised. */
export type LedgerWarningCode =
  /** The last line of a segment was cut off by a crash before anybody was promised it. */
  | 'torn-line'
  /** A segment that somebody claimed without ever writing its header. */
  | 'empty-segment'
  /** Lines that a former holder wrote after its segment was sealed. They do not count. */
  | 'late-lines';

export interface LedgerWarning {
  readonly severity: 'warning';
  readonly code: LedgerWarningCode;
  readonly segment: string | null;
  /** From 1; the header is line 1. Null where it is about the whole. */
  readonly line: number | null;
  readonly text: string;
  readonly cure: string;
}

/** Damage: the ledger is never written to again. */
export interface LedgerDamage {
  readonly severity: 'error';
  readonly code: LedgerErrorCode;
  readonly segment: string | null;
  readonly line: number | null;
  readonly text: string;
  readonly cure: string;
}

export type LedgerFinding = LedgerWarning | LedgerDamage;

export const restoreCure =
  'Nothing is written to a ledger in this state. Take the file back from Git, whole, or its folder from a copy. ' +
  `Only where there is neither, start a new one: rollcall init --new-ledger --why ${placeholders.reason}`;

export function errorOfDamage(damage: LedgerDamage, place: string): LedgerError {
  const segment = damage.segment === null ? '' : ` ${damage.segment}${damage.line === null ? '' : `:${damage.line}`}`;
  return new LedgerError(`The ledger in ${place} is damaged:${segment} ${damage.text}`, damage);
}
