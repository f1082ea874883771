import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { notAFile, unreadable } from './find-files.ts';

/** The most bytes of one manifest file. */
export const mostBytes = 10 * 1024 * 1024;

export type Source =
  | { readonly bytes: Buffer; readonly problem?: undefined }
  | { readonly bytes?: undefined; readonly problem: Diagnostic };

/** The bytes of one manifest file. What is too large, or no regular file, is not read at all. */
export function readSource(folder: string, file: string): Source {
  try {
    return readBytes(join(folder, file), file);
  } catch (error) {
    return { problem: unreadable(file, error) };
  }
}

/** A named pipe would otherwise be waited at for ever: nobody may ever write into it. */
const withoutWaiting = constants.O_RDONLY | constants.O_NONBLOCK;

function readBytes(path: string, file: string): Source {
  const descriptor = openSync(path, withoutWaiting);
  try {
    const type = fstatSync(descriptor);
    if (!type.isFile()) return { problem: notAFile(file) };
    const { size } = type;
    if (size > mostBytes) return { problem: tooLarge(file, size) };
    const bytes = Buffer.allocUnsafe(size);
    let filled = 0;
    while (filled < size) {
      const count = readSync(descriptor, bytes, filled, size - filled, null);
      if (count === 0) break;
      filled += count;
    }
    return { bytes: bytes.subarray(0, filled) };
  } finally {
    closeSync(descriptor);
  }
}

function tooLarge(file: string, size: number): Diagnostic {
  return {
    code: 'file-too-large',
    severity: 'error',
    summary: 'A manifest file that is too large',
    detail: `${file} has ${(size / 1024 / 1024).toFixed(1)} MiB (${size} bytes); at most 10 MiB are read.`,
    cure: 'Split it into several files.',
    at: { file, line: 1, column: 1, length: 1 },
  };
}
