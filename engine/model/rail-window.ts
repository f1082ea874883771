import type { RailWindow } from './harm.ts';
import { day, hour, type Milliseconds, minute, second } from './instant.ts';

/** How far back rails look where a portal says nothing else: ten runs of 24 % in one week are one of 93 %. */
export const defaultWindow: RailWindow = { runs: 10, within: 7 * day };

/** `10 runs within 7 days` */
export function windowText({ runs, within }: RailWindow): string {
  return `${runs === 1 ? '1 run' : `${runs} runs`} within ${spanText(within)}`;
}

/** In the largest unit that leaves nothing over, as it was written in the manifest. */
function spanText(span: Milliseconds): string {
  for (const [unit, word] of units) {
    if (span % unit === 0) return span === unit ? `1 ${word}` : `${span / unit} ${word}s`;
  }
  return `${span / second} seconds`;
}

const units = [
  [day, 'day'],
  [hour, 'hour'],
  [minute, 'minute'],
  [second, 'second'],
] as const;
