import { describe, expect, test } from 'vitest';
import { type LeaseRecord, readLease, writeLease } from '../../engine/ledger/lease-file.ts';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { holderCalled, ledgerId, newDesk, putText, terms, textOf } from './support/desk.ts';
import { at, digest } from './support/entries.ts';

const lease: LeaseRecord = {
  format: 'rollcall-lease/1',
  ledgerId,
  epoch: 2,
  token: 't-1',
  beat: 7,
  holder: holderCalled('grace').self,
  since: at,
  times: terms,
  released: false,
  seq: 3,
  head: digest,
};

describe('a lease', () => {
  test('is read as it was written, on one line', async () => {
    const files = memoryLedgerFiles();
    expect(await readLease(files)).toBeNull();
    await writeLease(files, lease);
    expect(await readLease(files)).toEqual(lease);
    expect(textOf(files, 'lease.json')).toMatch(/^\{.*\}\n$/);
  });

  test.each([
    { format: 'rollcall-lease/2' },
    { epoch: '2' },
    { token: 1 },
    { beat: '7' },
    { holder: null },
    { times: [] },
    { times: { duration: 1 } },
    { times: { requestTimeout: 1 } },
    { seq: null },
  ])('says nothing with %j', async (odd) => {
    const files = memoryLedgerFiles();
    putText(files, 'lease.json', JSON.stringify({ ...lease, ...odd }));
    expect(await readLease(files)).toBeNull();
  });

  test.each(['', '{', '[]', 'null'])('says nothing in %j', async (text) => {
    const files = memoryLedgerFiles();
    putText(files, 'lease.json', text);
    expect(await readLease(files)).toBeNull();
  });
});

describe('whoever holds the ledger', () => {
  test('says in the lease who it is, since when, on which terms, and how far the ledger went', async () => {
    const desk = await newDesk();
    const writer = await desk.open('grace');
    const { seq, head } = writer.state();
    expect(await readLease(desk.files)).toMatchObject({
      ledgerId,
      epoch: 2,
      holder: { name: 'grace' },
      times: terms,
      released: false,
      seq,
      head,
    });
    await writer.close();
    expect(await readLease(desk.files)).toMatchObject({ released: true, epoch: 2 });
  });

  test('has a token of its own, and counts its heartbeats', async () => {
    const desk = await newDesk();
    const first = await desk.open('grace');
    const began = await readLease(desk.files);
    await first.close();
    const ended = await readLease(desk.files);
    const second = await desk.open('linus');
    const later = await readLease(desk.files);
    await second.close();
    expect(began?.beat).toBe(1);
    expect(ended?.beat).toBe(2);
    expect([ended?.token === began?.token, later?.token === began?.token]).toEqual([true, false]);
  });
});
