import { LedgerError } from './ledger-error.ts';
import type { LedgerFiles, SegmentAppender } from './ledger-files.ts';

/** A store in memory, for an engine that runs wholly in one process. `contents` is the store itself. */
export interface MemoryLedgerFiles extends LedgerFiles {
  readonly contents: Map<string, Uint8Array>;
}

export function memoryLedgerFiles(): MemoryLedgerFiles {
  const contents = new Map<string, Uint8Array>();
  return {
    place: 'memory',
    contents,
    list: async () => (contents.size === 0 ? null : [...contents.keys()]),
    exists: async (name) => contents.has(name),
    read: async (name, from, length) => contents.get(name)?.slice(from, from + length) ?? null,
    create: async (name) => {
      if (contents.has(name)) return false;
      contents.set(name, new Uint8Array());
      return true;
    },
    openSegment: async (name) => memoryAppender(contents, name),
    replace: async (name, bytes) => {
      // The slice of a buffer would be the very same bytes.
      contents.set(name, new Uint8Array(bytes));
    },
    remove: async (name) => {
      contents.delete(name);
    },
  };
}

/** Keeps spare room behind the bytes, so that many small appends do not copy the whole each time. */
function memoryAppender(contents: Map<string, Uint8Array>, name: string): SegmentAppender {
  let room = new Uint8Array();
  return {
    append: async (bytes) => {
      const before = contents.get(name);
      if (before === undefined) {
        throw new LedgerError(`${name} is not in memory`, { code: 'storage-failed', cure: 'Create it first.' });
      }
      const length = before.length + bytes.length;
      if (before.buffer !== room.buffer || room.length < length) {
        room = new Uint8Array(length * 2);
        room.set(before);
      }
      room.set(bytes, before.length);
      contents.set(name, room.subarray(0, length));
    },
    close: async () => {},
  };
}
