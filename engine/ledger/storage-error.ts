import { type RefusalKind, systemRefusal } from '../model/system-refusal.ts';
import { LedgerError, type LedgerErrorCode } from './ledger-error.ts';

export interface StorageFailure {
  readonly path: string;
  readonly doing: 'read' | 'write';
  /** `ENOSPC`, as the system calls it. */
  readonly systemCode: string;
  readonly cause: unknown;
}

interface Explanation {
  readonly code: LedgerErrorCode;
  readonly text: string;
  readonly cure: string;
}

const codes: Readonly<Record<RefusalKind, LedgerErrorCode>> = {
  full: 'storage-full',
  denied: 'storage-denied',
  'read-only': 'storage-read-only',
  missing: 'storage-failed',
  failed: 'storage-failed',
};

/** Where more can be said than of any file: a ledger is one folder, and has a setting. */
const ownCures: Partial<Readonly<Record<RefusalKind, string>>> = {
  denied: 'Give the user that runs Rollcall the right to read and write this folder, or run as its owner.',
  'read-only': 'Mount it writable, or give `ledger.path` in rollcall.yaml a folder that is.',
  missing: 'Check the path and the disk, then run the same command again. What was confirmed is kept.',
};

/** What a ledger is never written to, though other files may be. */
const ofLedger: ReadonlyMap<string, Explanation> = new Map([
  [
    'ELOOP',
    {
      code: 'storage-failed',
      text: 'it is a symbolic link, and the ledger follows none',
      cure: 'Put the file itself there in place of the link: whoever can change where it leads could change the history.',
    },
  ],
  [
    'ENXIO',
    {
      code: 'storage-failed',
      text: 'it is no regular file, but a named pipe or a device',
      cure: 'Put the file back from a copy, or from Git; nothing but a regular file can hold a ledger.',
    },
  ],
]);

export function storageError({ path, doing, systemCode, cause }: StorageFailure): LedgerError {
  const { code, text, cure } = explain(systemCode, doing);
  const verb = doing === 'read' ? 'read' : 'written';
  return new LedgerError(`The ledger's ${path} cannot be ${verb}: ${text} (${systemCode})`, { code, cure, cause });
}

function explain(systemCode: string, doing: 'read' | 'write'): Explanation {
  const own = ofLedger.get(systemCode);
  if (own !== undefined) return own;
  const { kind, text, cure } = systemRefusal(systemCode, doing);
  return { code: codes[kind], text, cure: ownCures[kind] ?? `${cure} What was confirmed is kept.` };
}
