import { describe, expect, test } from 'vitest';
import type { MemoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { readLedger } from '../../engine/ledger/read-ledger.ts';
import { verifyLedger } from '../../engine/ledger/verify-ledger.ts';
import { containing } from './support/containing.ts';
import { copyOf, type Desk, ledgerId, newDesk } from './support/desk.ts';
import { done, intent, runStarted } from './support/entries.ts';

const before = [runStarted(), intent('ada'), done(2)];

/** A ledger with two finished epochs and one whose writer crashed. Nobody can tell from the lease what it held. */
async function crashed(): Promise<{ readonly desk: Desk; readonly ends: readonly number[] }> {
  const desk = await newDesk();
  const noHeartbeat = () => new Promise<never>(() => {});
  const first = await desk.open('grace');
  for (const entry of before) await first.append(entry);
  await first.close();
  const second = await desk.open('linus', { deps: { sleep: noHeartbeat } });
  const ends: number[] = [];
  const size = () => desk.files.contents.get('000003.jsonl')?.length ?? 0;
  ends.push(size());
  const seq = await second.append(intent('zoë'));
  ends.push(size());
  await second.append(done(seq));
  ends.push(size());
  await Promise.all(['a', 'b', 'c'].map((person) => second.append(intent(person))));
  ends.push(size());
  desk.files.contents.delete('lease.json');
  return { desk, ends };
}

function cut(files: MemoryLedgerFiles, length: number): MemoryLedgerFiles {
  const copy = copyOf(files);
  copy.contents.set('000003.jsonl', copy.contents.get('000003.jsonl')!.slice(0, length));
  return copy;
}

describe('the last segment, cut at every single byte', () => {
  test('never throws, and keeps every line that was whole on the disk', async () => {
    const { desk } = await crashed();
    const whole = Buffer.from(desk.files.contents.get('000003.jsonl')!);
    for (let length = 0; length <= whole.length; length += 1) {
      const files = cut(desk.files, length);
      const { state, findings } = await readLedger({ files, ledgerId });
      const lines = whole.subarray(0, length).toString('latin1').split('\n').length - 1;
      expect(state.seq).toBe(before.length + Math.max(0, lines - 1));
      const torn = length > 0 && whole[length - 1] !== 10;
      const expected = lines === 0 ? ['empty-segment'] : torn ? ['torn-line'] : [];
      expect(findings.map((finding) => finding.code)).toEqual(expected);
    }
  });

  test('the next epoch seals what counts, goes on from it, and all is sound', async () => {
    const { desk, ends } = await crashed();
    const whole = desk.files.contents.get('000003.jsonl')!.length;
    for (let length = 0; length <= whole; length += 11) {
      const files = cut(desk.files, length);
      const { state: found } = await readLedger({ files, ledgerId });
      const writer = await desk.open('next', { files });
      expect(writer.state()).toMatchObject({ epoch: 4, seq: found.seq, head: found.head });
      expect(await writer.append(intent('yan'))).toBe(found.seq + 1);
      await writer.close();
      const verified = await verifyLedger({ files, ledgerId });
      expect(verified).toMatchObject({
        sound: true,
        seq: found.seq + 1,
        counts: { segments: length < ends[0]! ? 3 : 4 },
      });
    }
  });

  test('a crash in the middle of a group keeps its first lines and says that the rest is torn', async () => {
    const { desk, ends } = await crashed();
    const { state } = await readLedger({ files: cut(desk.files, ends[3]! - 20), ledgerId });
    expect(state.openIntents.map((open) => open.intent.identity.name)).toEqual(['a', 'b']);
  });

  test('pages of a group that never reached the disk end the reading, though later ones did', async () => {
    const { desk, ends } = await crashed();
    const files = copyOf(desk.files);
    files.contents.get('000003.jsonl')!.fill(0, ends[2]! + 10, ends[2]! + 60);
    const { state, findings } = await readLedger({ files, ledgerId });
    expect(findings.map((finding) => [finding.code, finding.line])).toEqual([['torn-line', 4]]);
    expect(state.seq).toBe(before.length + 2);
    const writer = await desk.open('next', { files });
    await writer.close();
    expect(await verifyLedger({ files, ledgerId })).toMatchObject({ sound: true, findings: [{ code: 'late-lines' }] });
  });

  test('a header of zeros counts as never written', async () => {
    const { desk, ends } = await crashed();
    const files = cut(desk.files, ends[0]!);
    files.contents.get('000003.jsonl')!.fill(0, 10, 20);
    const { findings } = await readLedger({ files, ledgerId });
    expect(findings.map((finding) => finding.code)).toEqual(['empty-segment']);
  });
});

describe('what the lease remembers', () => {
  test('a disk that lost confirmed lines is found out', async () => {
    const desk = await newDesk();
    const writer = await desk.open('grace');
    await writer.append(intent('ada'));
    const copy = copyOf(desk.files);
    await writer.append(intent('bob'));
    await writer.close();
    const files = copyOf(desk.files);
    files.contents.set('000002.jsonl', copy.contents.get('000002.jsonl')!);
    await expect(readLedger({ files, ledgerId })).rejects.toMatchObject({
      code: 'ledger-truncated',
      segment: '000002.jsonl',
      message: containing('entries 2 to 2 were on the disk and are gone'),
    });
    await expect(desk.open('linus', { files })).rejects.toMatchObject({ code: 'ledger-truncated' });
    expect([...files.contents.keys()]).not.toContain('000003.jsonl');
  });
});
