import { type Milliseconds, second } from '../model/instant.ts';
import { displayWidth, headOf } from './display-width.ts';
import { safeStart, safeText } from './safe-text.ts';
import { durationText } from './time-text.ts';
import { number } from './words.ts';

export interface Progress {
  readonly portal: string;
  readonly done: number;
  readonly failed: number;
  readonly total: number;
  /** Since the first change was begun. */
  readonly elapsed: Milliseconds;
  /** Requests per second that the portal is allowed. */
  readonly limit: number;
}

const barWidth = 24;

/**
 * As many as the limit allows start at once, and use up the second after them: that second belongs to the measure, or
 * the first of them would seem faster than the portal allows. Zero: too early to say.
 */
function rateOf({ done, elapsed }: Progress): number {
  return elapsed < second ? 0 : (done * second) / (elapsed + second);
}

/** `acme-connect  ████░░░░  812/1,209  4.9/s (limit 5/s)  1 min 21 s left  1 failed`, as far as the terminal has room. */
export function progressLine(progress: Progress, columns: number): string {
  const { done, total, failed, limit } = progress;
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const filled = Math.round(share * barWidth);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`;
  const rate = rateOf(progress);
  // Faster than the limit is only what asks the portal for nothing: beside the limit it would say that it was broken.
  const pace = rate === 0 || rate > limit ? '' : `${rate.toFixed(1)}/s (limit ${limit}/s)`;
  const left = rate === 0 || done >= total ? '' : `${durationText(((total - done) * 1000) / rate)} left`;
  const portal = safeStart(safeText(progress.portal));
  const count = `${number(done)}/${number(total)}`;
  const wrong = failed === 0 ? '' : `${number(failed)} failed`;
  const fullest = [portal, bar, count, pace, left, wrong];
  for (const parts of [fullest, [portal, bar, count, left, wrong], [portal, count, wrong]]) {
    const text = parts.filter((part) => part !== '').join('  ');
    if (displayWidth(text) <= columns) return text;
  }
  return headOf(`${count} ${wrong}`.trim(), columns);
}
