import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { unwritable } from './file-failure.ts';

export interface WholeFile {
  readonly path: string;
  readonly text: string;
  /** Of a file that is not there yet; one that is there keeps its own where this is left out. */
  readonly mode?: number;
}

/** A text that is on the disk already, and not in its place yet. */
export interface Draft {
  /** Puts it there: takes no room any more. */
  readonly place: () => void;
  readonly drop: () => void;
}

/**
 * Writes a file whole or not at all: on a full disk, or after a crash, what stood there stands there still.
 *
 * @throws CliFailure where it cannot be written, with the file and the cure.
 */
export function writeWholeFile(file: WholeFile): void {
  draftFile(file).place();
}

/** The same in two steps. @throws CliFailure as above; nothing is left behind then. */
export function draftFile({ path, text, mode }: WholeFile): Draft {
  const before = told(path, () => statSync(path, { throwIfNoEntry: false }));
  // A pipe or a device takes what it is given, and nothing can be put in its place.
  if (before !== undefined && !before.isFile()) {
    return { place: () => told(path, () => writeFileSync(path, text)), drop: () => {} };
  }
  const place = before === undefined ? path : realpathSync(path);
  const draft = join(dirname(place), `.${basename(place)}.${process.pid}.draft`);
  const drop = (): void => rmSync(draft, { force: true });
  const orDrop = (action: () => void): void => {
    try {
      told(path, action);
    } catch (error) {
      drop();
      throw error;
    }
  };
  orDrop(() => {
    // Made anew, so that it never is a link to somewhere else.
    drop();
    writeSynced({ path: draft, text, mode: mode ?? before?.mode ?? 0o666 }, mode === undefined ? before : undefined);
  });
  return { place: () => orDrop(() => renameSync(draft, place)), drop };
}

function writeSynced({ path, text, mode }: Required<WholeFile>, like: Stats | undefined): void {
  const descriptor = openSync(path, 'wx', mode & 0o7777);
  try {
    writeFileSync(descriptor, text);
    if (like !== undefined) keepOwner(descriptor, like);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** What `sudo rollcall init` writes still belongs to whom the file belonged to. */
function keepOwner(descriptor: number, { uid, gid, mode }: Stats): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch {
    // Only root may give a file away.
  }
  fchmodSync(descriptor, mode & 0o7777);
}

function told<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw unwritable(path, error);
  }
}
