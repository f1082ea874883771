import { expect, test } from 'vitest';
import type { LedgerFiles } from '../../engine/ledger/ledger-files.ts';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { readLedger } from '../../engine/ledger/read-ledger.ts';
import { verifyLedger } from '../../engine/ledger/verify-ledger.ts';
import { copyOf, ledgerId, newDesk } from './support/desk.ts';
import { intent, runStarted } from './support/entries.ts';

/** A disk with a cache: what was written can be read at once, and only what was synced outlives the power. */
function cached(files: ReturnType<typeof memoryLedgerFiles>) {
  const synced = new Map<string, number>();
  const cache = { killed: false };
  const seen: LedgerFiles = {
    ...files,
    openSegment: async (name) => {
      const appender = await files.openSegment(name);
      const append = async (bytes: Uint8Array): Promise<void> => {
        await appender.append(bytes);
        if (cache.killed) throw new Error('killed between the write and its sync');
        synced.set(name, files.contents.get(name)?.length ?? 0);
      };
      return { ...appender, append };
    },
  };
  const afterPowerFailure = () => {
    const left = copyOf(files);
    for (const [name, length] of synced) left.contents.set(name, left.contents.get(name)!.slice(0, length));
    return left;
  };
  return { seen, cache, afterPowerFailure };
}

/** Found by the simulation: what the former holder wrote and never synced was sealed, and then the power failed. */
test('nothing is sealed that a power failure could still take away', async () => {
  const desk = await newDesk();
  const { seen, cache, afterPowerFailure } = cached(desk.files);
  const killed = await desk.open('grace', { files: seen });
  await killed.append(runStarted());
  cache.killed = true;
  await expect(killed.append(intent('ada'))).rejects.toThrow('killed');
  cache.killed = false;
  const next = await desk.open('linus', { files: seen, dead: ['grace'] });
  expect(next.state().openIntents).toHaveLength(1);
  await next.append(intent('ben'));

  const files = afterPowerFailure();
  expect((await verifyLedger({ files, ledgerId })).findings).toEqual([]);
  expect((await readLedger({ files, ledgerId })).state.openIntents).toHaveLength(2);
});

/** Found by the simulation: the lease of the next holder named an entry that was only in the cache (seed 28441). */
test('the lease names no entry that a power failure could still take away', async () => {
  const desk = await newDesk();
  const { seen, cache, afterPowerFailure } = cached(desk.files);
  const killed = await desk.open('grace', { files: seen });
  await killed.append(runStarted());
  cache.killed = true;
  await expect(killed.append(intent('ada'))).rejects.toThrow('killed');
  await expect(desk.open('linus', { files: seen, dead: ['grace'] })).rejects.toThrow('killed');

  const files = afterPowerFailure();
  expect((await verifyLedger({ files, ledgerId })).findings).toMatchObject([{ code: 'empty-segment' }]);
  expect((await readLedger({ files, ledgerId })).state.openIntents).toHaveLength(0);
});
