import { describe, expect, test } from 'vitest';
import type { WaitingInfo } from '../../engine/ledger/acquire-lease.ts';
import { readLease } from '../../engine/ledger/lease-file.ts';
import { readLedger } from '../../engine/ledger/read-ledger.ts';
import { containing } from './support/containing.ts';
import { ledgerId, newDesk, terms } from './support/desk.ts';
import { intent, runStarted } from './support/entries.ts';
import { hookedFiles } from './support/hooked-files.ts';

const patience = terms.duration + terms.requestTimeout;
/** Of somebody who crashed: never another heartbeat, and nothing tells that it is dead. */
const silent = { sleep: () => new Promise<never>(() => {}) };

describe('a ledger that nobody holds', () => {
  test('is taken at once: when it is new, and when it was released', async () => {
    const desk = await newDesk();
    const first = await desk.open('grace');
    expect(first.state().epoch).toBe(2);
    await first.close();
    const second = await desk.open('linus');
    expect(second.state().epoch).toBe(3);
    expect(desk.time.clock.monotonic()).toBe(0);
    await second.close();
  });
});

describe('a holder at work', () => {
  test('is named as soon as its heartbeat moves, and nothing is written', async () => {
    const desk = await newDesk();
    const first = await desk.open('grace');
    await expect(desk.open('linus')).rejects.toMatchObject({
      code: 'lease-held',
      message: containing('grace (process 4711 on build-7), since 2026-11-21T09:00:00.000Z'),
      cure: containing('nothing to unlock'),
    });
    expect(desk.time.clock.monotonic()).toBeLessThan(terms.duration / 2);
    expect([...desk.files.contents.keys()]).not.toContain('000003.jsonl');
    await first.close();
  });

  test('is waited for as long as was asked', async () => {
    const desk = await newDesk();
    const first = await desk.open('grace');
    await expect(desk.open('linus', { wish: { wait: 60_000 } })).rejects.toMatchObject({ code: 'lease-held' });
    expect(desk.time.clock.monotonic()).toBe(60_000);
    const waiting: WaitingInfo[] = [];
    const second = desk.open('linus', { wish: { wait: 60_000, onWaiting: (info) => waiting.push(info) } });
    await desk.deps.sleep(20_000);
    await first.append(intent('ada'));
    await first.close();
    expect((await second).state()).toMatchObject({ epoch: 3, seq: 1 });
    const since = '2026-11-21T09:00:00.000Z';
    expect(waiting[0]).toMatchObject({ holder: { name: 'grace' }, since, atWork: false, waited: 0 });
    expect(waiting.at(-1)).toMatchObject({ atWork: true });
    await (await second).close();
  });

  test('is not waited for any longer once the caller is told to stop', async () => {
    const desk = await newDesk();
    const first = await desk.open('grace');
    const stop = new AbortController();
    const second = desk.open('linus', { wish: { wait: 60_000 }, deps: { signal: stop.signal } });
    const refused = expect(second).rejects.toThrow('SIGINT');
    await desk.deps.sleep(5_000);
    stop.abort(new Error('SIGINT'));
    await refused;
    await first.close();
  });
});

