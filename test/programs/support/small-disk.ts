import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A file system of its own, as small as this; gone after the test. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all the room there is but so many pages of 4 KiB. */
  readonly fill: (pagesLeft: number) => void;
  readonly makeRoom: () => void;
  readonly readOnly: (isReadOnly: boolean) => void;
}

const page = 4096;

/** Why no file system can be mounted here; null where one can. */
export const noMount: string | null = whyNoMount();

function whyNoMount(): string | null {
  if (process.platform !== 'linux') return 'tmpfs is of Linux';
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-mount-'));
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', folder], {
    encoding: 'utf8',
  });
  if (status === 0) spawnSync('umount', [folder]);
  rmdirSync(folder);
  return status === 0 ? null : `nothing may be mounted here: ${(stderr ?? '').trim()}`;
}

/** Everybody may go into it, as into a folder of `/tmp`. */
export function smallDisk(kibibytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-disk-'));
  mounted(['-t', 'tmpfs', '-o', `size=${kibibytes}k,mode=755`, 'tmpfs', folder]);
  const filler = join(folder, 'filler');
  onTestFinished(() => {
    spawnSync('umount', ['-l', folder]);
    rmdirSync(folder);
  });
  return {
    folder,
    fill: (pagesLeft) => fill(filler, pagesLeft),
    makeRoom: () => rmSync(filler, { force: true }),
    readOnly: (isReadOnly) => mounted(['-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, folder]),
  };
}

function fill(filler: string, pagesLeft: number): void {
  const descriptor = openSync(filler, 'w');
  let size = 0;
  try {
    for (;;) size += writeSync(descriptor, Buffer.alloc(page, 1));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    ftruncateSync(descriptor, Math.max(0, size - pagesLeft * page));
    closeSync(descriptor);
  }
}

function mounted(args: readonly string[]): void {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}
