import { describe, expect, test } from 'vitest';
import { LedgerError } from '../../engine/ledger/ledger-error.ts';
import { readLease } from '../../engine/ledger/lease-file.ts';
import { readLedger } from '../../engine/ledger/read-ledger.ts';
import { verifyLedger } from '../../engine/ledger/verify-ledger.ts';
import { containing } from './support/containing.ts';
import { ledgerId, newDesk, terms, textOf } from './support/desk.ts';
import { intent } from './support/entries.ts';
import { barrier, hookedFiles } from './support/hooked-files.ts';

/** Of a program that is stopped: no heartbeat is made until it goes on. */
const stopped = { sleep: () => new Promise<never>(() => {}) };
const lost = { name: 'LeaseLostError' };

describe('a holder that was paused and comes back', () => {
  test('may neither call a portal nor write, once somebody took over', async () => {
    const desk = await newDesk();
    const first = await desk.open('grace', { deps: stopped });
    await first.append(intent('ada'));
    const second = await desk.open('linus');
    expect(() => first.assertHeld()).toThrow(/heartbeat .* old/);
    await expect(first.append(intent('bob'))).rejects.toMatchObject(lost);
    expect(() => first.assertHeld()).toThrow(/taken over/);
    await second.append(intent('cyd'));
    await first.close();
    await second.close();
    const { state, findings } = await readLedger({ files: desk.files, ledgerId });
    expect(state.openIntents.map((open) => open.intent.identity.name)).toEqual(['ada', 'cyd']);
    expect(findings).toEqual([]);
    expect(await readLease(desk.files)).toMatchObject({ epoch: 3, holder: { name: 'linus' } });
  });

  test('may not act on an old heartbeat, even if nobody took over', async () => {
    const desk = await newDesk();
    const first = await desk.open('grace', { deps: stopped });
    await desk.deps.sleep(terms.duration / 2 - 1);
    first.assertHeld();
    await desk.deps.sleep(1);
    const stoodStill = { ...lost, cure: containing('This program stood still') };
    expect(() => first.assertHeld()).toThrow(expect.objectContaining(stoodStill));
  });

  test('goes on after a pause in which nobody took over: its next line begins with a heartbeat', async () => {
    const desk = await newDesk();
    const first = await desk.open('grace', { deps: stopped });
    await desk.deps.sleep(terms.duration * 3);
    expect(await first.append(intent('ada'))).toBe(1);
    first.assertHeld();
    await first.close();
  });

  test('in the middle of a write: the line is late, does not count, and was not confirmed', async () => {
    const desk = await newDesk();
    const pause = barrier();
    const files = hookedFiles(desk.files, {
      append: async (_, bytes) => {
        if (Buffer.from(bytes).includes('bob@acme')) await pause.pass();
      },
    });
    const first = await desk.open('grace', { files, deps: stopped });
    await first.append(intent('ada'));
    const late = expect(first.append(intent('bob'))).rejects.toMatchObject(lost);
    await pause.reached;
    const second = await desk.open('linus');
    pause.open();
    await late;
    await second.close();
    const { state, findings } = await readLedger({ files: desk.files, ledgerId });
    expect(state.seq).toBe(1);
    expect(findings).toMatchObject([{ code: 'late-lines', segment: '000002.jsonl', line: 3 }]);
    await expect(first.append(intent('cyd'))).rejects.toMatchObject(lost);
  });
});