describe('a holder that went silent', () => {
  test('is taken over when its heartbeat stood still for the lease and the longest request', async () => {
    const desk = await newDesk();
    const first = await desk.open('grace', { deps: silent });
    await first.append(intent('ada'));
    const second = await desk.open('linus');
    expect(desk.time.clock.monotonic()).toBe(patience);
    expect(second.state().openIntents.map((open) => open.seq)).toEqual([1]);
    await second.close();
  });

  test('has its own terms: the longer ones count', async () => {
    const desk = await newDesk();
    await desk.open('grace', { deps: silent, wish: { duration: 60_000, requestTimeout: 30_000 } });
    const second = await desk.open('linus');
    expect(desk.time.clock.monotonic()).toBeGreaterThanOrEqual(90_000);
    await second.close();
  });

  test('is taken over at once where it surely is dead', async () => {
    const desk = await newDesk();
    await desk.open('grace', { deps: silent });
    const second = await desk.open('linus', { dead: ['grace'] });
    expect(desk.time.clock.monotonic()).toBe(0);
    await second.close();
  });

  test('is waited for in full also where its lease was removed or spoilt: that unlocks nothing', async () => {
    for (const bytes of [null, Buffer.from('{"released":true}')]) {
      const desk = await newDesk();
      await desk.open('grace', { deps: silent });
      desk.files.contents.delete('lease.json');
      if (bytes !== null) desk.files.contents.set('lease.json', bytes);
      const second = await desk.open('linus', { dead: ['grace'] });
      expect(desk.time.clock.monotonic()).toBeGreaterThanOrEqual(patience);
      await second.close();
    }
  });

  test('is not waited for where its run ended and the lease stayed behind, as in a fresh clone', async () => {
    const finished = { type: 'run-finished', run: 'run-1', exitCode: 0, counts: {} } as const;
    const refused = { ...runStarted(), type: 'run-refused', exitCode: 4, because: [] } as const;
    for (const last of [finished, refused]) {
      const desk = await newDesk();
      const ended = await desk.open('ci');
      await ended.append(last);
      await ended.close();
      desk.files.contents.delete('lease.json');
      const start = desk.time.clock.monotonic();
      const next = await desk.open('grace');
      expect(desk.time.clock.monotonic() - start).toBe(0);
      await next.close();
      // It has written nothing of its own: whoever holds it may just have begun.
      desk.files.contents.delete('lease.json');
      const again = await desk.open('bob');
      expect(desk.time.clock.monotonic() - start).toBeGreaterThanOrEqual(patience);
      await again.close();
    }
  });

  test('the wall clock has no say, neither the holder’s nor one’s own', async () => {
    const desk = await newDesk();
    const first = await desk.open('grace');
    desk.time.jump(86_400_000);
    first.assertHeld();
    await expect(desk.open('linus')).rejects.toMatchObject({ code: 'lease-held' });
    desk.time.jump(-2 * 86_400_000);
    first.assertHeld();
    await first.close();
  });
});

describe('several who want the ledger', () => {
  test('one wins, the others see it at work', async () => {
    const desk = await newDesk();
    await desk.open('grace', { deps: silent });
    const tries = await Promise.allSettled(['linus', 'barbara', 'ken'].map((who) => desk.open(who)));
    const won = tries.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const lost = tries.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    expect(won.map((writer) => writer.state().epoch)).toEqual([3]);
    expect(lost).toMatchObject([{ code: 'lease-held' }, { code: 'lease-held' }]);
    await won[0]!.close();
  });

  test('each gets it in turn where they wait', async () => {
    const desk = await newDesk();
    const people = ['linus', 'barbara', 'ken', 'dennis'];
    const work = people.map(async (who) => {
      const writer = await desk.open(who, { wish: { wait: 600_000 } });
      const seq = await writer.append(intent(who));
      await desk.deps.sleep(10_000);
      writer.assertHeld();
      await writer.close();
      return seq;
    });
    expect((await Promise.all(work)).toSorted()).toEqual([1, 2, 3, 4]);
    expect((await readLedger({ files: desk.files, ledgerId })).findings).toEqual([]);
  });

  test('a claim whose owner crashed before it signed is passed over after the full wait', async () => {
    const desk = await newDesk();
    const crash = hookedFiles(desk.files, { replace: () => new Promise(() => {}) });
    void desk.open('grace', { files: crash });
    await desk.deps.sleep(1);
    const second = await desk.open('linus');
    expect(desk.time.clock.monotonic()).toBeGreaterThanOrEqual(patience);
    expect(second.state().epoch).toBe(3);
    await second.append(intent('ada'));
    await second.close();
    expect((await readLedger({ files: desk.files, ledgerId })).state.seq).toBe(1);
  });
});

test('the lease says who, since when, on which terms, and how far the ledger went', async () => {
  const desk = await newDesk();
  const writer = await desk.open('grace');
  await writer.append(intent('ada'));
  await desk.deps.sleep(terms.duration);
  const { head } = writer.state();
  const held = { ledgerId, epoch: 2, holder: { name: 'grace' }, times: terms, released: false, seq: 1, head };
  expect(await readLease(desk.files)).toMatchObject(held);
  expect((await readLease(desk.files))?.beat).toBeGreaterThanOrEqual(4);
  await writer.close();
  expect(await readLease(desk.files)).toMatchObject({ ...held, released: true });
});
