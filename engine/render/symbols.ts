import type { Change, Standing } from '../model/change.ts';
import type { RunResult } from '../model/run-report.ts';
import type { Style } from './style.ts';

export interface Symbol {
  readonly mark: string;
  readonly style: Style;
  /** What it means, for the legend in the help of plan. */
  readonly means: string;
}

type Shown = Change['verdict'] | Standing['verdict'] | RunResult['result'];

/** One symbol, one meaning, on every screen. The word always stands beside it. */
export const symbols: Readonly<Record<Shown, Symbol>> = {
  create: { mark: '+', style: 'comes', means: 'comes to be' },
  invite: { mark: '+', style: 'comes', means: 'comes to be' },
  update: { mark: '~', style: 'changes', means: 'changes' },
  reset: { mark: '↻', style: 'changes', means: 'done once, on request' },
  sync: { mark: '↻', style: 'changes', means: 'done once, on request' },
  delete: { mark: '-', style: 'goes', means: 'goes' },
  adopt: { mark: '»', style: 'comes', means: 'found there, managed from now on' },
  'take-over': { mark: '»', style: 'care', means: 'found there, managed from now on' },
  release: { mark: '«', style: 'care', means: 'stays there, managed no longer' },
  notify: { mark: '@', style: 'comes', means: 'a mail' },
  unchanged: { mark: '=', style: 'quiet', means: 'as declared' },
  waiting: { mark: '○', style: 'waits', means: 'somebody has to do something first' },
  manual: { mark: '☐', style: 'waits', means: 'a step by hand: the portal has no API for it' },
  blocked: { mark: '⊘', style: 'bad', means: 'cannot be planned' },
  unmanaged: { mark: '?', style: 'quiet', means: 'found there, declared nowhere, never touched' },
  done: { mark: '✓', style: 'good', means: 'done' },
  failed: { mark: '✗', style: 'bad', means: 'failed' },
  stale: { mark: '≠', style: 'bad', means: 'no longer what was planned for' },
  unknown: { mark: '‽', style: 'bad', means: 'nobody can say whether it was done' },
  'not-tried': { mark: '·', style: 'quiet', means: 'not tried' },
};

export const attention: Symbol = { mark: '!', style: 'care', means: 'look at this first' };

/** One line per meaning: `+ comes to be`. */
export function legend(): string[] {
  const meanings = new Map([...Object.values(symbols), attention].map((symbol) => [symbol.mark, symbol.means]));
  return [...meanings].map(([mark, means]) => `${mark} ${means}`);
}
