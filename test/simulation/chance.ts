/** Choices that all follow from one number: the same number, the same choices. */
export interface Chance {
  /** From 0 (included) to 1 (excluded). */
  readonly next: () => number;
  /** A whole number from 0 (included) to the limit (excluded). */
  readonly below: (limit: number) => number;
  readonly happens: (probability: number) => boolean;
  /** Undefined only of an empty list. */
  readonly pick: <Value>(list: readonly Value[]) => Value | undefined;
}

/** Mulberry32. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    happens: (probability) => next() < probability,
    pick: (list) => list[below(list.length)],
  };
}
