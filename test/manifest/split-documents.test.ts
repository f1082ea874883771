import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { splitDocuments } from '../../engine/manifest/split-documents.ts';

test.each([
  ['a: 1', [[0, 1, 'a: 1']]],
  ['', []],
  ['# x\n\n', []],
  ['---\n---\n', []],
  [
    '---\na: 1\n---\nb: 2\n',
    [
      [0, 2, '---\na: 1\n'],
      [9, 4, '---\nb: 2\n'],
    ],
  ],
  [
    '# x\na: 1\n...\nb: 2\n',
    [
      [0, 2, '# x\na: 1\n'],
      [13, 4, 'b: 2\n'],
    ],
  ],
  ['--- a\n---b\n', [[0, 1, '--- a\n---b\n']]],
  ['a: |\n ---\n x\n', [[0, 1, 'a: |\n ---\n x\n']]],
  [
    'a: 1\r\n---\r\nb: 2\r\n',
    [
      [0, 1, 'a: 1\r\n'],
      [6, 3, '---\r\nb: 2\r\n'],
    ],
  ],
  ['---\n\n# x\n  a: 1\n---', [[0, 4, '---\n\n# x\n  a: 1\n']]],
])('%j', (text, segments) => {
  expect(splitDocuments(text).map(({ offset, line, text: part }) => [offset, line, part])).toEqual(segments);
});

test('agrees with the parser on where documents are', () => {
  const piece = fc.constantFrom(
    '---\n',
    '...\n',
    'a: 1\n',
    'b: |\n  ---\n',
    '# x\n',
    '\n',
    '- "--- x"\n',
    '--- c: 1\n',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join('');
      const documents = parseAllDocuments(text);
      if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return;
      const full = documents.map((document) => document.toJS() as unknown).filter((value) => value !== null);
      const split = splitDocuments(text).flatMap(({ text: part }) =>
        parseAllDocuments(part).map((one) => one.toJS() as unknown),
      );
      expect(split).toEqual(full);
    }),
    { numRuns: 2000 },
  );
});
