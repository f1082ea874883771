import { expect, it } from 'vitest';
import { retryAfter } from '../../providers/kit/retry-after.ts';

const now = Date.parse('2026-11-21T09:00:00Z');

it.each([
  ['0', 0],
  ['120', 120_000],
  [' 1.5 ', 1_500],
  ['Sat, 21 Nov 2026 09:00:30 GMT', 30_000],
  ['Sat, 21 Nov 2026 08:00:00 GMT', 0],
  ['-5', undefined],
  ['2026', 2_026_000],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After "%s" asks for %s ms', (header, wait) => {
  expect(retryAfter(header, now)).toBe(wait);
});
