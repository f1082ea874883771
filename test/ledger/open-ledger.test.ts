import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../engine/model/canonical-json.ts';
import { digestOf } from '../../engine/model/digest.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { createLedger } from '../../engine/ledger/create-ledger.ts';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { readLedger } from '../../engine/ledger/read-ledger.ts';
import { epochOfSegment, segmentName } from '../../engine/ledger/segment.ts';
import { containing } from './support/containing.ts';
import { copyOf, ledgerId, newDesk, textOf } from './support/desk.ts';
import { actor, attested, done, gateOpened, intent, keyOf, oneOfEach, runStarted } from './support/entries.ts';

const problem = { code: 'invalid', text: 'no' } as const;

describe('a new ledger', () => {
  test('is one segment with nothing but its header', async () => {
    const desk = await newDesk();
    expect([...desk.files.contents.keys()]).toEqual(['000001.jsonl']);
    expect(JSON.parse(textOf(desk.files, '000001.jsonl'))).toEqual({
      format: 'rollcall-ledger/1',
      ledgerId,
      epoch: 1,
      at: '2026-11-21T09:00:00.000Z',
      prev: digestOf(''),
      seals: [],
      holder: null,
      lease: null,
    });
    const { state, findings } = await readLedger({ files: desk.files, ledgerId });
    expect({ ...state }).toMatchObject({ ledgerId, epoch: 1, seq: 0, head: digestOf('') });
    expect(findings).toEqual([]);
  });

  test('is not made over another one, this or foreign', async () => {
    const desk = await newDesk();
    const before = copyOf(desk.files).contents;
    for (const id of [ledgerId, 'globex-1']) {
      const again = createLedger({ files: desk.files, ledgerId: id, deps: desk.deps });
      await expect(again).rejects.toMatchObject({
        code: 'ledger-exists',
        message: containing('(acme-1)'),
      });
    }
    expect(desk.files.contents).toEqual(before);
  });

  test('passes over a first attempt that was interrupted', async () => {
    const desk = await newDesk();
    for (const left of ['', '{"at":"2026']) {
      const files = memoryLedgerFiles();
      files.contents.set('000001.jsonl', Buffer.from(left));
      await createLedger({ files, ledgerId, deps: desk.deps });
      const writer = await desk.open('grace', { files });
      expect(await writer.append(intent('ada'))).toBe(1);
      await writer.close();
      expect((await readLedger({ files, ledgerId })).state).toMatchObject({ epoch: 3, seq: 1 });
    }
  });
});

describe('what is written', () => {
  test('is canonical JSON, each line chained to the bytes of the one before, headers too', async () => {
    const desk = await newDesk();
    for (let epoch = 2; epoch <= 4; epoch += 1) {
      const writer = await desk.open('grace');
      await writer.append(runStarted(`run-${epoch}`));
      const seq = await writer.append(intent('ada'));
      await Promise.all([writer.append({ type: 'accepted', intent: seq, ref: 'job' }), writer.append(done(seq))]);
      await writer.close();
    }
    let prev = digestOf('');
    let seq = 0;
    for (let epoch = 1; epoch <= 4; epoch += 1) {
      for (const [index, text] of textOf(desk.files, segmentName(epoch)).trimEnd().split('\n').entries()) {
        const line = JSON.parse(text) as JsonObject;
        expect(canonicalJson(line)).toBe(text);
        expect(line['prev']).toBe(prev);
        if (index > 0) seq += 1;
        expect(line['seq']).toBe(index > 0 ? seq : undefined);
        prev = digestOf(text);
      }
    }
    expect(seq).toBe(12);
  });

  test('is what a reader folds to the same state that the writer has', async () => {
    const desk = await newDesk();
    const writer = await desk.open('grace');
    for (const entry of oneOfEach) await writer.append(entry);
    const live = { ...writer.state() };
    expect({ ...(await readLedger({ files: desk.files, ledgerId })).state }).toEqual(live);
    await writer.close();
    const again = await desk.open('grace');
    expect({ ...again.state() }).toEqual({ ...live, epoch: 3 });
    await again.close();
  });

  test('survives any text that a name or an answer can hold', async () => {
    const desk = await newDesk();
    const nasty = 'line\nbreak "quote" \\ \u2028 \u0000 é 👩‍🚀 \ud800 __proto__';
    const writer = await desk.open(nasty);
    await writer.append(intent('ada', { after: { role: nasty, 10: 'ten', 9: 'nine' } }));
    await writer.append(done(1));
    const { bindings } = writer.state();
    await writer.close();
    expect((await readLedger({ files: desk.files, ledgerId })).state.bindings).toEqual(bindings);
  });
});

