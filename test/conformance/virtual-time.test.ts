import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createVirtualTime } from '../../engine/conformance/virtual-time.ts';

const start = '2026-11-21T09:00:00.000Z';

describe('virtual time', () => {
  test('wakes sleepers in the order of their alarms', async () => {
    const { sleep, clock } = createVirtualTime({ start, turn });
    const woken: string[] = [];
    const log = (name: string) => () => void woken.push(`${name} ${clock.monotonic()}`);
    await Promise.all([sleep(300).then(log('c')), sleep(100).then(log('a')), sleep(200).then(log('b'))]);
    expect(woken).toEqual(['a 100', 'b 200', 'c 300']);
  });

  test('stands still while a request is under way', async () => {
    const time = createVirtualTime({ start, turn });
    const slow = time.during({
      send: async () => {
        for (let turns = 0; turns < 20; turns += 1) await turn();
        return { status: 200, headers: {}, body: '' };
      },
    });
    let elapsed = -1;
    void time.sleep(1_000);
    const signal = new AbortController().signal;
    await slow.send({ method: 'GET', url: 'http://x/', headers: {}, timeout: 1, signal }).then(() => {
      elapsed = time.clock.monotonic();
    });
    expect(elapsed).toBe(0);
  });

  test('passes by order', async () => {
    const time = createVirtualTime({ start, turn });
    await time.pass(86_400_000);
    expect(new Date(time.clock.now()).toISOString()).toBe('2026-11-22T09:00:00.000Z');
  });

  test('lets an aborted sleeper go with the reason, and forgets it', async () => {
    const time = createVirtualTime({ start, turn });
    const stop = new AbortController();
    const sleeping = time.sleep(1_000, stop.signal);
    stop.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
    await expect(time.sleep(1, stop.signal)).rejects.toThrow('enough');
    expect(time.clock.monotonic()).toBe(0);
  });

  test('counts whole milliseconds, as a real clock does', async () => {
    const { sleep, clock } = createVirtualTime({ start, turn });
    await sleep(0.4);
    await sleep(1.2);
    expect(clock.monotonic()).toBe(3);
  });

  test('wakes nobody after the end', async () => {
    const time = createVirtualTime({ start, turn });
    let isAwake = false;
    void time.sleep(10).then(() => (isAwake = true));
    time.stop();
    for (let turns = 0; turns < 20; turns += 1) await turn();
    expect(isAwake).toBe(false);
  });
});
