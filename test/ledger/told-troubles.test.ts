import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readFileSync, readlinkSync } from 'node:fs';
import { platform } from 'node:os';
import { describe, expect, test } from 'vitest';
import { createLedger } from '../../engine/ledger/create-ledger.ts';
import { LedgerError } from '../../engine/ledger/ledger-error.ts';
import { errorOfDamage, type LedgerDamage } from '../../engine/ledger/ledger-finding.ts';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { nodeHolder } from '../../engine/ledger/node-holder.ts';
import { nodeLedgerFiles } from '../../engine/ledger/node-ledger-files.ts';
import { storageError } from '../../engine/ledger/storage-error.ts';
import { ledgerId, newDesk, putText } from './support/desk.ts';
import { newFolder } from './support/folder.ts';

const bytes = Buffer.from('{}');

describe('a store that fails', () => {
  test('says whether it could not be read or not be written', async () => {
    const file = join(await newFolder(), 'file');
    await writeFile(file, '');
    const files = nodeLedgerFiles(join(file, 'ledger'));
    for (const read of [() => files.list(), () => files.exists('a'), () => files.read('a', 0, 1)]) {
      await expect(read()).rejects.toThrow(/cannot be read: a part of the path is a file/);
    }
    const writes = [
      () => files.create('a'),
      () => files.openSegment('a'),
      () => files.replace('a', bytes),
      () => files.remove('a'),
    ];
    for (const write of writes) {
      await expect(write()).rejects.toThrow(/cannot be written: .*\(ENOTDIR\)/);
    }
  });

  test('does not take any refusal for a name that is taken', async () => {
    const folder = await newFolder();
    await expect(nodeLedgerFiles(folder).create('no-such-folder/a')).rejects.toThrow('(ENOENT)');
    await expect(nodeLedgerFiles(join(folder, 'none')).replace('lease.json', bytes)).rejects.toThrow('(ENOENT)');
  });

  test('is told with its cause, and an error without one has none', async () => {
    const cause = new Error('no disk');
    expect(storageError({ path: 'l', doing: 'read', systemCode: 'EIO', cause }).cause).toBe(cause);
    expect('cause' in new LedgerError('x', { code: 'lost-ledger', cure: 'y' })).toBe(false);
  });

  test('knows what is there', async () => {
    const folder = await newFolder();
    await mkdir(join(folder, 'a'));
    expect(await nodeLedgerFiles(folder).exists('a')).toBe(true);
    expect(memoryLedgerFiles().place).toBe('memory');
  });

  test('in memory keeps what was given to it, not what becomes of that later', async () => {
    const files = memoryLedgerFiles();
    const given = Buffer.from('before');
    await files.replace('a', given);
    given.write('after!');
    expect(Buffer.from((await files.read('a', 0, 9))!).toString()).toBe('before');
  });
});

describe('damage is told', () => {
  const damage = { severity: 'error', code: 'ledger-edited', text: 'was changed', cure: 'Restore it.' } as const;

  test.each([
    [{ segment: '000002.jsonl', line: 7 }, 'The ledger in l is damaged: 000002.jsonl:7 was changed'],
    [{ segment: '000002.jsonl', line: null }, 'The ledger in l is damaged: 000002.jsonl was changed'],
    [{ segment: null, line: null }, 'The ledger in l is damaged: was changed'],
  ])('with its place %j', (place, text) => {
    expect(errorOfDamage({ ...damage, ...place } satisfies LedgerDamage, 'l').message).toBe(text);
  });
});

describe('a new ledger is not put over one that is there', () => {
  const deps = { clock: { now: () => 0, monotonic: () => 0 } };
  const message = 'There is a ledger in memory already';

  test('which is named where it says who it is', async () => {
    const { files } = await newDesk();
    await expect(createLedger({ files, ledgerId: 'new', deps })).rejects.toThrow(`${message} (${ledgerId})`);
  });

  test.each(['odd\n', '{"format":"rollcall-ledger/9"}\n'])('which says no name in %j', async (text) => {
    const files = memoryLedgerFiles();
    putText(files, '000001.jsonl', text);
    const tried = createLedger({ files, ledgerId, deps });
    await expect(tried).rejects.toMatchObject({ message, code: 'ledger-exists' });
  });

  test('where another program begins one at the same moment', async () => {
    const files = { ...memoryLedgerFiles(), create: () => Promise.resolve(false) };
    await expect(createLedger({ files, ledgerId, deps })).rejects.toMatchObject({ message, code: 'ledger-exists' });
  });
});

test.runIf(platform() === 'linux')('a holder tells which start of which machine it runs on', () => {
  expect(nodeHolder('grace').self).toMatchObject({
    bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    pidNamespace: readlinkSync('/proc/self/ns/pid'),
  });
});
