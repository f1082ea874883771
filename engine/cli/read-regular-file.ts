import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** A named pipe would otherwise be waited at for ever: nobody may ever write into it. */
const withoutWaiting = constants.O_RDONLY | constants.O_NONBLOCK;

/** The text of a file of the user. Throws as `readFileSync` does, and for whatever is no regular file. */
export function readRegularFile(path: string): string {
  const descriptor = openSync(path, withoutWaiting);
  try {
    if (!fstatSync(descriptor).isFile()) throw new Error(`${path} is no regular file`);
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}
