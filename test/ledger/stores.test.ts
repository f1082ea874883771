import { readdirSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LedgerFiles } from '../../engine/ledger/ledger-files.ts';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { nodeLedgerFiles } from '../../engine/ledger/node-ledger-files.ts';
import { newFolder } from './support/folder.ts';

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8');

describe.each<readonly [string, () => Promise<LedgerFiles>]>([
  ['memory', async () => memoryLedgerFiles()],
  ['a folder', async () => nodeLedgerFiles(await newFolder())],
])('a segment in %s', (_, make) => {
  test('is appended to behind what another one wrote meanwhile', async () => {
    const files = await make();
    await files.create('a');
    const [one, other] = [await files.openSegment('a'), await files.openSegment('a')];
    await one.append(bytesOf('one '));
    await other.append(bytesOf('2 '));
    await one.append(bytesOf('3'));
    expect(Buffer.from((await files.read('a', 0, 99))!).toString()).toBe('one 2 3');
    for (const appender of [one, other]) await appender.close();
  });
});

/** How many files, and the like, this program has open. */
function openFiles(): number {
  return readdirSync('/proc/self/fd').length;
}

describe.runIf(platform() === 'linux')('a folder', () => {
  test('leaves no file open, whatever was done in it', async () => {
    const files = nodeLedgerFiles(join(await newFolder(), 'ledger'));
    await files.create('a');
    const deeds: Record<string, () => Promise<unknown>> = {
      create: async () => (await files.remove('b'), files.create('b')),
      read: () => files.read('a', 0, 9),
      replace: () => files.replace('lease.json', bytesOf('{}')),
      append: async () => {
        const appender = await files.openSegment('a');
        await appender.append(bytesOf('x'));
        await appender.close();
      },
    };
    for (const [name, deed] of Object.entries(deeds)) {
      const before = openFiles();
      for (let round = 0; round < 6; round += 1) await deed();
      expect([name, openFiles() - before < 6]).toEqual([name, true]);
    }
  });
});
