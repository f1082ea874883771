import type { LedgerEntry, LedgerLine } from '../model/ledger-entry.ts';
import { LedgerError } from './ledger-error.ts';

const known: Readonly<Record<LedgerEntry['type'], true>> = {
  'run-started': true,
  'run-refused': true,
  intent: true,
  done: true,
  accepted: true,
  gated: true,
  failed: true,
  unknown: true,
  noted: true,
  'gate-opened': true,
  'gate-closed': true,
  attested: true,
  'attest-withdrawn': true,
  'offboard-withdrawn': true,
  'run-finished': true,
};

export const entryTypes: readonly string[] = Object.keys(known);

/** @throws LedgerError `unknown-format`: to pass over a line that a newer version wrote would make the state wrong. */
export function assertKnownEntry(line: LedgerLine): void {
  if (Object.hasOwn(known, line.entry.type)) return;
  throw new LedgerError(
    `Entry ${line.seq} of the ledger is of the type "${line.entry.type}", which is not known here`,
    {
      code: 'unknown-format',
      cure: 'A newer Rollcall wrote this ledger: use that version or a later one.',
    },
  );
}
