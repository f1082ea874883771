import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { virtualDeps } from './virtual-deps.ts';
import { endVirtualTimes } from './virtual-time.ts';

const request = { method: 'GET', url: 'http://portal.test/', headers: {}, timeout: 1_000 };

describe('virtual deps', () => {
  it('wake sleepers in the order of their time, not of their coming', async () => {
    const { sleep, clock } = virtualDeps();
    const woken: string[] = [];
    const log = (name: string) => () => void woken.push(`${name}@${clock.monotonic()}`);
    await Promise.all([sleep(300).then(log('c')), sleep(100).then(log('a')), sleep(100).then(log('b'))]);
    expect(woken).toEqual(['a@100', 'b@100', 'c@300']);
  });

  it('move the wall clock with the monotonic one, and jump it alone', async () => {
    const { sleep, clock, time } = virtualDeps({ at: '2026-01-01T00:00:00.000Z' });
    await sleep(86_400_000);
    time.jump(-3_600_000);
    expect(new Date(clock.now()).toISOString()).toBe('2026-01-01T23:00:00.000Z');
    expect(clock.monotonic()).toBe(86_400_000);
  });

  it('end with their file, though somebody would go on for ever', async () => {
    const { sleep } = virtualDeps();
    let steps = 0;
    void (async () => {
      for (;;) {
        await sleep(1_000);
        steps += 1;
      }
    })();
    while (steps < 3) await new Promise((resolve) => setImmediate(resolve));
    endVirtualTimes();
    const before = steps;
    for (let turns = 0; turns < 100; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(steps - before).toBeLessThanOrEqual(1);
  });

  it('stand still in manual mode until somebody moves them', async () => {
    const { sleep, time } = virtualDeps({ advance: 'manual' });
    let steps = 0;
    void (async () => {
      for (;;) {
        await sleep(1_000);
        steps += 1;
      }
    })();
    await time.advance(999);
    expect(steps).toBe(0);
    await time.advance(3_001);
    expect(steps).toBe(4);
  });

  it('give an aborted sleeper the reason of its signal and forget it', async () => {
    const { sleep, time, signal, interrupt } = virtualDeps({ advance: 'manual' });
    const sleeping = sleep(1_000, signal);
    interrupt();
    await expect(sleeping).rejects.toThrow('interrupted');
    await expect(sleep(1, signal)).rejects.toThrow('interrupted');
    expect(time.sleepers()).toBe(0);
  });

  it('do not let time pass while a file is written or a real answer is under way', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'virtual-'));
    const slow = { send: () => new Promise<never>((_, reject) => setTimeout(() => reject(new Error('late')), 30)) };
    const { sleep, clock, transport, signal } = virtualDeps({ network: slow });
    void sleep(60_000).catch(() => {});
    await writeFile(join(folder, 'a'), 'x'.repeat(4_000_000));
    const before = clock.monotonic();
    await expect(transport.send({ ...request, signal })).rejects.toThrow('late');
    await rm(folder, { recursive: true });
    expect(before).toBe(0);
  });

  it('answer from a portal in this process, and without one say that nobody answers', async () => {
    const { transport, signal } = virtualDeps({ portal: () => new Response('hello') });
    expect((await transport.send({ ...request, signal })).body).toBe('hello');
    const none = virtualDeps().transport.send({ ...request, signal });
    await expect(none).rejects.toMatchObject({ delivered: 'no' });
  });

  it('are the same for the same seed', () => {
    const [one, two, other] = [virtualDeps({ seed: 7 }), virtualDeps({ seed: 7 }), virtualDeps({ seed: 8 })];
    const draw = ({ random }: { random: () => number }) => [random(), random(), random()];
    const first = draw(one);
    expect(first).toEqual(draw(two));
    expect(first).not.toEqual(draw(other));
    expect(first.every((value) => value >= 0 && value < 1)).toBe(true);
    expect([one.newId(), one.newId()]).toEqual(['id-1', 'id-2']);
  });
});