describe('a writer', () => {
  test('gives numbers in the order of the calls, on and on over epochs', async () => {
    const desk = await newDesk();
    const first = await desk.open('grace');
    const people = Array.from({ length: 50 }, (_, index) => `p${index}`);
    expect(await Promise.all(people.map((person) => first.append(intent(person))))).toEqual(
      people.map((_, i) => i + 1),
    );
    await first.close();
    const second = await desk.open('grace');
    expect(await second.append(intent('ada'))).toBe(51);
    await second.close();
  });

  test('takes no outcome of what is not under way', async () => {
    const desk = await newDesk();
    const writer = await desk.open('grace');
    await writer.append(intent('ada'));
    await writer.append(done(1));
    for (const entry of [done(1), done(7), { type: 'failed', intent: 7, problem } as const]) {
      await expect(writer.append(entry)).rejects.toThrow(/is not an open intent/);
    }
    expect(writer.state().seq).toBe(2);
    await writer.close();
  });

  test('refuses what JSON cannot hold, and only that', async () => {
    const desk = await newDesk();
    const writer = await desk.open('grace');
    const tries = await Promise.allSettled([
      writer.append(intent('ada')),
      writer.append(intent('bob', { round: Number.NaN })),
      writer.append(intent('cyd')),
    ]);
    expect(tries.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await writer.close();
    expect((await readLedger({ files: desk.files, ledgerId })).state.seq).toBe(2);
  });

  test('folds anew where an attestation is taken back', async () => {
    const desk = await newDesk();
    const writer = await desk.open('grace');
    await writer.append(gateOpened('ada', 's'));
    const seq = await writer.append(attested('ada', 's'));
    expect(writer.state().bindings.has(keyOf('ada'))).toBe(true);
    await writer.append({ type: 'attest-withdrawn', attested: seq, actor, why: 'mistaken' });
    expect(writer.state()).toMatchObject({ epoch: 2, seq: 3, attestations: [{ withdrawn: true }] });
    expect([writer.state().bindings.size, writer.state().openGates.size]).toEqual([0, 1]);
    expect(await writer.append(intent('bob'))).toBe(4);
    await writer.close();
    expect((await readLedger({ files: desk.files, ledgerId })).state.bindings.size).toBe(0);
  });

  test('writes what was asked for before it was closed, and nothing after', async () => {
    const desk = await newDesk();
    const writer = await desk.open('grace');
    const last = writer.append(intent('ada'));
    await Promise.all([writer.close(), writer.close()]);
    expect(await last).toBe(1);
    await expect(writer.append(intent('bob'))).rejects.toMatchObject({ name: 'LeaseLostError' });
    expect(() => writer.assertHeld()).toThrow(/closed/);
  });
});

test('a reader beside a writer sees whole lines only', async () => {
  const desk = await newDesk();
  const writer = await desk.open('grace');
  const writing = Promise.all(Array.from({ length: 200 }, (_, index) => writer.append(intent(`p${index}`))));
  for (let round = 0; round < 10; round += 1) {
    const { state } = await readLedger({ files: desk.files, ledgerId });
    expect(state.openIntents.length).toBe(state.seq);
  }
  await writing;
  await writer.close();
});

test('segments are named so that they sort, and nothing else is taken for one', () => {
  expect([1, 42, 999_999, 1_234_567].map(segmentName)).toEqual([
    '000001.jsonl',
    '000042.jsonl',
    '999999.jsonl',
    '1234567.jsonl',
  ]);
  expect(['000042.jsonl', '1234567.jsonl'].map(epochOfSegment)).toEqual([42, 1_234_567]);
  for (const name of ['000000.jsonl', '42.jsonl', '0000042.jsonl', '000042.jsonl.bak', 'lease.json', '.000042.jsonl']) {
    expect(epochOfSegment(name)).toBeUndefined();
  }
});
