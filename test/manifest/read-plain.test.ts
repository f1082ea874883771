import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../engine/manifest/parse-yaml.ts';
import { readPlain } from '../../engine/manifest/read-plain.ts';

/** What the quick reader reads, the parser reads in the same way and finds nothing wrong with. */
function agrees(text: string): boolean {
  const plain = readPlain(text);
  if (plain !== undefined) expect({ text, ...parseYaml(text) }).toEqual({ text, value: plain, problems: [] });
  return plain !== undefined;
}

describe('what the quick reader reads', () => {
  test.each([
    ['a: b', { a: 'b' }],
    ['---\na: b\n', { a: 'b' }],
    ['--- # first\n\n# more\na: b # c\n', { a: 'b' }],
    ['a:\n  b:\n    c: 1\n  d: x\ne: y\n', { a: { b: { c: 1 }, d: 'x' }, e: 'y' }],
    ['a:\n- x\n- y\nb:\n  - x: 1\n    y: 2\n  - x: 3\n', { a: ['x', 'y'], b: [{ x: 1, y: 2 }, { x: 3 }] }],
    [
      'a: { b: c, d: [1, x y, "q, r", \'s\'], e: {} }\nf: []',
      { a: { b: 'c', d: [1, 'x y', 'q, r', 's'], e: {} }, f: [] },
    ],
    [
      'a: 2027-03-31\nb: no\nc: true\nd: null\ne:\nf: 0\ng: x:y',
      { a: '2027-03-31', b: 'no', c: true, d: null, e: null, f: 0, g: 'x:y' },
    ],
    [
      'a: "x # y" # z\nb: it\'s\nc: Zoë (née Ö)\r\nd: [https://x.example/a]',
      { a: 'x # y', b: "it's", c: 'Zoë (née Ö)', d: ['https://x.example/a'] },
    ],
  ])('%j', (text, value) => {
    expect(readPlain(text)).toEqual(value);
    expect(agrees(text)).toBe(true);
  });

  test.each([
    ...[
      'a: |\n  x',
      'a: >-\n  x',
      'a: x\n  y',
      'a: "x\n  y"',
      'a: "\\n"',
      "a: 'it''s'",
      'a: &x 1',
      'a: *x',
      'a: !!str 1',
    ],
    ...['a: 007', 'a: 0x1F', 'a: 1.5', 'a: 1e3', 'a: -1', 'a: .inf', 'a: ~', 'a: 12345678901234567890', 'a: 2027-03'],
    ...['a: b: c', 'a: b:', 'a: [x', 'a: {b: 1,}', 'a: [,]', 'a: [x: y]', 'a: {b}', 'a: {b:1}', 'a: @x', 'a: `x'],
    ...[
      'a: 1\na: 2',
      'a: {b: 1, b: 2}',
      '__proto__: 1',
      'a: { constructor: 1 }',
      'true: 1',
      '1: 2',
      '"a": 1',
      '? a',
      '<<: 1',
    ],
    ...[
      'a:\n\tb: 1',
      'a: 1\n b: 2',
      ' a: 1\nb: 2',
      'a:\n    b: 1\n  c: 2',
      '- a',
      'x',
      '',
      '# x',
      '%YAML 1.1',
      '--- x',
      '--- {a: 1}',
    ],
    ...[
      'a:\n  - - x',
      'a:\n  -\n    b: 1',
      'a:\n  - # x',
      'a: - x',
      'a:\n- x\n  - y',
      'a: 1\n- x',
      'a: "x" y',
      'a: [x] y',
      '\ufeffa: 1',
    ],
    ...[`a:\n${' '.repeat(41)}b: 1`, `a: ${'['.repeat(12)}${']'.repeat(12)}`],
  ])('leaves %j to the parser', (text) => {
    expect(readPlain(text)).toBeUndefined();
  });
});

describe('the quick reader and the parser', () => {
  const word = fc.constantFrom(
    ...['a', 'b', 'key', 'x y', 'no', 'true', 'Null', '1', '0', '01', '1e3', '0x1', '1.0', '-', '--'],
  );
  const mark = fc.constantFrom(
    ...[': ', ':', ' #', '#', '- ', '-', '? ', '"', "'", '{', '}', '[', ']', ', ', ',', '&', '*', '!', '|', '>'],
  );
  const room = fc.constantFrom(
    ...['\n', '\n', '\n  ', '\n  ', '\n    ', '\n- ', '\n  - ', '\n   ', ' ', '  ', '\r\n', '\t', '\n---\n', '\n# c\n'],
  );
  const entry = fc.constantFrom(
    ...['a: ', 'b: ', 'c:\n  ', 'd:\n  - ', 'e: [', 'f: {a: ', 'g: "', "h: '", 'i:', 'j: 2027-01-01', '\u00a0', 'é'],
  );

  test('agree on pieces of YAML put together at random', () => {
    let read = 0;
    const pieces = fc.array(fc.oneof({ weight: 3, arbitrary: entry }, { weight: 3, arbitrary: room }, word, mark), {
      maxLength: 14,
    });
    fc.assert(
      fc.property(pieces, (parts) => {
        read += Number(agrees(parts.join('')));
      }),
      { numRuns: 20_000 },
    );
    expect(read).toBeGreaterThan(300);
  });

  const honest = [
    'apiVersion: rollcall/v1\nkind: User\nmetadata: { name: ada }\nspec:\n  email: ada@acme.example',
    '  name: { given: Ada, family: Lovelace }\n  roles: [admins, { name: x, until: 2027-03-31 }]',
    '  access:\n    - portal: lab\n      role: Full access\n      with: { floor: 3 }\n    - { portal: lab, role: Red }',
    '  requests:\n  - do: reset\n    on: lab # soon\n    id: "lost phone"\n  service: false\n',
  ].join('\n');

  test('agree on an honest document with a few characters changed', () => {
    let read = 0;
    const edit = fc.tuple(fc.nat(honest.length), fc.nat(3), fc.oneof(word, mark, room));
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 3 }), (edits) => {
        let text = honest;
        for (const [at, remove, insert] of edits) text = text.slice(0, at) + insert + text.slice(at + remove);
        read += Number(agrees(text));
      }),
      { numRuns: 10_000 },
    );
    expect(read).toBeGreaterThan(1000);
  });
});
