import { describe, expect, it } from 'vitest';
import { TransportError } from '../../engine/model/deps.ts';
import { createJournal } from '../../providers/kit/emulator-journal.ts';
import { emulatorInProcess } from '../../providers/kit/emulator-in-process.ts';
import { inProcessTransport } from '../../providers/kit/in-process-transport.ts';
import { drivenWorld } from './support/driven-world.ts';
import { toyEmulator } from './support/toy-emulator.ts';

const entry = { at: '2026-11-21T09:00:00.000Z', operation: 'x', writes: false, path: '/', status: 200, acted: true };

describe('the journal', () => {
  it('counts all and keeps the last 20,000', () => {
    const journal = createJournal();
    for (let time = 0; time < 45_000; time += 1) journal.record(entry);
    expect(journal.counts().reads).toBe(45_000);
    expect(journal.entries()).toHaveLength(20_000);
    expect(journal.entries().at(-1)?.number).toBe(45_000);
  });

  it('tells writing operations that landed from those that did not', () => {
    const journal = createJournal();
    journal.record({ ...entry, writes: true });
    journal.record({ ...entry, writes: true, acted: false, status: 409 });
    journal.record({ ...entry, writes: true, status: 0 });
    expect(journal.counts()).toEqual({ reads: 0, writes: 3, landed: 2, operations: { x: 3 } });
  });
});

describe('an emulator in the same process', () => {
  function toyInProcess() {
    const toy = toyEmulator('one', drivenWorld());
    const sleep = () => new Promise<never>(() => undefined);
    const transport = inProcessTransport({ portal: emulatorInProcess(toy.app), sleep });
    const ask = (method: string, body?: string) =>
      transport.send({
        method,
        url: 'http://127.0.0.1:4747/thing',
        headers: {},
        ...(body === undefined ? {} : { body }),
        timeout: 1_000,
        signal: new AbortController().signal,
      });
    return { toy, ask };
  }

  it('answers', async () => {
    const { ask } = toyInProcess();
    expect(await ask('GET')).toMatchObject({ status: 200, body: '{"portal":"one"}' });
    expect(await ask('POST', '{"a":1}')).toMatchObject({ status: 201, body: '{"a":1}' });
  });

  it('throws a TransportError where the connection is cut, before or after acting', async () => {
    for (const acting of ['before', 'after'] as const) {
      const { ask, toy } = toyInProcess();
      toy.faults.inject({ fault: { effect: 'cut', acting } });
      const failure = await ask('POST', '{}').catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(TransportError);
      expect(failure).toMatchObject({ delivered: 'maybe' });
      expect(toy.journal.entries()).toMatchObject([{ status: 0, acted: acting === 'after' }]);
      expect(await ask('GET')).toMatchObject({ status: 200 });
    }
  });
});
