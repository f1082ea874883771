/** `npm test` shows a few cases of each kind, `npm run test:slow` many; both begin with the same seed. */
const slow = process.env['ROLLCALL_SLOW'] === '1';

/** Asked for by hand: `ROLLCALL_FUZZ_SEED=7` repeats a run, `ROLLCALL_FUZZ_TIMES=50` makes a longer one. */
const { ROLLCALL_FUZZ_SEED: askedSeed, ROLLCALL_FUZZ_TIMES: askedTimes } = process.env;

export interface FuzzRuns {
  readonly seed: number;
  readonly numRuns: number;
}

/** The parameters of one `fc.assert`; a failure shows seed and path, and both repeat it. */
export function fuzzRuns(runs: { readonly short: number; readonly long: number }): FuzzRuns {
  const seed = askedSeed === undefined ? 20261122 : Number(askedSeed);
  const times = (slow ? runs.long : runs.short) * Number(askedTimes ?? '1');
  // A part of a run would never end.
  return { seed, numRuns: Math.max(1, Math.round(times)) };
}

/** For all cases of a long run together. */
export const longestRun = 3_600_000;

/** No single case may take longer, whatever it is given. */
export const longestCase = 5_000;
