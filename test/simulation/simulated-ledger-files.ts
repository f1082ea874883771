import { LedgerError } from '../../engine/ledger/ledger-error.ts';
import type { LedgerFiles } from '../../engine/ledger/ledger-files.ts';
import { storageError } from '../../engine/ledger/storage-error.ts';
import type { Chance } from './chance.ts';
import type { SimulatedDisk } from './simulated-disk.ts';
import type { SimulatedProgram } from './simulated-program.ts';
import { diskTroubles, type Point } from './troubles.ts';

const reading: Omit<Point, 'side'> = { place: 'disk-read', writes: false };
const writing: Omit<Point, 'side'> = { place: 'disk-write', writes: true };

export interface SimulatedFilesInput {
  readonly disk: SimulatedDisk;
  readonly program: SimulatedProgram;
  readonly chance: Chance;
}

/** The ledger's store as one program sees it. Between a write and its sync anything may happen. */
export function simulatedLedgerFiles(input: SimulatedFilesInput): LedgerFiles {
  const { disk, program } = input;
  const write = async <Value>(name: string, act: () => Value): Promise<Value> => {
    refuse(program, name);
    const value = await program.touch(writing, act);
    await program.touch(writing, () => disk.sync(name));
    await program.touch(writing, disk.syncNames);
    return value;
  };
  return {
    place: 'the simulated disk',
    list: () => program.touch(reading, () => (disk.names().length === 0 ? null : disk.names())),
    exists: (name) => program.touch(reading, () => disk.has(name)),
    read: (name, from, length) => program.touch(reading, () => disk.read(name)?.slice(from, from + length) ?? null),
    create: (name) => create(input, name),
    openSegment: async (name) => ({
      append: (bytes) => append(input, name, bytes),
      close: async () => undefined,
    }),
    replace: (name, bytes) => write(name, () => disk.put(name, bytes)),
    remove: (name) => write(name, () => disk.remove(name)),
  };
}

async function create({ disk, program }: SimulatedFilesInput, name: string): Promise<boolean> {
  refuse(program, name);
  if (!(await program.touch(writing, () => disk.create(name)))) return false;
  await program.touch(writing, () => disk.sync(name));
  await program.touch(writing, disk.syncNames);
  return true;
}

/** What fails, and what a program dies in, may have written a part. */
async function append(input: SimulatedFilesInput, name: string, bytes: Uint8Array): Promise<void> {
  const { disk, program, chance } = input;
  const part = bytes.subarray(0, chance.below(bytes.length + 1));
  try {
    refuse(program, name);
  } catch (error) {
    await program.touch(writing, () => disk.append(name, part));
    throw error;
  }
  const isTorn = chance.happens(0.3);
  if (isTorn) {
    await program.touch(writing, () => disk.append(name, part));
    await program.touch(writing, () => disk.append(name, bytes.subarray(part.length)));
  } else await program.touch(writing, () => disk.append(name, bytes));
  await program.touch(writing, () => disk.sync(name));
}

function refuse(program: SimulatedProgram, path: string): void {
  const trouble = program.troubles.take({ ...writing, side: 'before' }, diskTroubles);
  if (trouble === undefined) return;
  const systemCode = trouble.what === 'disk-full' ? 'ENOSPC' : 'EIO';
  const error: LedgerError = storageError({ path, doing: 'write', systemCode, cause: undefined });
  throw error;
}
