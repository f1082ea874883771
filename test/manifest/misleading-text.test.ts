import { describe, expect, test } from 'vitest';
import { manifestText } from '../../engine/manifest/manifest-text.ts';
import { load, portal, rollcall, said, user } from './workspace-folder.ts';

const codes = [0x85, 0x61c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e];
const isolates = [0x2066, 0x2067, 0x2068, 0x2069];

describe('a character that makes a screen show another text than is read', () => {
  test.each([...codes, ...isolates].map((code) => [code.toString(16).toUpperCase().padStart(4, '0'), code] as const))(
    'U+%s is refused in values, keys and comments',
    async (name, code) => {
      const letter = String.fromCodePoint(code);
      const texts = [`a: "x${letter}y"\n`, `a: x\nx${letter}: y\n`, `a: x\n# ${letter} note\n`];
      const found = texts.map((text) => manifestText(Buffer.from(text), 'a.yaml').problem);
      expect(found.map((problem) => [problem?.code, problem?.at?.line, problem?.at?.column])).toEqual([
        ['misleading-character', 1, 6],
        ['misleading-character', 2, 2],
        ['misleading-character', 2, 3],
      ]);
      for (const problem of found) expect(problem?.detail).toContain(`U+${name}`);
      expect(JSON.stringify(found)).not.toContain(letter);
    },
  );

  test('is told for a file of people and for rollcall.yaml, and nothing is loaded', async () => {
    const people = await load({ 'p.yaml': portal, 'a.yaml': user('ada', '  # \u202e removed: {\n') });
    expect(said(people)).toEqual(['misleading-character a.yaml:7:5']);
    expect(people.workspace).toBeNull();
    const own = await load({ 'p.yaml': portal, 'rollcall.yaml': `${rollcall}# \u2028timezone: UTC\n` });
    expect(said(own)).toEqual(['misleading-character rollcall.yaml:4:3']);
  });

  test('written as an escape everybody sees it; other scripts and signs may stand', async () => {
    const text = '# שלום مرحبا 你好 👩🏽‍🔧 \u00a0 \u200d\n' + user('ada', '  why: { reason: "a \\u202e b" }\n');
    expect(said(await load({ 'p.yaml': portal, 'a.yaml': text }))).toEqual([]);
  });
});
