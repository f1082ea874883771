import { day, hour, type Milliseconds, minute, second } from '../model/instant.ts';

const units: ReadonlyMap<string, Milliseconds> = new Map([
  ['s', second],
  ['m', minute],
  ['h', hour],
  ['d', day],
]);

/**
 * `30s`, `10m`, `24h`, `7d` in milliseconds. The schema has already checked the text.
 *
 * @throws RangeError for anything else.
 */
export function durationOf(text: string): Milliseconds {
  const unit = units.get(text.slice(-1));
  const count = Number(text.slice(0, -1));
  if (unit === undefined || !Number.isInteger(count)) throw new RangeError('not a duration');
  return count * unit;
}
