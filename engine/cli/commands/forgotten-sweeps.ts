import type { LedgerFiles } from '../../ledger/ledger-files.ts';
import { LedgerError } from '../../ledger/ledger-error.ts';
import { foldFiles } from '../../ledger/read-ledger.ts';

/**
 * To whom and where nothing is given again by itself, as far as a ledger that may be damaged can be read: a ledger that
 * takes its place does not know it. One clause for each.
 */
export async function forgottenSweeps(files: LedgerFiles, ledgerId: string): Promise<readonly string[]> {
  try {
    const { fold } = await foldFiles({ files, ledgerId });
    const { offboarded, lockdowns } = fold.state();
    return [
      ...[...offboarded.values()].map(({ email }) => `${email} was offboarded`),
      ...[...lockdowns.values()].map(({ portal }) => `${portal} was locked down`),
    ];
  } catch (error) {
    if (error instanceof LedgerError) return [];
    throw error;
  }
}
