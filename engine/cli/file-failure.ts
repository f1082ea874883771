import { CliFailure } from './cli-failure.ts';

/** What the system says of files, in words. */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no room left',
  EDQUOT: 'there is no room left',
  EFBIG: 'there is no room left',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EROFS: 'the file system is read-only',
  ENOENT: 'its folder is not there',
  ENOTDIR: 'something else is in the way',
  EISDIR: 'something else is in the way',
  EEXIST: 'something else is in the way',
  ELOOP: 'its links lead nowhere',
  EIO: 'the disk failed',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
};

const cures: Readonly<Record<string, string>> = {
  ENOSPC: 'Make room there, then run the same command again.',
  EDQUOT: 'Make room there, then run the same command again.',
  EFBIG: 'Make room there, then run the same command again.',
  EACCES: 'Give the user that runs Rollcall the right to it, or run as its owner.',
  EPERM: 'Give the user that runs Rollcall the right to it, or run as its owner.',
  EROFS: 'Mount it writable, or work in a folder that is.',
  ENOENT: 'Name a file in a folder that exists and that you may write to.',
};

/** The system's own code, such as `ENOSPC`; undefined for an error that is not of the system. */
function systemCode(error: unknown): string | undefined {
  if (error instanceof CliFailure) return systemCode(error.cause);
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return /^E[A-Z0-9]+$/.test(error.code) ? error.code : undefined;
}

/** `there is no room left (ENOSPC)` */
export function systemReason(error: unknown): string {
  const code = systemCode(error) ?? 'unknown';
  return `${reasons[code] ?? 'the system refused'} (${code})`;
}

/** A file that could not be written. Its `cause` is what the system said. */
export function unwritable(path: string, cause: unknown): CliFailure {
  return new CliFailure(`${path} cannot be written: ${systemReason(cause)}`, { cure: cureOf(cause), cause });
}

/** What the system refused to do with a file, where nobody closer to it knew better; undefined for all else. */
export function refusedBySystem(error: unknown): { readonly message: string; readonly cure: string } | undefined {
  if (systemCode(error) === undefined || !(error instanceof Error)) return undefined;
  if (!('path' in error) || typeof error.path !== 'string') return undefined;
  return { message: `${error.path} cannot be used: ${systemReason(error)}`, cure: cureOf(error) };
}

function cureOf(error: unknown): string {
  return cures[systemCode(error) ?? ''] ?? 'Check the path and the disk, then run the same command again.';
}