describe('a takeover', () => {
  test('keeps what was confirmed after it had read, up to the very moment of its claim', async () => {
    const desk = await newDesk();
    const first = await desk.open('grace');
    await first.append(intent('ada'));
    const pause = barrier();
    const files = hookedFiles(desk.files, { create: pause.pass });
    // It takes grace for dead, wrongly: even then no confirmed line may get lost.
    const second = desk.open('linus', { files, dead: ['grace'] });
    await pause.reached;
    await first.append(intent('bob'));
    pause.open();
    expect((await second).state().seq).toBe(2);
    await expect(first.append(intent('cyd'))).rejects.toMatchObject(lost);
    await (await second).close();
    await first.close();
    expect(await verifyLedger({ files: desk.files, ledgerId })).toMatchObject({ sound: true, seq: 2 });
  });

  test('by one who was paused right after the claim, and taken over in turn, ends before its first line', async () => {
    const desk = await newDesk();
    const pause = barrier();
    let held = false;
    const files = hookedFiles(desk.files, {
      replace: async () => {
        if (!held) await pause.pass();
        held = true;
      },
    });
    const late = expect(desk.open('grace', { files })).rejects.toMatchObject(lost);
    await pause.reached;
    const second = await desk.open('linus');
    expect(second.state().epoch).toBe(3);
    pause.open();
    await late;
    // The latecomer put its lease over the rightful one; the next heartbeat puts that right.
    await desk.deps.sleep(terms.duration);
    second.assertHeld();
    await second.append(intent('ada'));
    expect(await readLease(desk.files)).toMatchObject({ epoch: 3, holder: { name: 'linus' } });
    await second.close();
    expect(await verifyLedger({ files: desk.files, ledgerId })).toMatchObject({ sound: true, seq: 1 });
  });

  test('by one who was paused before its header: the header is void', async () => {
    const desk = await newDesk();
    const pause = barrier();
    const append = async (name: string): Promise<void> => (name === '000002.jsonl' ? pause.pass() : undefined);
    const files = hookedFiles(desk.files, { append });
    const late = expect(desk.open('grace', { files, deps: stopped })).rejects.toMatchObject(lost);
    await pause.reached;
    const second = await desk.open('linus');
    pause.open();
    await late;
    await second.append(intent('ada'));
    await second.close();
    expect(textOf(desk.files, '000002.jsonl')).toContain('"holder"');
    expect(await verifyLedger({ files: desk.files, ledgerId })).toMatchObject({
      sound: true,
      seq: 1,
      counts: { segments: 2 },
    });
  });
});

describe('a store that fails', () => {
  const full = new LedgerError('no room', { code: 'storage-full', cure: 'make room' });

  test('a failed write is rejected, and nothing is written any more until the ledger is opened again', async () => {
    const desk = await newDesk();
    let failing = false;
    const files = hookedFiles(desk.files, {
      append: async () => {
        if (failing) throw full;
      },
    });
    const first = await desk.open('grace', { files });
    await first.append(intent('ada'));
    failing = true;
    const both = await Promise.allSettled([first.append(intent('bob')), first.append(intent('cyd'))]);
    expect(both).toMatchObject([{ reason: { code: 'storage-full' } }, { reason: { code: 'storage-full' } }]);
    failing = false;
    await expect(first.append(intent('dan'))).rejects.toBe(full);
    expect(() => first.assertHeld()).toThrow(full);
    await first.close();
    const second = await desk.open('grace', { files });
    expect(await second.append(intent('dan'))).toBe(2);
    await second.close();
  });

  test('heartbeats that cannot be written end the right to act, and give it back when they can', async () => {
    const desk = await newDesk();
    let failing = false;
    const files = hookedFiles(desk.files, {
      replace: async () => {
        if (failing) throw full;
      },
    });
    const first = await desk.open('grace', { files });
    failing = true;
    await desk.deps.sleep(terms.duration);
    expect(() => first.assertHeld()).toThrow(
      expect.objectContaining({ message: containing(/old: no room/), cause: full, cure: full.cure }),
    );
    await expect(first.append(intent('ada'))).rejects.toMatchObject(lost);
    failing = false;
    await desk.deps.sleep(terms.duration);
    first.assertHeld();
    expect(await first.append(intent('ada'))).toBe(1);
    await first.close();
  });

  test('a first heartbeat that cannot be written says why', async () => {
    const desk = await newDesk();
    const files = hookedFiles(desk.files, {
      replace: async () => {
        throw full;
      },
    });
    await expect(desk.open('grace', { files })).rejects.toBe(full);
  });
});
