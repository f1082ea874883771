import { describe, expect, test } from 'vitest';
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
  return desk;
}

describe('however it lies on the disk', () => {
  test('segments count in the order of their numbers, in whatever order the store lists them', async () => {
    const desk = await history();
    const list = async () => ['notes.txt', third, '000001.jsonl', second];
    const { state, findings } = await readLedger({ files: { ...desk.files, list }, ledgerId });
    expect([state.seq, findings]).toEqual([3, []]);
  });

  test('a header and a line may be longer than what is read at once', async () => {
    const desk = await newDesk();
    const writer = await desk.open('g'.repeat(9000));
    await writer.append(intent('ada'));
    await writer.append(intent('bob', { after: { note: 'x'.repeat(5 * 1024 * 1024) } }));
    await writer.append(intent('cyd'));
    await writer.close();
    const { state, findings } = await readLedger({ files: desk.files, ledgerId });
    expect([state.seq, findings]).toEqual([3, []]);
    expect(state.openIntents.map((open) => open.intent.address.key.slice(0, 3))).toEqual(['ada', 'bob', 'cyd']);
  });

  test('a folder without a ledger is told from one that holds none of its segments', async () => {
    const desk = await newDesk();
    for (const list of [async () => null, async () => ['notes.txt', '0000002.jsonl']]) {
      const lost = readLedger({ files: { ...desk.files, list }, ledgerId });
      await expect(lost).rejects.toMatchObject({ code: 'lost-ledger' });
    }
  });
});

describe('the end of the last segment', () => {
  test.each([
    ['zeros that a crash left', '\0'.repeat(64)],
    ['zeros and a line end', `${'\0'.repeat(64)}\n`],
    ['zeros, and lines behind them', `${'\0'.repeat(64)}\n{"at":"x"}\n`],
    ['a line cut off', '{"at":"2026-11'],
    ['a whole line that is none', '{"at":"2026-11\n'],
  ])('%s do not count, and are sealed away', async (_, rest) => {
    const desk = await history();
    putText(desk.files, third, `${textOf(desk.files, third)}${rest}`);
    const { state, findings } = await readLedger({ files: desk.files, ledgerId });
    expect(state.seq).toBe(3);
    expect(findings).toMatchObject([{ code: 'torn-line', segment: third, line: 3, severity: 'warning' }]);
    const writer = await desk.open('linus');
    expect(await writer.append(intent('dan'))).toBe(4);
    await writer.close();
    expect((await verifyLedger({ files: desk.files, ledgerId })).sound).toBe(true);
  });

  test('what is no line is damage where whole lines stand behind it', async () => {
    const desk = await history();
    const text = textOf(desk.files, third);
    putText(desk.files, third, text.replace('\n', '\nada was here\n'));
    await expect(readLedger({ files: desk.files, ledgerId })).rejects.toMatchObject({ code: 'ledger-edited', line: 2 });
  });

  test('less than the lease remembers is a loss, told with its entries', async () => {
    const desk = await history();
    const lines = textOf(desk.files, third).split('\n');
    putText(desk.files, third, `${lines[0]}\n`);
    await expect(readLedger({ files: desk.files, ledgerId })).rejects.toMatchObject({
      code: 'ledger-truncated',
      segment: third,
      line: null,
    });
    const { findings } = await verifyLedger({ files: desk.files, ledgerId });
    expect(findings[0]?.text).toContain('entries 3 to 3 were on the disk');
  });
});

test('a seal that cuts a line in two is damage in the segment that it seals', async () => {
  const desk = await history();
  const text = textOf(desk.files, third);
  putText(
    desk.files,
    third,
    text.replace(/"length":(\d+)/, (_, length) => `"length":${Number(length) - 5}`),
  );
  const { sound, findings } = await verifyLedger({ files: desk.files, ledgerId });
  expect(sound).toBe(false);
  expect(findings).toMatchObject([{ code: 'ledger-edited', segment: second, line: 3, severity: 'error' }]);
  expect(findings[0]?.text).toContain('runs over the end');
});
