import { describe, expect, it } from 'vitest';
import { durationText, momentText, shortDate, sinceText, untilText } from '../../engine/render/time-text.ts';

const now = '2026-11-21T09:14:00.000Z';

describe('durationText', () => {
  it.each([
    [0, '0 s'],
    [912, '0.9 s'],
    [2_000, '2 s'],
    [2_040, '2.0 s'],
    [12_400, '12 s'],
    [60_000, '1 min'],
    [242_000, '4 min 2 s'],
    [119_900, '2 min'],
    [7_500_000, '2 h 5 min'],
    [3 * 86_400_000, '3 days'],
  ])('%i ms are %s', (span, text) => {
    expect(durationText(span)).toBe(text);
  });
});

describe('sinceText', () => {
  it.each([
    ['2026-11-21T09:13:30.000Z', 'just now'],
    ['2026-11-21T09:02:00.000Z', '12 min'],
    ['2026-11-21T07:00:00.000Z', '2 h'],
    ['2026-11-19T10:00:00.000Z', '47 h'],
    ['2026-11-15T09:00:00.000Z', '6 days'],
    ['2026-11-22T09:00:00.000Z', 'just now'],
    ['nonsense', 'unknown'],
  ])('%s', (instant, text) => {
    expect(sinceText(instant, now)).toBe(text);
  });
});

describe('dates', () => {
  it('name the year only where it is another one', () => {
    expect(shortDate('2026-11-28T07:00:00.000Z', now)).toBe('28 Nov');
    expect(shortDate('2027-01-02T07:00:00.000Z', now)).toBe('2 Jan 2027');
  });

  it('say the end of a day as the day that is still included', () => {
    expect(untilText('2027-03-31T23:59:59.999Z')).toBe('until 2027-03-31 24:00 UTC');
    expect(untilText('2027-04-01T00:00:00.000Z')).toBe('until 2027-03-31 24:00 UTC');
    expect(untilText('2027-03-31T22:00:00.000Z')).toBe('until 2027-03-31 22:00 UTC');
    expect(momentText(now)).toBe('2026-11-21 09:14 UTC');
  });
});
