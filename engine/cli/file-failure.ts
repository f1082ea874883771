import { type FileDeed, systemCode, type SystemRefusal, systemRefusal } from '../model/system-refusal.ts';
import { CliFailure } from './cli-failure.ts';
import { isOwnFile, notWhole } from './own-files.ts';

/** `there is no room left (ENOSPC)`, of a file that was to be written. */
export function systemReason(error: unknown): string {
  return reasonFor(error, 'write');
}

/** A file that could not be written. Its `cause` is what the system said. */
export function unwritable(path: string, cause: unknown): CliFailure {
  const { cure } = refusalOf(cause, 'write');
  return new CliFailure(`${path} cannot be written: ${reasonFor(cause, 'write')}`, { cure, cause });
}

/** The same of a file that is put in its place as a whole: for that its folder counts, more than the file itself. */
export function unreplaceable(at: { readonly path: string; readonly folder: string }, cause: unknown): CliFailure {
  const { path, folder } = at;
  const code = codeOf(cause);
  if (code === 'EBUSY') {
    return new CliFailure(`${path} cannot be written: it is in use, or mounted by itself (EBUSY)`, {
      cure: `It is replaced as a whole. Mount its folder ${folder} rather than the file alone, or name another file.`,
      cause,
    });
  }
  if (refusalOf(cause, 'write').kind !== 'denied') return unwritable(path, cause);
  return new CliFailure(`${path} cannot be written: this user may not put files into its folder (${code})`, {
    cure: `Give the user that runs Rollcall the right to write into ${folder}, or run as its owner: the file is replaced as a whole.`,
    cause,
  });
}

/** What the system refused to do with a file, where nobody closer to it knew better; undefined for all else. */
export function refusedBySystem(error: unknown): { readonly message: string; readonly cure: string } | undefined {
  if (codeOf(error) === 'unknown' || !(error instanceof Error)) return undefined;
  if (!('path' in error) || typeof error.path !== 'string') return undefined;
  const { path } = error;
  const deed = deedOf(error);
  if (deed !== 'write' && isOwnFile(path)) {
    const { message, cure = '' } = notWhole(path, error);
    return { message, cure };
  }
  const { cure } = refusalOf(error, deed);
  return { message: `${path} cannot be ${participles[deed]}: ${reasonFor(error, deed)}`, cure };
}

const participles: Readonly<Record<FileDeed, string>> = { read: 'read', write: 'written', use: 'used' };
const reading = new Set(['access', 'lstat', 'opendir', 'read', 'readlink', 'realpath', 'scandir', 'stat']);
const writing = new Set([
  'fsync',
  'ftruncate',
  'link',
  'mkdir',
  'mkdtemp',
  'rename',
  'rmdir',
  'symlink',
  'unlink',
  'write',
]);

/** By the call that failed. A file is opened for both, and copied from what is read to what is written. */
function deedOf(error: Error): FileDeed {
  const call = 'syscall' in error && typeof error.syscall === 'string' ? error.syscall : '';
  if (reading.has(call)) return 'read';
  return writing.has(call) ? 'write' : 'use';
}

function reasonFor(error: unknown, deed: FileDeed): string {
  return `${refusalOf(error, deed).text} (${codeOf(error)})`;
}

function refusalOf(error: unknown, deed: FileDeed): SystemRefusal {
  return systemRefusal(codeOf(error), deed);
}

function codeOf(error: unknown): string {
  return systemCode(error instanceof CliFailure ? error.cause : error) ?? 'unknown';
}
