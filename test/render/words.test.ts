import { describe, expect, it } from 'vitest';
import { legend, symbols } from '../../engine/render/symbols.ts';
import { clipped, counted, firstOf, number, plural } from '../../engine/render/words.ts';

describe('numbers and nouns', () => {
  it('group thousands alike on every machine', () => {
    expect([0, 999, 1_000, 1_234_567].map(number)).toEqual(['0', '999', '1,000', '1,234,567']);
  });

  it('count', () => {
    expect(counted(1, 'teammate')).toBe('1 teammate');
    expect(counted(1512, 'resource')).toBe('1,512 resources');
    expect(['policy', 'address', 'key', 'person'].map(plural)).toEqual(['policies', 'addresses', 'keys', 'people']);
    expect(plural('credentials')).toBe('credentials');
  });
});

describe('what is left out', () => {
  it('is counted', () => {
    expect(firstOf(['a', 'b', 'c'], 2)).toBe('a, b, … and 1 more');
    expect(firstOf(['a', 'b'], 2)).toBe('a, b');
    expect(clipped('abcdef', 4)).toBe('abcd… (2 more characters)');
    expect(clipped('abcd', 4)).toBe('abcd');
  });

  it('is never half a character', () => {
    expect(clipped('a👍b', 2)).toBe('a… (3 more characters)');
  });
});

describe('symbols', () => {
  it('have one meaning each', () => {
    const meanings = new Map<string, Set<string>>();
    for (const { mark, means } of Object.values(symbols)) {
      meanings.set(mark, (meanings.get(mark) ?? new Set()).add(means));
    }
    for (const [mark, means] of meanings) expect([mark, means.size]).toEqual([mark, 1]);
    expect(new Set(legend()).size).toBe(legend().length);
  });
});
