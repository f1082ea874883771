import { expect, test } from 'vitest';
import { createLedger } from '../../engine/ledger/create-ledger.ts';
import { LedgerError } from '../../engine/ledger/ledger-error.ts';
import type { LedgerFiles } from '../../engine/ledger/ledger-files.ts';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { withdrawLedger } from '../../engine/ledger/withdraw-ledger.ts';
import { ledgerId, newDesk, putText, textOf } from './support/desk.ts';
import { intent } from './support/entries.ts';
import { hookedFiles } from './support/hooked-files.ts';

const deps = { clock: { now: () => 0, monotonic: () => 0 } };

test('a ledger that was just made is gone again', async () => {
  const files = memoryLedgerFiles();
  await createLedger({ files, ledgerId, deps });
  await withdrawLedger({ files, ledgerId });
  expect(await files.list()).toBeNull();
});

test('a ledger of another id, one with lines, and what cannot be read stay', async () => {
  const desk = await newDesk();
  await withdrawLedger({ files: desk.files, ledgerId: 'another' });
  expect(await desk.files.list()).toEqual(['000001.jsonl']);
  const writer = await desk.open('grace');
  await writer.append(intent('ada'));
  await writer.close();
  await withdrawLedger({ files: desk.files, ledgerId });
  expect(textOf(desk.files, '000002.jsonl')).toContain('ada');
  putText(desk.files, '000003.jsonl', 'half a header');
  putText(desk.files, '000004.jsonl', 'no header\n');
  await withdrawLedger({ files: desk.files, ledgerId });
  expect(await desk.files.list()).toEqual(expect.arrayContaining(['000003.jsonl', '000004.jsonl']));
});

test('a ledger that finds no room for its header leaves nothing behind', async () => {
  const files = memoryLedgerFiles();
  const full = new LedgerError('no room', { code: 'storage-full', cure: 'make room' });
  const refusing = hookedFiles(files, { append: () => Promise.reject(full) });
  await expect(createLedger({ files: refusing, ledgerId, deps })).rejects.toBe(full);
  expect(await files.list()).toBeNull();
  const stuck = { ...refusing, remove: () => Promise.reject(new Error('nor this')) };
  await expect(createLedger({ files: stuck, ledgerId, deps })).rejects.toBe(full);
});

test('a ledger that goes away meanwhile needs nothing more', async () => {
  const desk = await newDesk();
  const read: LedgerFiles['read'] = async (name, from, length) =>
    from === 0 ? desk.files.read(name, from, length) : null;
  await withdrawLedger({ files: { ...desk.files, read }, ledgerId });
  expect(await desk.files.list()).toEqual(['000001.jsonl']);
});
