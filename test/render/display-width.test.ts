import { describe, expect, it } from 'vitest';
import { charactersOf, displayWidth, headOf } from '../../engine/render/display-width.ts';

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['ada', 3],
    ['Åsa', 3],
    ['e\u0301', 1],
    ['\u0301', 0],
    ['李小龍', 6],
    ['ハﾊ', 3],
    ['한국', 4],
    ['ＡＢ', 4],
    ['👍', 2],
    ['👍🏽', 2],
    ['👩‍🔬', 2],
    ['❤️', 2],
    ['🇸🇪', 2],
    ['→·…', 3],
    ['נוח', 3],
  ])('%s takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('charactersOf', () => {
  it('keeps a letter and its accents together, and an emoji of several parts', () => {
    expect(charactersOf('ae\u0301👩‍🔬')).toEqual(['a', 'e\u0301', '👩‍🔬']);
  });
});

describe('headOf', () => {
  it('never takes half a character', () => {
    expect(headOf('李小龍', 5)).toBe('李小');
    expect(headOf('a👩‍🔬', 2)).toBe('a');
    expect(headOf('ada', 10)).toBe('ada');
  });
});
