import { constants, type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LedgerError } from './ledger-error.ts';
import type { LedgerFiles, SegmentAppender } from './ledger-files.ts';
import { removeStaleDrafts } from './stale-drafts.ts';
import { storageError } from './storage-error.ts';

const fileMode = 0o600;
const folderMode = 0o700;

/**
 * A ledger in a folder of a local file system, made only when the first segment is. All files are for this user only.
 * Network file systems do not all create exclusively or sync as is needed here.
 */
export function nodeLedgerFiles(folder: string): LedgerFiles {
  const at = (name: string): string => join(folder, name);
  return {
    place: folder,
    list: () => told(folder, 'read', () => orNull(() => readdir(folder))),
    exists: (name) => told(at(name), 'read', async () => (await orNull(() => stat(at(name)))) !== null),
    read: (name, from, length) => told(at(name), 'read', () => orNull(() => readRange(at(name), from, length))),
    create: (name) => told(at(name), 'write', () => createFile(folder, name)),
    openSegment: (name) => told(at(name), 'write', async () => appenderOf(at(name), await open(at(name), appendFlags))),
    replace: (name, bytes) => told(at(name), 'write', () => replaceFile(folder, name, bytes)),
    remove: (name) => told(at(name), 'write', () => removeFile(folder, name)),
  };
}

/**
 * Append only, and never create: a segment that went away is not begun anew behind its own back. Never wait, and never
 * follow a link: what is written must stand in this very folder.
 */
const appendFlags = constants.O_WRONLY | constants.O_APPEND | constants.O_NONBLOCK | constants.O_NOFOLLOW;

async function createFile(folder: string, name: string): Promise<boolean> {
  await makeFolder(folder);
  let handle: FileHandle;
  try {
    handle = await open(join(folder, name), 'wx', fileMode);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(folder);
  return true;
}

function appenderOf(path: string, handle: FileHandle): SegmentAppender {
  return {
    append: (bytes) =>
      told(path, 'write', async () => {
        await handle.appendFile(bytes);
        await handle.datasync();
      }),
    close: () => told(path, 'write', () => handle.close()),
  };
}

/** Not through a link, and without waiting: a named pipe would otherwise be waited at for ever: nobody may ever write into it. */
const withoutWaiting = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

async function readRange(path: string, from: number, length: number): Promise<Uint8Array> {
  const handle = await open(path, withoutWaiting);
  try {
    const type = await handle.stat();
    if (!type.isFile()) throw noFile(path);
    const { size } = type;
    const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - from)));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, from + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await handle.close();
  }
}

function noFile(path: string): LedgerError {
  return new LedgerError(`The ledger's ${path} is no regular file, but a folder, a named pipe or a device`, {
    code: 'storage-failed',
    cure: 'Put the file back from a copy, or from Git; nothing but a regular file can hold a ledger.',
  });
}

async function replaceFile(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const { handle, temporary } = await openTemporary(folder, name);
  try {
    await handle.writeFile(bytes);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(temporary, join(folder, name));
  await syncFolder(folder);
}

/** A name that nobody else uses, whatever crashed or runs beside this. */
async function openTemporary(folder: string, name: string): Promise<{ handle: FileHandle; temporary: string }> {
  const draftOf = (number: number): string => join(folder, `.${name}.${number}`);
  for (let number = 1; ; number += 1) {
    const temporary = draftOf(number);
    try {
      const handle = await open(temporary, 'wx', fileMode);
      removeStaleDrafts(temporary, draftOf);
      return { handle, temporary };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}

async function removeFile(folder: string, name: string): Promise<void> {
  await rm(join(folder, name), { force: true });
  await syncFolder(folder);
}

async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: folderMode });
  if (first !== undefined) await syncFolder(dirname(first));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function orNull<T>(action: () => Promise<T>): Promise<T | null> {
  try {
    return await action();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

async function told<T>(path: string, doing: 'read' | 'write', action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof LedgerError) throw error;
    throw storageError({ path, doing, systemCode: codeOf(error), cause: error });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
