import { describe, expect, test } from 'vitest';
import { type Files, load, portal, rollcall, said, user } from './workspace-folder.ts';

const bomb = ['a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]']
  .concat(
    ['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, index) => {
      const before = '*abcdefg'[index + 1];
      return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`;
    }),
  )
  .join('\n');

/** Documents that are wrong in one way, as the file `a.yaml` beside a good portal. */
const texts: readonly (readonly [name: string, text: string | Uint8Array, ...said: string[]])[] = [
  ['a tab', 'apiVersion: rollcall/v1\nkind: User\nspec:\n\temail: x@y.z\n', 'tab-indentation a.yaml:4:1'],
  ['a tab after spaces', user('ada', '  why:\n  \treason: x\n'), 'tab-indentation a.yaml:8:3'],
  ['a key twice', user('ada', '  email: b@c.d\n'), 'duplicate-key a.yaml:7:3'],
  ['a key twice in brackets', user('ada', '  name: { given: A, given: B }\n'), 'duplicate-key a.yaml:7:21'],
  [
    'unknown keys',
    user('ada', '  emial: b@c.d\n  why: { tickt: X }\n'),
    'unknown-key a.yaml:7:3',
    'unknown-key a.yaml:8:10',
  ],
  ['a boolean of YAML 1.1', user('ada', '  service: yes\n'), 'wrong-type a.yaml:7:12'],
  ['a number for a text', user('ada', '  why: { ticket: 1042 }\n'), 'wrong-type a.yaml:7:18'],
  ['a text for a list', user('ada', '  roles: admins\n'), 'wrong-type a.yaml:7:10'],
  ['a list for a mapping', user('ada', '  name:\n    - Ada\n'), 'wrong-type a.yaml:7:3'],
  ['nothing for a text', user('ada', '  locale:\n'), 'wrong-type a.yaml:7:3'],
  [
    'missing keys',
    'apiVersion: rollcall/v1\nkind: User\nmetadata: {}\nspec: {}\n',
    'missing-key a.yaml:3:1',
    'missing-key a.yaml:4:1',
  ],
  ['a missing key in an item', user('ada', '  requests:\n    - { do: reset, on: lab }\n'), 'missing-key a.yaml:8:7'],
  ['no kind', 'apiVersion: rollcall/v1\n', 'missing-key a.yaml:1:1'],
  ['an unknown kind', 'apiVersion: rollcall/v1\nkind: Uesr\n', 'unknown-kind a.yaml:2:7'],
  ['another version', user('ada').replace('rollcall/v1', 'rollcall/v2'), 'unknown-value a.yaml:1:13'],
  ['a bad name', user('Ada'), 'wrong-form a.yaml:3:19'],
  ['a bad e-mail', user('ada').replace('@acme.example', ''), 'wrong-form a.yaml:5:10'],
  ['an alias bomb', bomb, 'alias-bomb a.yaml:2:8'],
  ['an alias in its own value', 'a: &x [*x]', 'alias-circle a.yaml:1:8'],
  ['an alias without anchor', 'a: *x', 'unknown-alias a.yaml:1:4'],
  ['bytes that are no UTF-8', Buffer.from([...Buffer.from('# über\nkind: caf'), 0xe9, 0x20]), 'not-utf-8 a.yaml:2:10'],
  ['a character cut at the end', Buffer.from([...Buffer.from('a: '), 0xe2, 0x82]), 'not-utf-8 a.yaml:1:4'],
  ['UTF-16', Buffer.from('\ufeffa: 1', 'utf16le'), 'not-utf-8 a.yaml:1:1'],
  ['a zero byte', 'a: 1\nb: "x\u0000y"\n', 'control-character a.yaml:2:6'],
  ['a lone carriage return', 'a: 1\rb: 2\n', 'control-character a.yaml:1:5'],
  ['__proto__', user('ada', '  __proto__: { service: true }\n'), 'forbidden-key a.yaml:7:3'],
  ['constructor in brackets', user('ada', '  why: { constructor: x }\n'), 'forbidden-key a.yaml:7:10'],
  ['a merge key', user('ada', '  <<: { service: true }\n'), 'merge-key a.yaml:7:3'],
  ['a number as key', user('ada', '  1: x\n'), 'key-not-text a.yaml:7:3'],
  ['a list as key', user('ada', '  ? [a]\n  : x\n'), 'key-not-text a.yaml:7:5'],
  ['a tag', user('ada', '  locale: !!js/regexp x\n'), 'yaml-tag a.yaml:7:23'],
  [
    'a number that is too large',
    user('ada', '  why: { ticket: 12345678901234567890 }\n'),
    'number-too-large a.yaml:7:18',
  ],
  ['an open quote', user('ada', '  locale: "en\n  service: true\n'), 'unclosed-quote a.yaml:7:11'],
  ['an open bracket', user('ada', '  roles: [a, b\n  service: true\n'), 'unclosed-bracket a.yaml:7:10'],
  ['a line too deep', user('ada', '   service: true\n'), 'bad-indentation a.yaml:7:4'],
  ['a line not deep enough', user('ada', ' service: true\n'), 'bad-indentation a.yaml:7:2'],
  ['two mappings on a line', user('ada', '  why:\n    reason: a: b\n'), 'misplaced-colon a.yaml:8:13'],
  ['two mappings in brackets', user('ada', '  why: { reason: a: b }\n'), 'misplaced-colon a.yaml:7:18'],
  ['no colon', user('ada', '  service\n'), 'missing-colon a.yaml:7:3'],
  ['no colon before a list', user('ada', '  access\n    - { portal: acme }\n'), 'missing-colon a.yaml:7:3'],
  ['no colon at the top', 'apiVersion: rollcall/v1\nkind User\nmetadata: { name: ada }\n', 'missing-colon a.yaml:2:1'],
  ['a reserved character', user('ada', '  locale: @en\n'), 'reserved-character a.yaml:7:11'],
  ['a bad escape', user('ada', '  locale: "\\q"\n'), 'bad-escape a.yaml:7:12'],
  ['a list', '- a\n', 'not-a-document a.yaml:1:1'],
  ['words', '# note\n\nhello\n', 'not-a-document a.yaml:3:1'],
  ['brackets without end', `a: ${'['.repeat(100_000)}`, 'too-deep a.yaml:1:260'],
  ['dashes without end', `a:\n${'- '.repeat(10_000)}x`, 'too-deep a.yaml:2:513'],
  [
    'levels without end',
    Array.from({ length: 80 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
    'too-deep a.yaml:66:66',
  ],
  ['a document of a megabyte', `a: &b "${'x'.repeat(200_000)}"`, 'document-too-large a.yaml:1:1'],
  ['a file of 20 MB', Buffer.alloc(20_000_000, 'a: 1\n'), 'file-too-large a.yaml:1:1'],
];

describe('a file that is wrong in one way', () => {
  test.each(texts)('%s', async (_name, text, ...places) => {
    const loaded = await load({ 'portal.yaml': portal, 'a.yaml': text });
    expect(said(loaded)).toEqual(places);
    expect(loaded.workspace).toBeNull();
    for (const { severity, summary, detail, cure, at } of loaded.diagnostics) {
      expect(severity).toBe('error');
      expect(summary).not.toMatch(/ada|acme/);
      expect(`${detail} ${cure}`.length).toBeGreaterThan(20);
      expect(at?.length).toBeGreaterThan(0);
    }
  });
});

/** Whole workspaces that are wrong in one way. */
const workspaces: readonly (readonly [name: string, files: Files, place: string])[] = [
  ['no documents', {}, 'no-portal rollcall.yaml:1:1'],
  ['an empty rollcall.yaml', { 'rollcall.yaml': '# x\n' }, 'no-workspace rollcall.yaml:1:1'],
  [
    'a workspace with a portal in it',
    { 'rollcall.yaml': `${rollcall}---\n${portal}` },
    'workspace-not-alone rollcall.yaml:6:7',
  ],
  [
    'a workspace in a workspace',
    { 'portal.yaml': portal, 'b/rollcall.yaml': rollcall },
    'second-workspace b/rollcall.yaml:2:7',
  ],
  [
    'an unknown key of the workspace',
    { 'rollcall.yaml': `${rollcall}timezon: UTC\n` },
    'unknown-key rollcall.yaml:4:1',
  ],
  [
    'an unknown time zone',
    { 'rollcall.yaml': `${rollcall}timezone: Europe/Berln\n` },
    'unknown-timezone rollcall.yaml:4:11',
  ],
  ['manifests elsewhere', { 'rollcall.yaml': `${rollcall}manifests: ../x\n` }, 'manifests-outside rollcall.yaml:4:12'],
  ['manifests nowhere', { 'rollcall.yaml': `${rollcall}manifests: people\n` }, 'manifests-outside rollcall.yaml:4:12'],
  [
    'manifests by an absolute path',
    { 'rollcall.yaml': `${rollcall}manifests: /etc\n` },
    'manifests-outside rollcall.yaml:4:12',
  ],
];

describe('a workspace that is wrong in one way', () => {
  test.each(workspaces)('%s', async (_name, files, place) => {
    const loaded = await load(files);
    expect(said(loaded)).toEqual([place]);
    expect(loaded.workspace).toBeNull();
  });

  test('several mistakes are said at once, in the order of files and lines', async () => {
    const loaded = await load({ 'b.yaml': user('ada', '  x: 1\n  y: 2\n'), 'a.yaml': portal.replace('toy', 'tyo') });
    expect(said(loaded)).toEqual(['unknown-provider a.yaml:4:19', 'unknown-key b.yaml:7:3', 'unknown-key b.yaml:8:3']);
  });

  test('a file that cannot be read hides references into it, and no other mistakes', async () => {
    const loaded = await load({
      'portal.yaml': `${portal}\n\tx`,
      'a.yaml': user('ada'),
      'b.yaml': user('ben', '  x: 1\n'),
    });
    expect(said(loaded)).toEqual(['unknown-key b.yaml:7:3', 'tab-indentation portal.yaml:6:1']);
  });

  test('a directive is refused where it stands', async () => {
    const loaded = await load({ 'portal.yaml': `# x\n%YAML 1.1\n---\n${portal}` });
    expect(said(loaded)).toEqual(['yaml-directive portal.yaml:2:1']);
  });
});

test('hints', async () => {
  const loaded = await load({
    'portal.yaml': portal,
    'a.yaml': user(
      'ada',
      '  emial: x\n  service: on\n  why: { ticket: 5 }\n  requests: [{ do: rest, on: lab, id: x }]\n',
    ),
  });
  expect(loaded.diagnostics.map(({ hint }) => hint)).toEqual([
    'did you mean email?',
    'YAML 1.2 reads on as text: write true',
    'put quotes around it: "5"',
    'did you mean reset?',
  ]);
  expect(loaded.sourceLine('a.yaml', 8)).toBe('  service: on');
});

test.each(['010', '0x1F', '1.10', '+5', '1e3', 'True'])(
  'the hint for %s repeats what stands in the file',
  async (text) => {
    const files = { 'a.yaml': user('ada', `  name: { given: ${text} }\n`), 'p.yaml': portal };
    const loaded = await load({ ...files, 'rollcall.yaml': rollcall.replace('acme', text) });
    expect(loaded.diagnostics.map(({ hint }) => hint)).toEqual([`put quotes around it: "${text}"`]);
    expect((await load(files)).diagnostics.map(({ hint }) => hint)).toEqual([`put quotes around it: "${text}"`]);
  },
);
