import { describe, expect, it } from 'vitest';
import { line, printLines } from '../../engine/render/line.ts';
import { paintWith } from '../../engine/render/style.ts';
import { table } from '../../engine/render/table.ts';

function shown(rows: readonly string[][], columns: number, widest = 20): string[] {
  const lines = table(
    rows.map((row) => row.map((cell) => line(cell))),
    { columns, indent: 2, hang: 4, widest },
  );
  return printLines(lines.flat(), paintWith(false)).replace(/\n$/, '').split('\n');
}

describe('table', () => {
  it('aligns its columns, wide letters included', () => {
    expect(
      shown(
        [
          ['a', 'bb', 'c'],
          ['李', 'b', 'c'],
        ],
        40,
      ),
    ).toEqual(['  a   bb  c', '  李  b   c']);
  });

  it('goes on with the next line where a cell does not fit', () => {
    expect(shown([['invite', 'ada@acme.example', 'Full access']], 30)).toEqual([
      '  invite  ada@acme.example',
      '    Full access',
    ]);
  });

  it('fills a line to its last column, and not beyond', () => {
    expect(shown([['ab', 'cdef']], 10)).toEqual(['  ab  cdef']);
    expect(shown([['ab', 'cdef']], 9)).toEqual(['  ab', '    cdef']);
  });

  it('folds only a cell that is wider than a line', () => {
    expect(shown([['x', 'one two three four five six']], 20)).toEqual([
      '  x',
      '    one two three',
      '    four five six',
    ]);
  });

  it('lets one very wide cell push only its own row', () => {
    const rows = [
      ['a-very-very-wide-cell-that-stands-alone', 'end'],
      ['a', 'end'],
    ];
    expect(shown(rows, 60)).toEqual(['  a-very-very-wide-cell-that-stands-alone  end', '  a  end']);
  });

  it('leaves no spaces at the end of a line', () => {
    for (const one of shown(
      [
        ['a', 'b', ''],
        ['aaaa', 'bbbb', 'c'],
      ],
      40,
    ))
      expect(one).toBe(one.trimEnd());
  });
});
