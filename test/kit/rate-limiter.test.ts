import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateLimiter } from '../../providers/kit/rate-limiter.ts';
import { virtualTime } from '../support/virtual-time.ts';

/** When each of `count` requests started, all asked for at once. */
async function startsOf(perSecond: number, count: number): Promise<number[]> {
  const time = virtualTime();
  const limiter = createRateLimiter(time, perSecond);
  const starts: number[] = [];
  const all = Array.from({ length: count }, () => limiter.start().then(() => starts.push(time.clock.monotonic())));
  await Promise.all(all);
  return starts;
}

function mostInOneSecond(starts: readonly number[]): number {
  let most = 0;
  let oldest = 0;
  for (const [newest, at] of starts.entries()) {
    while (at - (starts[oldest] ?? 0) > 1_000) oldest += 1;
    most = Math.max(most, newest - oldest + 1);
  }
  return most;
}

describe('a rate limiter', () => {
  it('never lets more than N start in any second, however they come', async () => {
    const arrivals = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 60 });
    const property = fc.asyncProperty(fc.integer({ min: 1, max: 9 }), arrivals, async (perSecond, gaps) => {
      const time = virtualTime();
      const limiter = createRateLimiter(time, perSecond);
      const starts: number[] = [];
      const pending: Promise<unknown>[] = [];
      for (const gap of gaps) {
        await time.sleep(gap);
        pending.push(limiter.start().then(() => starts.push(time.clock.monotonic())));
      }
      await Promise.all(pending);
      expect(starts).toHaveLength(gaps.length);
      expect(mostInOneSecond(starts)).toBeLessThanOrEqual(perSecond);
    });
    await fc.assert(property, { numRuns: 60 });
  });

  it.each([1, 5, 50])('uses at least 95 %% of %i per second', async (perSecond) => {
    const starts = await startsOf(perSecond, perSecond * 40 + 1);
    const seconds = (starts.at(-1) ?? 0) / 1_000;
    expect((starts.length - 1) / seconds).toBeGreaterThanOrEqual(perSecond * 0.95);
    expect(mostInOneSecond(starts)).toBe(perSecond);
  });

  it.each([
    [0.5, 2_000],
    [2.5, 400],
  ])('spreads %d per second evenly', async (perSecond, gap) => {
    const starts = await startsOf(perSecond, 21);
    const gaps = starts.slice(1).map((at, index) => at - (starts[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(gap);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(gap / 0.95);
  });

  it('lets them start in the order in which they asked', async () => {
    const limiter = createRateLimiter(virtualTime(), 3);
    const order: number[] = [];
    const all = Array.from({ length: 20 }, (_, nth) => limiter.start().then(() => order.push(nth)));
    await Promise.all(all);
    expect(order).toEqual(Array.from({ length: 20 }, (_, nth) => nth));
  });

  it('forgets those who leave: they use nothing up, and the last one to leave ends the wait', async () => {
    const time = virtualTime({ advance: 'manual' });
    const limiter = createRateLimiter(time, 1);
    await limiter.start();
    const stop = new AbortController();
    const leaving = Array.from({ length: 3 }, () => limiter.start(stop.signal));
    stop.abort(new Error('stopped'));
    for (const one of leaving) await expect(one).rejects.toThrow('stopped');
    await expect(limiter.start(stop.signal)).rejects.toThrow('stopped');
    expect([limiter.waiting(), time.sleepers()]).toEqual([0, 0]);
    let started = false;
    void limiter.start().then(() => {
      started = true;
    });
    await time.advance(1_100);
    expect(started).toBe(true);
  });

  it('lets nobody start while it pauses', async () => {
    const time = virtualTime();
    const limiter = createRateLimiter(time, 10);
    limiter.pause(5_000);
    limiter.pause(1_000);
    await limiter.start();
    expect(time.clock.monotonic()).toBe(5_000);
  });

  it('needs a rate above zero', () => {
    for (const rate of [0, -1, Number.NaN]) expect(() => createRateLimiter(virtualTime(), rate)).toThrow(RangeError);
  });

  it('holds a hundred thousand waiters of one signal without walking through them', async () => {
    const time = virtualTime();
    const limiter = createRateLimiter(time, 50_000);
    const stop = new AbortController();
    let started = 0;
    const all = Array.from({ length: 100_000 }, () => limiter.start(stop.signal).then(() => (started += 1)));
    expect(limiter.waiting()).toBe(50_000);
    await Promise.all(all);
    expect(started).toBe(100_000);
  });
});
