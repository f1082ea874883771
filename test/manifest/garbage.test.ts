import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDocuments } from '../../engine/manifest/read-documents.ts';
import { createLocator } from '../../engine/manifest/locator.ts';
import { folderOf, loadFolder, portal, user } from './workspace-folder.ts';

const honest = `${portal}---\n${user('ada', '  roles: [a, { name: b, until: 2027-01-01 }]\n  why: { reason: "x" }\n')}`;

const scraps = [
  '\n',
  ' ',
  '  ',
  '\t',
  ': ',
  '- ',
  '? ',
  '#',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ',',
  '&a ',
  '*a',
  '!x ',
  '|',
  '>',
  '%',
  '---',
  '...',
];

/** A text with some characters replaced by scraps of YAML. */
const mutated = fc
  .array(fc.tuple(fc.nat(honest.length), fc.nat(6), fc.constantFrom(...scraps)), { maxLength: 6 })
  .map((edits) => edits.reduce((text, [at, cut, scrap]) => text.slice(0, at) + scrap + text.slice(at + cut), honest));

describe('whatever a file holds', () => {
  test('a workspace or diagnostics come of it, never an exception', async () => {
    const folder = folderOf({ 'portal.yaml': portal });
    const inputs = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .array(fc.constantFrom(...scraps, 'a', 'kind', 'User', 'spec'), { maxLength: 80 })
        .map((parts) => parts.join('')),
      mutated,
    );
    await fc.assert(
      fc.asyncProperty(inputs, async (content) => {
        writeFileSync(join(folder, 'a.yaml'), content);
        const { workspace, diagnostics, sourceLine } = await loadFolder(folder);
        expect(workspace === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
        for (const { at } of diagnostics) {
          expect(at).toBeDefined();
          expect(at!.line).toBeGreaterThan(0);
          expect(at!.column).toBeGreaterThan(0);
          expect(at!.column).toBeLessThanOrEqual((sourceLine(at!.file, at!.line)?.length ?? at!.column) + 1);
        }
      }),
      { numRuns: 50 },
    );
  });

  const size = 20_000;
  const fill = (unit: string) => unit.repeat(Math.ceil(size / unit.length));
  test.each([
    ...[
      '{',
      '[',
      '- ',
      '? ',
      ': ',
      'a: ',
      '[a,',
      '{a: ',
      '!x ',
      '&x ',
      '*x ',
      '"',
      "'",
      '%',
      ']',
      '|',
      '>',
      ',',
      '#',
      '\n',
      '\t',
      ' ',
    ],
    ...[
      '- a\n',
      'a: 1\n',
      '\t- x\n',
      'x]\n',
      '%a\n',
      '---\n',
      '...\n',
      'a: 1 #x\n',
      'a: |\n',
      '"\n',
      '- - -\n',
      '? a\n',
      '&a a: *a\n',
      '\n ',
      ' \n\t',
    ],
  ])('%j over and over takes its time in proportion', (unit) => {
    const bytes = Buffer.from(fill(unit));
    const reading = readDocuments(bytes, 'a.yaml', createLocator('.'));
    expect(reading.parsed ? reading.documents : reading.diagnostics).toBeDefined();
    expect(reading.diagnostics.length).toBeLessThanOrEqual(size);
  });

  test.each<readonly [name: string, text: string, said: string]>([
    ['a percent sign in a quoted text', `${'\n'.repeat(40)}a: "\\x41\n%% b"\n`, 'unclosed-quote a.yaml:41:4'],
    ['nothing but one word', `${'\n'.repeat(100_000)}x`, 'not-a-document a.yaml:100001:1'],
    ['a directive', `${'# x\n \n'.repeat(20)}%YAML 1.1\n---\na: 1\n`, 'yaml-directive a.yaml:41:1'],
  ])(
    'blank lines before %s take their time in proportion',
    (_name, text, place) => {
      const folder = folderOf({ 'a.yaml': text });
      const [first] = readDocuments(Buffer.from(text), 'a.yaml', createLocator(folder)).diagnostics;
      expect(`${first?.code} ${first?.at?.file}:${first?.at?.line}:${first?.at?.column}`).toBe(place);
    },
    5000,
  );
});
