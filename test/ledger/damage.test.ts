import { describe, expect, test } from 'vitest';
import type { MemoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { readLedger } from '../../engine/ledger/read-ledger.ts';
import { verifyLedger } from '../../engine/ledger/verify-ledger.ts';
import { containing } from './support/containing.ts';
import { copyOf, type Desk, ledgerId, newDesk, putText, textOf } from './support/desk.ts';
import { intent } from './support/entries.ts';

/** Epoch 2 holds entries 1 to 4, epoch 3 entries 5 and 6; both were closed in peace. */
async function history(): Promise<Desk> {
  const desk = await newDesk();
  for (const people of [
    ['ada', 'bob', 'cyd', 'dan'],
    ['eve', 'fay'],
  ]) {
    const writer = await desk.open('grace');
    for (const person of people) await writer.append(intent(person));
    await writer.close();
  }
  return desk;
}

const second = '000002.jsonl';
const third = '000003.jsonl';

function change(files: MemoryLedgerFiles, name: string, edit: (text: string) => string): void {
  const before = textOf(files, name);
  const after = edit(before);
  expect(after).not.toBe(before);
  putText(files, name, after);
}

function editLines(edit: (lines: string[]) => string[]): (text: string) => string {
  return (text) => edit(text.split('\n')).join('\n');
}

interface Damage {
  readonly code: string;
  readonly segment: string;
  readonly line: number | null;
  readonly says?: string;
}

/** What reading, verifying and opening say; and that nothing at all was written. */
async function expectDamage(desk: Desk, damage: Damage): Promise<void> {
  const { says = '', ...where } = damage;
  const before = copyOf(desk.files).contents;
  await expect(readLedger({ files: desk.files, ledgerId })).rejects.toMatchObject(where);
  await expect(desk.open('linus')).rejects.toMatchObject({ ...where, message: containing(says) });
  expect(desk.files.contents).toEqual(before);
  const { sound, findings } = await verifyLedger({ files: desk.files, ledgerId });
  expect(sound).toBe(false);
  expect(findings[0]).toMatchObject({ ...where, severity: 'error' });
  expect(findings[0]?.cure).not.toBe('');
}

describe('a ledger that was edited', () => {
  test('in the middle of a segment: the line before the break is named', async () => {
    const desk = await history();
    change(desk.files, second, (text) => text.replace('bob@acme', 'rob@acme'));
    await expectDamage(desk, { code: 'ledger-edited', segment: second, line: 3, says: 'line 4 was changed' });
  });

  test('in the last line of a sealed segment', async () => {
    const desk = await history();
    change(desk.files, second, (text) => text.replaceAll('dan@acme', 'den@acme'));
    await expectDamage(desk, { code: 'ledger-edited', segment: second, line: 5, says: 'after the segment was sealed' });
  });

  test('in the last line of all, as the lease remembers it', async () => {
    const desk = await history();
    change(desk.files, third, (text) => text.replaceAll('fay@acme', 'foy@acme'));
    await expectDamage(desk, { code: 'ledger-edited', segment: third, line: null, says: 'entry 6 is not the one' });
  });

  test('into what is no line', async () => {
    const desk = await history();
    change(
      desk.files,
      second,
      editLines((lines) => lines.with(2, 'ada was here')),
    );
    await expectDamage(desk, { code: 'ledger-edited', segment: second, line: 3, says: 'is not a line' });
    const last = await history();
    change(
      last.files,
      third,
      editLines((lines) => lines.with(1, '{}')),
    );
    await expectDamage(last, { code: 'ledger-edited', segment: third, line: 2 });
  });

  test('into what is no line, at the end of a sealed segment', async () => {
    const desk = await history();
    change(
      desk.files,
      second,
      editLines((lines) => lines.with(4, 'x'.repeat(lines[4]!.length))),
    );
    await expectDamage(desk, { code: 'ledger-edited', segment: second, line: 5, says: 'is not a line' });
  });

  test.each<readonly [string, (text: string) => string, string]>([
    ['in the name of the host', (text) => text.replace('"host":"build-7"', '"host":"build-8"'), ''],
    ['to what is no header', editLines((lines) => lines.with(0, 'x')), 'is not the header'],
    ['to what is no digest', (text) => text.replace(/"prev":"sha256:./, '"prev":"sha256:x'), 'is not the header'],
    [
      'to another digest',
      (text) => text.replace(/"prev":"sha256:.{4}/, '"prev":"sha256:0000'),
      'does not follow from the last line before it',
    ],
    ['to a void seal', (text) => text.replace(/"length":\d+/, '"length":0'), 'does not seal'],
    ['to no seal', (text) => text.replace(/"seals":\[.*?\]/, '"seals":[]'), 'does not seal'],
    ['to one seal too many', (text) => text.replace(/"seals":\[(.*?)\]/, sealedTwice), 'does not seal'],
  ])('in a header, %s', async (_, edit, says) => {
    const desk = await history();
    change(desk.files, third, edit);
    await expectDamage(desk, { code: 'ledger-edited', segment: third, line: 1, says });
  });
});

function sealedTwice(_: string, seal: string): string {
  return `"seals":[${seal.replace(second, '000001.jsonl')},${seal}]`;
}

describe('a ledger that lost something', () => {
  test('the end of a sealed segment', async () => {
    const desk = await history();
    change(
      desk.files,
      second,
      editLines((lines) => [...lines.slice(0, 4), '']),
    );
    await expectDamage(desk, { code: 'ledger-truncated', segment: second, line: 4, says: 'was sealed with' });
  });

  test('all of a sealed segment', async () => {
    const desk = await history();
    putText(desk.files, second, '');
    await expectDamage(desk, { code: 'ledger-truncated', segment: second, line: 1 });
  });

  test('a line in the middle', async () => {
    const desk = await history();
    change(
      desk.files,
      second,
      editLines((lines) => lines.toSpliced(2, 1)),
    );
    await expectDamage(desk, {
      code: 'ledger-truncated',
      segment: second,
      line: 3,
      says: 'entries 2 to 2 are missing',
    });
  });

  test('a segment in the middle, the first, or the last one', async () => {
    for (const segment of ['000001.jsonl', second, third]) {
      const desk = await history();
      desk.files.contents.delete(segment);
      await expectDamage(desk, { code: 'segment-missing', segment, line: null });
    }
  });
});

describe('a ledger whose parts stand in another place', () => {
  test('two lines that changed places', async () => {
    const desk = await history();
    change(
      desk.files,
      second,
      editLines((lines) => lines.with(2, lines[3]!).with(3, lines[2]!)),
    );
    await expectDamage(desk, {
      code: 'ledger-reordered',
      segment: second,
      line: 3,
      says: 'entry 3 stands before entry 2',
    });
  });

  test('a line that stands there twice', async () => {
    const desk = await history();
    change(
      desk.files,
      third,
      editLines((lines) => lines.toSpliced(2, 0, lines[1]!)),
    );
    await expectDamage(desk, { code: 'ledger-replayed', segment: third, line: 3 });
  });

  test('a segment under another one’s name', async () => {
    const desk = await history();
    putText(desk.files, '000004.jsonl', textOf(desk.files, second));
    await expectDamage(desk, { code: 'ledger-reordered', segment: '000004.jsonl', line: 1, says: second });
  });
});

describe('another ledger', () => {
  test('in this one’s place', async () => {
    const desk = await history();
    const other = readLedger({ files: desk.files, ledgerId: 'globex-1' });
    await expect(other).rejects.toMatchObject({ code: 'foreign-ledger', message: containing('acme-1') });
  });

  test('a segment of another one', async () => {
    const desk = await history();
    change(desk.files, third, (text) => text.replace('"ledgerId":"acme-1"', '"ledgerId":"globex-1"'));
    await expectDamage(desk, { code: 'foreign-ledger', segment: third, line: 1 });
  });

  test('of a later version', async () => {
    const desk = await history();
    change(desk.files, third, (text) => text.replace('rollcall-ledger/1', 'rollcall-ledger/2'));
    await expectDamage(desk, { code: 'unknown-format', segment: third, line: 1, says: '"rollcall-ledger/2"' });
  });

  test('with an entry that only a later version knows', async () => {
    const desk = await history();
    change(
      desk.files,
      third,
      editLines((lines) => lines.with(2, lines[2]!.replace('"type":"intent"', '"type":"moved"'))),
    );
    await expect(readLedger({ files: desk.files, ledgerId })).rejects.toMatchObject({ code: 'unknown-format' });
    expect(await verifyLedger({ files: desk.files, ledgerId })).toMatchObject({
      sound: false,
      findings: [{ code: 'unknown-format' }],
    });
  });
});

describe('a lost ledger', () => {
  test.each([
    ['an empty folder', 0],
    ['nothing but empty segments', 1],
  ])('%s under a known id', async (_, segments) => {
    const desk = await history();
    desk.files.contents.clear();
    if (segments > 0) putText(desk.files, '000001.jsonl', '');
    const lost = { code: 'lost-ledger', cure: containing('rollcall init --new-ledger') };
    await expect(readLedger({ files: desk.files, ledgerId })).rejects.toMatchObject(lost);
    await expect(desk.open('linus')).rejects.toMatchObject(lost);
    expect(desk.files.contents.size).toBe(segments);
  });
});

describe('what is put up with', () => {
  test('lines behind a seal do not count, and are reported', async () => {
    const desk = await history();
    const before = (await readLedger({ files: desk.files, ledgerId })).state;
    change(desk.files, second, (text) => `${text}${text.split('\n')[1]}\n{"torn":`);
    const { state, findings } = await readLedger({ files: desk.files, ledgerId });
    expect({ ...state }).toEqual({ ...before });
    expect(findings).toMatchObject([{ code: 'late-lines', segment: second, line: 6, severity: 'warning' }]);
    expect(findings[0]?.text).toContain('1 line was written');
  });

  test('a torn line is told until it is sealed, then only by a verification', async () => {
    const desk = await history();
    change(desk.files, third, (text) => `${text}{"torn":`);
    const torn = { code: 'torn-line', segment: third, line: 4 };
    expect((await readLedger({ files: desk.files, ledgerId })).findings).toMatchObject([torn]);
    await (await desk.open('linus')).close();
    expect((await readLedger({ files: desk.files, ledgerId })).findings).toEqual([]);
    expect(await verifyLedger({ files: desk.files, ledgerId })).toMatchObject({ sound: true, findings: [torn] });
  });

  test('other files in the folder mean nothing', async () => {
    const desk = await history();
    for (const name of ['.lease.json.1', '0.jsonl', '1.jsonl', '000000.jsonl', 'notes.txt'])
      putText(desk.files, name, 'x');
    expect(await readLedger({ files: desk.files, ledgerId })).toMatchObject({ state: { seq: 6 }, findings: [] });
  });

  test('a lease that cannot be read', async () => {
    for (const text of ['', 'x', '{}', '[]', '{"format":"rollcall-lease/1","epoch":"3"}']) {
      const desk = await history();
      putText(desk.files, 'lease.json', text);
      expect((await readLedger({ files: desk.files, ledgerId })).state.seq).toBe(6);
    }
  });
});

test('verifying counts what there is', async () => {
  const desk = await history();
  const { head } = (await readLedger({ files: desk.files, ledgerId })).state;
  const bytes = [1, 2, 3].reduce((sum, epoch) => sum + textOf(desk.files, `00000${epoch}.jsonl`).length, 0);
  const counts = { segments: 3, entries: 6, bytes, byType: { intent: 6 }, bindings: 0, openIntents: 6 };
  const verified = await verifyLedger({ files: desk.files, ledgerId });
  expect(verified).toEqual({ sound: true, findings: [], counts, seq: 6, head });
});
