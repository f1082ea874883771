import { describe, expect, test } from 'vitest';
import type { LedgerFiles } from '../../engine/ledger/ledger-files.ts';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { readChain } from '../../engine/ledger/read-chain.ts';
import { readLedger } from '../../engine/ledger/read-ledger.ts';
import { verifyLedger } from '../../engine/ledger/verify-ledger.ts';
import { ledgerId, newDesk, putText, textOf } from './support/desk.ts';
import { intent } from './support/entries.ts';

const second = '000002.jsonl';
const third = '000003.jsonl';

/** Epoch 2 holds entries 1 and 2, epoch 3 entry 3. */
async function history() {
  const desk = await newDesk();
  for (const people of [['ada', 'bob'], ['cyd']]) {
    const writer = await desk.open('grace');
    for (const person of people) await writer.append(intent(person));
    await writer.close();
  }
  await desk.files.remove('lease.json');
  return desk;
}

/** A store in which the last segment stands only at some of the looks. */
function blinking(files: LedgerFiles, isThere: (look: number) => boolean) {
  let looks = 0;
  const list = async () => {
    looks += 1;
    const there = isThere(looks);
    return ((await files.list()) ?? []).filter((name) => name !== third || there);
  };
  return { files: { ...files, list }, looks: () => looks };
}

describe('a ledger to which somebody writes meanwhile', () => {
  test('is read again where what was the last segment is sealed by now', async () => {
    const { files } = await history();
    const { state } = await readLedger({ files: blinking(files, (look) => look > 1).files, ledgerId });
    expect(state.seq).toBe(3);
  });

  test('is read at most five times', async () => {
    const { files } = await history();
    const store = blinking(files, (look) => look % 2 === 0);
    expect((await readLedger({ files: store.files, ledgerId })).state.seq).toBe(2);
    expect(store.looks()).toBe(10);
  });

  test('is read once where nothing came in between', async () => {
    const { files } = await history();
    const store = blinking(files, () => true);
    await readLedger({ files: store.files, ledgerId });
    expect(store.looks()).toBe(2);
  });
});

describe('a sound ledger', () => {
  test('has nothing to be told of', async () => {
    const { files } = await history();
    expect(await verifyLedger({ files, ledgerId })).toMatchObject({ sound: true, findings: [], seq: 3 });
  });

  test('is not measured by the lease of another one', async () => {
    const desk = await newDesk();
    const writer = await desk.open('grace');
    await writer.append(intent('ada'));
    await writer.close();
    const lease = JSON.parse(textOf(desk.files, 'lease.json')) as object;
    putText(desk.files, 'lease.json', JSON.stringify({ ...lease, ledgerId: 'other', seq: 99, epoch: 99 }));
    expect((await readLedger({ files: desk.files, ledgerId })).state.seq).toBe(1);
  });

  test('may have a segment that was claimed and never begun', async () => {
    const { files } = await history();
    putText(files, '000004.jsonl', '');
    const { findings, state } = await readLedger({ files, ledgerId });
    expect(findings).toMatchObject([
      { severity: 'warning', code: 'empty-segment', segment: '000004.jsonl', line: null },
    ]);
    expect(state.seq).toBe(3);
  });

  test('may be sealed at megabytes, with lines that are longer than what is read at once', async () => {
    const desk = await newDesk();
    for (const people of [['ada', 'bob', 'cyd'], ['dan']]) {
      const writer = await desk.open('grace');
      for (const person of people) {
        await writer.append(intent(person, person === 'bob' ? { after: { note: 'x'.repeat(9 * 1024 * 1024) } } : {}));
      }
      await writer.close();
    }
    const late = `${textOf(desk.files, second)}${'y'.repeat(9000)}`;
    putText(desk.files, second, late);
    const { sound, findings, seq } = await verifyLedger({ files: desk.files, ledgerId });
    expect([sound, seq]).toEqual([true, 4]);
    expect(findings).toMatchObject([{ code: 'torn-line', segment: second }]);
  });
});

describe('a ledger that is gone', () => {
  test('is lost where nothing of it was ever begun', async () => {
    const files = memoryLedgerFiles();
    putText(files, '000001.jsonl', '');
    await expect(readChain({ files, ledgerId }, () => undefined)).rejects.toMatchObject({ code: 'lost-ledger' });
  });

  test('is lost also where it goes away while it is read', async () => {
    const { files } = await history();
    let looks = 0;
    const list = async () => {
      looks += 1;
      return looks === 1 ? files.list() : null;
    };
    await expect(readLedger({ files: { ...files, list }, ledgerId })).rejects.toMatchObject({ code: 'lost-ledger' });
  });

  test('and of which a segment goes away right after it was read has nothing late in it', async () => {
    const { files } = await history();
    const read: LedgerFiles['read'] = async (name, from, length) =>
      name === second && from > 0 ? null : files.read(name, from, length);
    expect(await verifyLedger({ files: { ...files, read }, ledgerId })).toMatchObject({ sound: true, findings: [] });
  });

  test('is verified as one without anything', async () => {
    const verified = await verifyLedger({ files: memoryLedgerFiles(), ledgerId });
    const counts = { segments: 0, entries: 0, bytes: 0, byType: {}, bindings: 0, openIntents: 0 };
    expect(verified).toMatchObject({ sound: false, counts, seq: 0, head: null, findings: [{ code: 'lost-ledger' }] });
    expect(verified.counts).toEqual(counts);
  });

  test('is not what a defect of the store is taken for', async () => {
    const list = () => Promise.reject(new TypeError('x is undefined'));
    await expect(verifyLedger({ files: { ...memoryLedgerFiles(), list }, ledgerId })).rejects.toThrow(TypeError);
  });
});

describe('damage', () => {
  test.each(['ada', 'bob'])('in the line of %s of a sealed segment is told once, with nothing else', async (who) => {
    const { files } = await history();
    putText(files, second, textOf(files, second).replace(`${who}@acme`, 'eva@acme'));
    const { findings } = await verifyLedger({ files, ledgerId });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ severity: 'error', segment: second });
  });

  test('of the number of the last entry is noticed', async () => {
    const { files } = await history();
    putText(files, third, textOf(files, third).replace('"seq":3', '"seq":7'));
    const { findings } = await verifyLedger({ files, ledgerId });
    expect(findings).toMatchObject([{ code: 'ledger-truncated', text: 'entries 3 to 6 are missing before this line' }]);
  });

  test('of less than the lease remembers is an error', async () => {
    const desk = await newDesk();
    const writer = await desk.open('grace');
    await writer.append(intent('ada'));
    await writer.close();
    putText(desk.files, second, `${textOf(desk.files, second).split('\n')[0]}\n`);
    const { findings } = await verifyLedger({ files: desk.files, ledgerId });
    expect(findings).toMatchObject([{ severity: 'error', code: 'ledger-truncated', segment: second }]);
  });
});
