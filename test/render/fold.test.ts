import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, type FoldOptions } from '../../engine/render/fold.ts';
import { displayWidth } from '../../engine/render/display-width.ts';
import { wholeCommand } from '../../engine/render/commands.ts';
import { line, printLines } from '../../engine/render/line.ts';
import { paintWith } from '../../engine/render/style.ts';

function folded(text: string, options: FoldOptions): string[] {
  return printLines(fold(line(text), options), paintWith(false))
    .replace(/\n$/, '')
    .split('\n');
}

describe('fold', () => {
  it('breaks at spaces and hangs what follows', () => {
    expect(folded('one two three four', { columns: 10, hang: 2 })).toEqual(['one two', '  three', '  four']);
  });

  it('never cuts an address that fits on a line of its own', () => {
    const lines = folded('to ada.lovelace@acme.example now', { columns: 26 });
    expect(lines).toEqual(['to', 'ada.lovelace@acme.example', 'now']);
  });

  it('cuts a word that is wider than a line behind an @, a dot or a slash', () => {
    expect(folded('ada.lovelace@analytical.example', { columns: 20 })).toEqual(['ada.lovelace@', 'analytical.example']);
  });

  it('never breaks a command, which a person copies: it has a line of its own, however long', () => {
    const command = wholeCommand('rollcall attest acme/teammate/ada@acme.example --evidence T');
    expect(folded(`Done? ${command} now`, { columns: 30, hang: 2 })).toEqual([
      'Done?',
      '  rollcall attest acme/teammate/ada@acme.example --evidence T',
      '  now',
    ]);
    const two = wholeCommand('rollcall plan --out p, then rollcall apply p');
    expect(folded(two, { columns: 24 })).toEqual(['rollcall plan --out p,', 'then rollcall apply p']);
  });

  it('keeps a number and its unit together', () => {
    expect(folded('took 12 s, over', { columns: 9 })).toEqual(['took', '12 s,', 'over']);
  });

  it('measures wide letters as wide', () => {
    expect(folded('李小龍 李小龍', { columns: 12 })).toEqual(['李小龍', '李小龍']);
  });

  it('is never wider than the terminal, and loses nothing but spaces', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 120 });
    const options = fc.record({ columns: fc.integer({ min: 12, max: 60 }), hang: fc.integer({ min: 0, max: 5 }) });
    fc.assert(
      fc.property(text, options, (words, place) => {
        const lines = fold(line(words), place);
        const shown = lines.map((one) => one.map((span) => span.text).join(''));
        for (const one of shown) expect(displayWidth(one)).toBeLessThanOrEqual(place.columns);
        const given = line(words)
          .map((span) => span.text)
          .join('');
        expect(shown.join('').replaceAll(' ', '')).toBe(given.replaceAll(' ', ''));
      }),
    );
  });
});
