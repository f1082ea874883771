import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, rollcall } from '../support/cli.ts';
import { forbidden } from '../support/hostile-text.ts';

const head = 'apiVersion: rollcall/v1\nkind: Workspace\nworkspace: acme\n';

/** Once it parsed by itself, without any bound: the first of these ended the whole program, out of memory. */
describe('rollcall init reads rollcall.yaml as every other command does', () => {
  test.each<readonly [what: string, text: string | Buffer, said: string]>([
    ['100,000 brackets', '['.repeat(100_000), 'nests too deep'],
    ['20,000 mappings in one another', '{a: '.repeat(20_000), 'nests too deep'],
    ['an anchor within itself', `${head}ledger: &a { path: *a }\n`, 'alias'],
    ['a key twice', `${head}workspace: globex\n`, 'twice'],
    ['two documents', `${head}---\n${head}`, 'out of place'],
    ['a directive', `%YAML 9.9\n---\n${head}`, 'directive'],
    ['a tag', `${head}ledger: !!binary eA==\n`, 'tag'],
    ['a NUL', `${head}\u0000`, 'control character'],
    ['bytes that are no UTF-8', Buffer.from([...Buffer.from(head), 0x23, 0xff, 0x0a]), 'not UTF-8'],
    ['a list', '- a list\n', 'no document'],
    ['nothing', '', 'No workspace here'],
  ])('%s', async (_what, text, said) => {
    const folder = folderWith({ 'rollcall.yaml': text });
    const { code, stderr } = await rollcall(['init'], { folder });
    expect(code).toBe(1);
    expect(stderr).toContain(said);
    expect(stderr).not.toContain('unexpected');
    expect(readFileSync(join(folder, 'rollcall.yaml'))).toEqual(Buffer.from(text));
    expect(existsSync(join(folder, '.rollcall/ledger'))).toBe(false);
  });

  test.each(['a\\e[2Jb', 'a\\0b', 'a\\x9bb', 'a\\nb', 'a\\u202egnp.exe\\u2066'])(
    'a ledger at "%s" is not begun',
    async (path) => {
      const folder = folderWith({ 'rollcall.yaml': `${head}ledger: { path: "${path}" }\n` });
      for (const words of [['init'], ['init', '--new-ledger', '--why', 'OPS-12']]) {
        const { code, stdout, stderr } = await rollcall(words, { folder });
        expect(code).toBe(1);
        expect(stderr).toContain('invisible character');
        expect(`${stdout}${stderr}`).not.toMatch(forbidden);
      }
    },
  );

  test('no id is written where the rest would not be read any more', async () => {
    const why = 'a\\u202eb';
    const text = `{ ${head.trim().replaceAll('\n', ', ')}, freeze: [{ from: 2026-12-20, until: 2026-12-31, why: "${why}" }] }\n`;
    const folder = folderWith({ 'rollcall.yaml': text });
    const { code, stderr } = await rollcall(['init'], { folder });
    expect(code).toBe(1);
    expect(stderr).toContain('cannot be written into rollcall.yaml');
    expect(readFileSync(join(folder, 'rollcall.yaml'), 'utf8')).toBe(text);
    expect(existsSync(join(folder, '.rollcall/ledger'))).toBe(false);
  });

  test('a reason is kept without what acts, and where no id can be written the old ledger stays where it is', async () => {
    const words = ['init', '--new-ledger', '--why', 'gone\u001b[2J \u202e\r\nkind: x'];
    const folder = folderWith({ 'rollcall.yaml': head });
    expect(await rollcall(['init'], { folder })).toMatchObject({ code: 0 });
    expect(await rollcall(words, { folder })).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'rollcall.yaml'), 'utf8')).toMatch(/: gone\\u\{1b\}\[2J \\u\{202e\} kind: x$/mu);
    expect(await rollcall(['init'], { folder })).toMatchObject({ code: 0 });
    const text = readFileSync(join(folder, 'rollcall.yaml'), 'utf8');
    writeFileSync(
      join(folder, 'rollcall.yaml'),
      `${text}freeze: [{ from: 2026-12-20, until: 2026-12-31, why: "\\u202e" }]\n`,
    );
    expect(await rollcall(words, { folder })).toMatchObject({ code: 1 });
    expect(existsSync(join(folder, '.rollcall/ledger/000001.jsonl'))).toBe(true);
  });
});
