import { describe, expect, test } from 'vitest';
import { LeaseLostError } from '../../engine/model/ledger.ts';
import { readLease } from '../../engine/ledger/lease-file.ts';
import { LedgerError } from '../../engine/ledger/ledger-error.ts';
import { ledgerLossOf } from '../../engine/ledger/ledger-loss.ts';
import { containing } from './support/containing.ts';
import { type Desk, newDesk, putText, terms, textOf } from './support/desk.ts';
import { done, intent } from './support/entries.ts';
import { barrier, hookedFiles } from './support/hooked-files.ts';

const quarter = terms.duration / 4;
/** Of a program that is stopped: no heartbeat is made until it goes on. */
const stopped = { sleep: () => new Promise<never>(() => {}) };
const lost = { name: 'LeaseLostError' };
const full = new LedgerError('no room', { code: 'storage-full', cure: 'make room' });

async function beats(desk: Desk): Promise<number | undefined> {
  return (await readLease(desk.files))?.beat;
}

/** What the action throws. */
function thrownBy(action: () => void): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('heartbeats', () => {
  test('are left to their rhythm by who writes often', async () => {
    const desk = await newDesk();
    const writer = await desk.open('grace');
    await writer.append(intent('ada'));
    expect(await beats(desk)).toBe(1);
    await desk.deps.sleep(quarter + 1);
    await writer.append(intent('bob'));
    expect(await beats(desk)).toBe(2);
    await writer.close();
  });

  test('are made before a line by a program that was too busy to make them, as soon as one is due', async () => {
    const desk = await newDesk();
    const writer = await desk.open('grace', { deps: stopped });
    await desk.deps.sleep(quarter - 1);
    await writer.append(intent('ada'));
    expect(await beats(desk)).toBe(1);
    await desk.deps.sleep(1);
    await writer.append(intent('bob'));
    expect(await beats(desk)).toBe(2);
    await writer.close();
  });

  test('are over once the ledger is closed, though one was about to come', async () => {
    const desk = await newDesk();
    const pause = barrier();
    const writer = await desk.open('grace', { deps: { sleep: pause.pass } });
    await pause.reached;
    await writer.close();
    pause.open();
    await desk.deps.sleep(terms.duration);
    expect(await readLease(desk.files)).toMatchObject({ beat: 2, released: true });
  });

  test('are over where the machine wakes nobody any more, and with them the right to act', async () => {
    const desk = await newDesk();
    const sleep = () => Promise.reject(new Error('no timers'));
    const writer = await desk.open('grace', { deps: { sleep } });
    await desk.deps.sleep(terms.duration / 2);
    expect(await beats(desk)).toBe(1);
    expect(() => writer.assertHeld()).toThrow(/4000 ms old/);
    await writer.close();
  });
});

describe.each([2, 3])('a lease that somebody else signed for epoch %i', (epoch) => {
  test('is lost at the next heartbeat, for good, and is left as it is', async () => {
    const desk = await newDesk();
    const writer = await desk.open('grace');
    const lease = JSON.parse(textOf(desk.files, 'lease.json')) as { holder: object };
    const theirs = JSON.stringify({ ...lease, epoch, token: 'id-99', holder: { ...lease.holder, name: 'linus' } });
    putText(desk.files, 'lease.json', theirs);
    await desk.deps.sleep(terms.duration);
    expect(() => writer.assertHeld()).toThrow(/lease now belongs to linus/);
    await expect(writer.append(intent('ada'))).rejects.toMatchObject(lost);
    expect(desk.time.sleepers()).toBe(0);
    await desk.files.create('000003.jsonl');
    await expect(writer.append(intent('ada'))).rejects.toThrow(/lease now belongs to linus/);
    await writer.close();
    expect(textOf(desk.files, 'lease.json')).toBe(theirs);
  });
});

describe('a heartbeat that is too old', () => {
  test('is told with what to do, where this program stood still', async () => {
    const desk = await newDesk();
    const writer = await desk.open('grace', { deps: stopped });
    await desk.deps.sleep(terms.duration / 2);
    const error = thrownBy(() => writer.assertHeld());
    expect(error).toMatchObject({
      message: "The last heartbeat at the ledger's lease is 4000 ms old. Nothing is written until one succeeds.",
      cure: containing('This program stood still'),
    });
    expect(error).not.toHaveProperty('cause');
  });

  test('is told with what keeps it away, and with its cure', async () => {
    const desk = await newDesk();
    let failing = false;
    const replace = async (): Promise<void> => {
      if (failing) throw full;
    };
    const writer = await desk.open('grace', { files: hookedFiles(desk.files, { replace }) });
    failing = true;
    await desk.deps.sleep(terms.duration);
    expect(thrownBy(() => writer.assertHeld())).toMatchObject({ cure: 'make room', cause: full });
    await writer.close();
  });
});

describe('a write that failed', () => {
  test('takes with it what was waiting to be written after it', async () => {
    const desk = await newDesk();
    const pause = barrier();
    let isFirst = true;
    const append = async (_: string, bytes: Uint8Array): Promise<void> => {
      if (!isFirst || !Buffer.from(bytes).includes('@acme')) return;
      isFirst = false;
      await pause.pass();
      throw full;
    };
    const writer = await desk.open('grace', { files: hookedFiles(desk.files, { append }) });
    const failed = expect(writer.append(intent('ada'))).rejects.toBe(full);
    await pause.reached;
    const behind = expect(writer.append(intent('bob'))).rejects.toBe(full);
    pause.open();
    await failed;
    await behind;
    expect(textOf(desk.files, '000002.jsonl')).not.toContain('@acme');
    await expect(writer.append(done(99))).rejects.toBe(full);
    await writer.close();
  });
});

describe('what ends a command', () => {
  test('is told with its cure where it comes from the ledger, and from nothing else', () => {
    expect(ledgerLossOf(full)).toEqual({ text: 'no room', cure: 'make room' });
    expect(ledgerLossOf(new LeaseLostError('gone', { cure: 'wait' }))).toEqual({ text: 'gone', cure: 'wait' });
    expect(ledgerLossOf(Object.assign(new TypeError('x'), { cure: 'y' }))).toBeUndefined();
    expect(ledgerLossOf(null)).toBeUndefined();
  });
});
