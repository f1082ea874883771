import { describe, expect, test } from 'vitest';
import { addTo, failureOf, newTally, simulate } from './simulate.ts';
import { troubleNames } from './troubles.ts';

/** So many in `npm test`, more in the slow run; `npm run simulate -- --scenarios 20000` plays as many as one likes. */
const slow = process.env['ROLLCALL_SLOW'] === '1';
const scenarios = slow ? 600 : 200;

describe('the whole engine under everything that goes wrong', () => {
  test(
    `comes right in the end, and never does what must not be: ${scenarios} scenarios`,
    { timeout: 300_000 },
    async () => {
      const tally = newTally();
      for (let seed = 1; seed <= scenarios; seed += 1) {
        const played = await simulate(seed);
        if (played.broken.length > 0) expect.fail(await failureOf(seed, played));
        addTo(tally, played);
      }
      // A simulation in which nothing happens proves nothing.
      const never = troubleNames.filter((what) => (tally.struck.get(what) ?? 0) === 0);
      expect(never).toEqual([]);
      expect(tally.runs).toBeGreaterThan(4 * scenarios);
      expect(tally.effects).toBeGreaterThan(3 * scenarios);
    },
  );

  test('goes the same way each time that the same seed is played', async () => {
    for (const seed of [3, 14]) expect(await simulate(seed)).toEqual(await simulate(seed));
  });
});
