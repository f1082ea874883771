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

const full: Explanation = {
  code: 'storage-full',
  text: 'there is no room left',
  cure: 'Make room there, then run the same command again: what was confirmed is kept.',
};
const denied: Explanation = {
  code: 'storage-denied',
  text: 'this user may not',
  cure: 'Give the user that runs Rollcall the right to read and write this folder, or run as its owner.',
};
const readOnly: Explanation = {
  code: 'storage-read-only',
  text: 'the file system is read-only',
  cure: 'Mount it writable, or give `ledger.path` in rollcall.yaml a folder that is.',
};
const failed: Explanation = {
  code: 'storage-failed',
  text: 'the system refused',
  cure: 'Check the path and the disk, then run the same command again: what was confirmed is kept.',
};

const explanations: Readonly<Record<string, Explanation>> = {
  ENOSPC: full,
  EDQUOT: full,
  EFBIG: full,
  EACCES: denied,
  EPERM: denied,
  EROFS: readOnly,
  ENOTDIR: { ...failed, text: 'a part of the path is a file, not a folder' },
  ELOOP: {
    ...failed,
    text: 'it is a symbolic link, and the ledger follows none',
    cure: 'Put the file itself there in place of the link: whoever can change where it leads could change the history.',
  },
  EIO: { ...failed, text: 'the disk failed' },
};

export function storageError(failure: StorageFailure): LedgerError {
  const { path, doing, systemCode, cause } = failure;
  const { code, text, cure } = Object.hasOwn(explanations, systemCode) ? (explanations[systemCode] ?? failed) : failed;
  return new LedgerError(
    `The ledger's ${path} cannot be ${doing === 'read' ? 'read' : 'written'}: ${text} (${systemCode})`,
    {
      code,
      cure,
      cause,
    },
  );
}
