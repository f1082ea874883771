import { describe, expect, test } from 'vitest';
import { digestOf } from '../../engine/model/digest.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { LedgerEntry } from '../../engine/model/ledger-entry.ts';
import type { WaitingInfo } from '../../engine/ledger/acquire-lease.ts';
import type { LedgerFiles } from '../../engine/ledger/ledger-files.ts';
import { containing } from './support/containing.ts';
import { type Desk, newDesk, putText, terms, textOf } from './support/desk.ts';
import { actor, attested, intent } from './support/entries.ts';
import { barrier, hookedFiles } from './support/hooked-files.ts';

const patience = terms.duration + terms.requestTimeout;
/** Of somebody who crashed: never another heartbeat, and nothing tells that it is dead. */
const silent = { sleep: () => new Promise<never>(() => {}) };
const finished: LedgerEntry = { type: 'run-finished', run: 'run-1', exitCode: 0, counts: {} };
const second = '000002.jsonl';
const third = '000003.jsonl';

/** The same store, which counts how often a ledger is read from the start. */
function counted(files: LedgerFiles): { readonly files: LedgerFiles; readonly readings: () => number } {
  let readings = 0;
  const list = (): Promise<readonly string[] | null> => {
    readings += 1;
    return files.list();
  };
  return { files: { ...files, list }, readings: () => readings };
}

/** Somebody has claimed the next segment, and crashed before signing the lease. */
async function claimUnsigned(desk: Desk): Promise<void> {
  const pause = barrier();
  void desk.open('linus', { files: hookedFiles(desk.files, { replace: pause.pass }) });
  await pause.reached;
}

describe('a ledger', () => {
  test('is not taken by who was told to stop', async () => {
    const desk = await newDesk();
    const stop = AbortSignal.abort(new Error('SIGINT'));
    await expect(desk.open('grace', { deps: { signal: stop } })).rejects.toThrow('SIGINT');
    expect([...desk.files.contents.keys()]).toEqual(['000001.jsonl']);
  });

  test('is waited for in full where its holder wrote and went silent, though its lease was removed', async () => {
    const desk = await newDesk();
    const first = await desk.open('grace', { deps: silent });
    await first.append(intent('ada'));
    desk.files.contents.delete('lease.json');
    const waiting: WaitingInfo[] = [];
    const next = await desk.open('linus', { dead: ['grace'], wish: { onWaiting: (info) => waiting.push(info) } });
    expect(desk.time.clock.monotonic()).toBe(patience);
    expect(waiting[0]).toMatchObject({ holder: null, since: null, atWork: false });
    await next.close();
  });

  test.each([
    ['released', true, []],
    ['that of a run that ended', true, [finished]],
    ['that of one who is dead', false, []],
  ])('is waited for in full where somebody claimed it just now, though the last lease is %s', async (...given) => {
    const [, closes, entries] = given;
    const desk = await newDesk();
    const first = await desk.open('grace', { deps: silent });
    for (const entry of entries) await first.append(entry);
    if (closes) await first.close();
    await claimUnsigned(desk);
    const start = desk.time.clock.monotonic();
    const next = await desk.open('ken', { dead: ['grace'] });
    expect(desk.time.clock.monotonic() - start).toBe(patience);
    expect(next.state().epoch).toBe(4);
    await next.close();
  });

  test('is still known to be at work where its lease is removed again and again', async () => {
    const desk = await newDesk();
    const first = await desk.open('grace');
    const onWaiting = (): void => void desk.files.contents.delete('lease.json');
    await expect(desk.open('linus', { wish: { wait: 61_000, onWaiting } })).rejects.toMatchObject({
      code: 'lease-held',
      message: containing('held by another run. It is at work'),
    });
    await first.close();
  });
});

describe('who waits', () => {
  test.each([
    ['sixteen times within a short lease', 1_600, [0, 100, 200, 300]],
    ['twice a second within a long one', 60_000, [0, 500, 1_000, 1_500]],
  ])('looks %s, and says how long it still takes', async (_, duration, moments) => {
    const desk = await newDesk();
    await desk.open('grace', { deps: silent, wish: { duration } });
    const waiting: WaitingInfo[] = [];
    const wish = { duration, onWaiting: (info: WaitingInfo) => waiting.push(info) };
    await (await desk.open('linus', { wish })).close();
    expect(waiting.slice(0, 4).map(({ waited }) => waited)).toEqual(moments);
    const whole = duration + terms.requestTimeout;
    expect(waiting.every(({ waited, takesOverIn }) => takesOverIn === whole - waited)).toBe(true);
  });
});

describe('a ledger that is taken', () => {
  test('is read once where nobody writes meanwhile, also behind a claim that was never begun', async () => {
    const desk = await newDesk();
    const first = await desk.open('grace');
    await first.append(intent('ada'));
    await first.close();
    for (const readings of [1, 1]) {
      const store = counted(desk.files);
      const writer = await desk.open('grace', { files: store.files });
      expect(store.readings()).toBe(readings);
      await writer.append(intent('bob'));
      expect(store.readings()).toBe(readings);
      await writer.append(finished);
      await writer.close();
      await claimUnsigned(desk);
    }
  });

  test('is read again, whole, only where a line changes what came before it', async () => {
    const desk = await newDesk();
    const store = counted(desk.files);
    const writer = await desk.open('grace', { files: store.files });
    const seq = await writer.append(attested('ada', 's'));
    await writer.append({ type: 'attest-withdrawn', attested: seq, actor, why: 'mistaken' });
    expect(store.readings()).toBe(3);
    await writer.close();
  });

  test.each([second, third])('is told to be damaged where %s goes away at that very moment', async (gone) => {
    const desk = await newDesk();
    const first = await desk.open('grace');
    await first.append(intent('ada'));
    await first.close();
    putText(desk.files, third, '');
    const files = hookedFiles(desk.files, { create: () => desk.files.remove(gone) });
    await expect(desk.open('linus', { files })).rejects.toMatchObject({ name: 'LedgerError', code: 'segment-missing' });
  });

  test('is not begun where writing the lease took longer than the lease allows', async () => {
    const desk = await newDesk();
    const files = hookedFiles(desk.files, { replace: () => desk.deps.sleep(terms.duration / 2) });
    await expect(desk.open('grace', { files, deps: silent })).rejects.toMatchObject({ name: 'LeaseLostError' });
    expect(textOf(desk.files, second)).toBe('');
  });

  test('leaves no segment open, and says of a claim that was never begun that nothing stands in it', async () => {
    const desk = await newDesk();
    await claimUnsigned(desk);
    let open = 0;
    const openSegment: LedgerFiles['openSegment'] = async (name) => {
      const { append, close } = await desk.files.openSegment(name);
      open += 1;
      return { append, close: () => ((open -= 1), close()) };
    };
    const writer = await desk.open('grace', { files: { ...desk.files, openSegment } });
    expect(open).toBe(1);
    await writer.close();
    expect(open).toBe(0);
    const { seals } = JSON.parse(textOf(desk.files, third).split('\n')[0] ?? '') as JsonObject;
    expect(seals).toMatchObject([{ segment: '000001.jsonl' }, { segment: second, length: 0, digest: digestOf('') }]);
  });
});
