import {
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { removeStaleDrafts } from '../ledger/stale-drafts.ts';
import { systemCode } from '../model/system-refusal.ts';
import { CliFailure } from './cli-failure.ts';
import { unreplaceable, unwritable } from './file-failure.ts';

export interface WholeFile {
  readonly path: string;
  readonly text: string;
  /** Of a file that is not there yet; one that is there keeps its own where this is left out. */
  readonly mode?: number;
  /** Whether it is refused where something stands there already, or appears meanwhile. */
  readonly isNew?: boolean;
}

/** A text that is on the disk already, and not in its place yet. */
export interface Draft {
  /** Puts it there: takes no room any more. */
  readonly place: () => void;
  readonly drop: () => void;
}

/**
 * Writes a file whole or not at all: on a full disk, or after a crash, what stood there stands there still. For that a
 * new file takes the place of the old one: whoever may write the file but not its folder cannot, nor can it be done to
 * a file that is mounted by itself.
 *
 * @throws CliFailure where it cannot be written, with the file and the cure.
 */
export function writeWholeFile(file: WholeFile): void {
  draftFile(file).place();
}

/** The same in two steps. @throws CliFailure as above; nothing is left behind then. */
export function draftFile(file: WholeFile): Draft {
  const { path, text, mode, isNew = false } = file;
  const before = isNew ? undefined : told(path, () => statSync(path, { throwIfNoEntry: false }));
  if (before !== undefined && !before.isFile()) {
    return { place: () => told(path, () => writeInto(path, text)), drop: () => {} };
  }
  const place = before === undefined ? path : told(path, () => realpathSync(path));
  const at = { path, folder: dirname(place) };
  const { descriptor, draft } = toldOfPlace(at, () => openDraft(place, (mode ?? before?.mode ?? 0o666) & 0o7777));
  // Open until the end: as long as it is, no other file gets its number.
  const { ino } = fstatSync(descriptor);
  let isOpen = true;
  const isOurs = (): boolean => isOpen && lstatSync(draft, { throwIfNoEntry: false })?.ino === ino;
  const close = (): void => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  const drop = (): void => {
    if (isOurs()) rmSync(draft, { force: true });
    close();
  };
  const orDrop = (action: () => void): void => {
    try {
      toldOfPlace(at, action);
    } catch (error) {
      drop();
      throw error;
    }
  };
  orDrop(() => writeSynced(descriptor, text, mode === undefined ? before : undefined));
  const put = (): void => {
    if (!isOurs()) {
      close();
      throw collected(path);
    }
    orDrop(() => (isNew ? placeNew(draft, place) : renameSync(draft, place)));
    close();
  };
  return { place: put, drop };
}

/** Another run took it for that of a killed one, and its name may be another draft's by now: it is not touched. */
function collected(path: string): CliFailure {
  return new CliFailure(`${path} cannot be written: this run was stopped for so long that its draft was removed`, {
    cure: 'Run the same command again.',
  });
}

const mostDrafts = 1000;

/**
 * Made anew, so that it never is a link to somewhere else, nor the draft of another program: one in another container,
 * with the same number as this one, may write to the same folder.
 */
function openDraft(place: string, mode: number): { readonly descriptor: number; readonly draft: string } {
  const draftOf = (number: number): string => join(dirname(place), `.${basename(place)}.${number}.draft`);
  for (let number = 1; ; number += 1) {
    const draft = draftOf(number);
    try {
      const descriptor = openSync(draft, 'wx', mode);
      removeStaleDrafts(draft, draftOf);
      return { descriptor, draft };
    } catch (error) {
      if (systemCode(error) !== 'EEXIST' || number === mostDrafts) throw error;
    }
  }
}

function writeSynced(descriptor: number, text: string, like: Stats | undefined): void {
  writeFileSync(descriptor, text);
  if (like !== undefined) keepOwner(descriptor, like);
  fsyncSync(descriptor);
}

/** A name that is taken refuses a second link, where a rename would replace what has it. */
function placeNew(draft: string, place: string): void {
  try {
    linkSync(draft, place);
  } catch (error) {
    if (systemCode(error) === 'EEXIST') throw error;
    // Not every file system knows a second link; nothing is replaced by this either, only a crash leaves a part of it.
    copyFileSync(draft, place, constants.COPYFILE_EXCL);
  }
  rmSync(draft);
}

/**
 * A pipe or a device takes what it is given, and nothing can be put in its place. Opened without waiting first, which a
 * pipe refuses that nobody reads from: it would be waited at for ever.
 */
function writeInto(path: string, text: string): void {
  const descriptor = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  try {
    writeFileSync(path, text);
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

function toldOfPlace<T>(at: { readonly path: string; readonly folder: string }, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw unreplaceable(at, error);
  }
}
