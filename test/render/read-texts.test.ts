import { describe, expect, it } from 'vitest';
import type { ReadSummary } from '../../engine/model/plan.ts';
import { readTexts } from '../../engine/render/read-texts.ts';

const read = (kind: string, more: Partial<ReadSummary> = {}): ReadSummary => ({
  portal: 'nordic',
  kind,
  coverage: 'known-only',
  pages: 0,
  rows: 0,
  problem: null,
  ...more,
});
const problem = { code: 'unavailable' as const, text: 'no answer came' };

describe('what reads did not bring', () => {
  it('is one sentence for all kinds that a portal does not list', () => {
    expect(readTexts(['a', 'b', 'c', 'd', 'e'].map((kind) => read(kind)))).toEqual([
      {
        text: 'a, b, c, … and 2 more of nordic: the portal has no lists; shown is what was recorded or attested, others may be there',
        isProblem: false,
      },
    ]);
  });

  it('says that nobody could look, where the credentials do not exist yet', () => {
    const pending = { pending: 'access-key' };
    expect(readTexts([read('a', pending), read('b', pending)]).map(({ text }) => text)).toEqual([
      'nordic: not read, for its credentials wait for access-key; shown is what was recorded or attested',
    ]);
  });

  it('names each kind of which something went wrong', () => {
    const reads = [
      read('a', { problem }),
      read('b', { coverage: 'failed', problem }),
      read('c', { coverage: 'complete' }),
      read('d', { coverage: 'partial', rows: 7 }),
      read('e', { portal: 'other' }),
    ];
    expect(readTexts(reads).map(({ text, isProblem }) => [isProblem, text.slice(0, 34)])).toEqual([
      [false, 'e of other: the portal has no list'],
      [false, 'a of nordic: the portal has no lis'],
      [true, 'b of nordic: could not be read, so'],
      [true, 'd of nordic: read only in part (7 '],
    ]);
  });
});
