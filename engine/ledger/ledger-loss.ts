import { LeaseLostError } from '../model/ledger.ts';
import { LedgerError } from './ledger-error.ts';

/** Why nothing can be written in the ledger any more, and what to do about it. */
export interface LedgerLoss {
  readonly text: string;
  readonly cure: string;
}

/** What to tell of an error of the ledger, wherever it ends a command; undefined for every other error. */
export function ledgerLossOf(error: unknown): LedgerLoss | undefined {
  if (!(error instanceof LedgerError) && !(error instanceof LeaseLostError)) return undefined;
  return { text: error.message, cure: error.cure };
}
