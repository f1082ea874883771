import { describe, expect, it } from 'vitest';
import { hasUnseen, safeJson, safeLines, safeText } from '../../engine/render/safe-text.ts';

describe('safeText', () => {
  it('leaves plain text, accents, other scripts and emoji as they are', () => {
    for (const text of ['ada@acme.example', 'Åsa Öberg', 'e\u0301', '李小龍', 'Ёж', '👩‍🔬 ❤️ 👍🏽 🇸🇪', '']) {
      expect([safeText(text), hasUnseen(text)]).toEqual([text, false]);
    }
  });

  it.each([
    ['an escape sequence', '\u001b[31mred', '\\u{1b}[31mred'],
    ['an escape of C1', '\u009b31m', '\\u{9b}31m'],
    ['a bell', 'a\u0007b', 'a\\u{7}b'],
    ['line breaks and tabs', 'a\r\nb\tc', 'a\\r\\nb\\tc'],
    ['a bidirectional override', 'a\u202ecod.exe', 'a\\u{202e}cod.exe'],
    ['a bidirectional isolate', '\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['a zero-width space', 'a\u200bb', 'a\\u{200b}b'],
    ['a joiner between letters', 'a\u200db', 'a\\u{200d}b'],
    ['a byte order mark', '\ufeffada', '\\u{feff}ada'],
    ['a soft hyphen', 'a\u00adb', 'a\\u{ad}b'],
    ['a Hangul filler', 'a\u3164b', 'a\\u{3164}b'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['a lone surrogate', 'a\ud800b', 'a\\u{d800}b'],
    ['a tag character', 'a\u{e0041}b', 'a\\u{e0041}b'],
    ['a selector behind a letter', 'a\ufe0fb', 'a\\u{fe0f}b'],
    ['private use', '\ue000', '\\u{e000}'],
  ])('spells out %s', (_what, text, shown) => {
    expect([safeText(text), hasUnseen(text)]).toEqual([shown, true]);
  });

  it('keeps the line breaks of a text of several lines, and only those', () => {
    expect(safeLines('a\nb\r\nc\u001b')).toEqual(['a', 'b', 'c\\u{1b}']);
  });
});

describe('safeJson', () => {
  it('escapes what JSON leaves bare, and stays the same value', () => {
    const value = { name: 'a\u202eb\u009b\u200b\u007f', picture: '👩‍🔬' };
    const text = safeJson(JSON.stringify(value, null, 2));
    expect(text).toContain('a\\u202eb\\u009b\\u200b\\u007f');
    expect(JSON.parse(text)).toEqual(value);
  });

  it('escapes characters beyond the first plane by both halves', () => {
    expect(safeJson(JSON.stringify('\u{e0041}'))).toBe('"\\udb40\\udc41"');
  });
});
