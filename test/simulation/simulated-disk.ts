import type { Chance } from './chance.ts';

/** A file: what every program sees of it, and how much of that would be there after the power failed. */
interface File {
  bytes: Uint8Array;
  /** Bytes that are on the disk itself; null where not even the name is. */
  synced: Uint8Array | null;
}

/**
 * A file system with a cache in memory, as a ledger's folder stands on: a program that is killed loses nothing that it
 * wrote, a power failure loses what was not synced, in whole or in part, also from the middle.
 */
export interface SimulatedDisk {
  readonly names: () => readonly string[];
  readonly has: (name: string) => boolean;
  readonly read: (name: string) => Uint8Array | null;
  readonly create: (name: string) => boolean;
  readonly append: (name: string, bytes: Uint8Array) => void;
  readonly put: (name: string, bytes: Uint8Array) => void;
  readonly remove: (name: string) => void;
  /** All bytes of a file reach the disk, whoever wrote them. */
  readonly sync: (name: string) => void;
  /** All names reach the disk, whoever made them. */
  readonly syncNames: () => void;
  readonly failPower: () => void;
  /** All bytes of all files, as text. */
  readonly text: () => string;
}

export function createSimulatedDisk(chance: Chance): SimulatedDisk {
  const files = new Map<string, File>();
  const fileOf = (name: string): File => {
    const file = files.get(name);
    if (file === undefined) throw new Error(`${name} is not on the simulated disk`);
    return file;
  };
  return {
    names: () => [...files.keys()],
    has: (name) => files.has(name),
    read: (name) => files.get(name)?.bytes ?? null,
    create: (name) => {
      if (files.has(name)) return false;
      files.set(name, { bytes: new Uint8Array(), synced: null });
      return true;
    },
    append: (name, bytes) => {
      const file = fileOf(name);
      file.bytes = joined(file.bytes, bytes);
    },
    put: (name, bytes) => {
      files.set(name, { bytes: bytes.slice(), synced: files.get(name)?.synced ?? null });
    },
    remove: (name) => void files.delete(name),
    sync: (name) => {
      const file = files.get(name);
      if (file !== undefined) file.synced = file.bytes;
    },
    syncNames: () => {
      for (const file of files.values()) file.synced ??= new Uint8Array();
    },
    failPower: () => {
      for (const [name, file] of files) {
        const kept = afterPowerFailure(file, chance);
        if (kept === null) files.delete(name);
        else files.set(name, { bytes: kept, synced: kept });
      }
    },
    text: () => [...files.values()].map(({ bytes }) => Buffer.from(bytes).toString('utf8')).join('\n'),
  };
}

/** A replaced file is the old or the new one; a grown one has all, none or a part of what was added. */
function afterPowerFailure({ bytes, synced }: File, chance: Chance): Uint8Array | null {
  if (synced === bytes) return bytes;
  if (synced === null) return chance.happens(0.5) ? null : partOf(bytes, 0, chance);
  const hasGrown = Buffer.from(bytes.subarray(0, synced.length)).equals(synced);
  if (hasGrown) return partOf(bytes, synced.length, chance);
  return chance.happens(0.5) ? bytes : synced;
}

function partOf(bytes: Uint8Array, sure: number, chance: Chance): Uint8Array {
  const kept = bytes.slice(0, sure + chance.below(bytes.length - sure + 1));
  // A block in the middle may have stayed behind while a later one was written.
  if (kept.length > sure && chance.happens(0.2)) kept.fill(0, sure, sure + 1 + chance.below(kept.length - sure));
  return kept;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
