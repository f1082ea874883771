import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { setup } from '../support/build-once.ts';
import { begunExample, copyOfExample, emptyFolder, folderWith, rollcall } from '../support/cli.ts';

beforeAll(setup);

function read(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

describe('rollcall init in an empty folder', () => {
  it('writes a workspace that is valid at once', async () => {
    const folder = emptyFolder();
    const { code, stdout } = await rollcall(['init'], { folder });
    expect(code).toBe(0);
    expect(stdout).toContain('Wrote people/ada.yaml');
    expect(read(folder, 'rollcall.yaml')).toMatch(/^ledger:\n {2}id: [0-9a-f-]{36}$/m);
    expect(await rollcall(['validate'], { folder })).toMatchObject({ code: 0 });
  });

  it('has editor lines that lead to a schema', async () => {
    const folder = emptyFolder();
    await rollcall(['init'], { folder });
    for (const file of ['rollcall.yaml', 'portals/connect.yaml', 'people/ada.yaml']) {
      const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)$/m.exec(read(folder, file)) ?? [];
      const found: unknown = JSON.parse(read(folder, join(file, '..', schema)));
      expect(found).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
    }
    expect(existsSync(join(folder, '.rollcall/schemas/types'))).toBe(false);
  });
});

describe('rollcall init and Git', () => {
  it('keeps out what is of one machine, and lets the ledger in', async () => {
    const folder = emptyFolder();
    await rollcall(['init'], { folder });
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    for (const file of ['runs/r.json', 'cache/x', 'ledger/lease.json', 'ledger/.lease.json.1', '..gitignore.1.draft']) {
      mkdirSync(join(folder, '.rollcall', file, '..'), { recursive: true });
      writeFileSync(join(folder, '.rollcall', file), '');
    }
    const untracked = ['status', '--porcelain', '--untracked-files=all', '.rollcall'];
    const seen = execFileSync('git', untracked, { cwd: folder, encoding: 'utf8' });
    expect(seen).toContain('.rollcall/ledger/000001.jsonl');
    for (const file of ['lease.json', 'runs/', 'cache/', 'schemas/', 'draft']) expect(seen).not.toContain(file);
  });

  it('keeps Git from writing the line ends of the ledger anew, on a machine that does so with all others', async () => {
    const folder = emptyFolder();
    await rollcall(['init'], { folder });
    const git = (...words: readonly string[]) =>
      execFileSync('git', ['-c', 'core.autocrlf=true', ...words], { cwd: folder });
    git('init', '--quiet');
    git('add', '.rollcall');
    const before = read(folder, '.rollcall/ledger/000001.jsonl');
    rmSync(join(folder, '.rollcall/ledger'), { recursive: true });
    git('checkout-index', '--all', '--force');
    expect(read(folder, '.rollcall/ledger/000001.jsonl')).toBe(before);
  });

  it('adds to a list of its own or of others only what is missing', async () => {
    const folder = await begunExample();
    writeFileSync(join(folder, '.rollcall/.gitignore'), 'mine\ncache/\nruns/');
    await rollcall(['init'], { folder });
    await rollcall(['init'], { folder });
    expect(read(folder, '.rollcall/.gitignore')).toBe(
      'mine\ncache/\nruns/\nschemas/\nlease.json\n.lease.json.*\n.*.draft\n',
    );
  });
});

describe('rollcall init in a workspace', () => {
  it('writes the id and leaves all the rest as it is', async () => {
    const folder = copyOfExample();
    const before = read(folder, 'rollcall.yaml');
    const { code } = await rollcall(['init'], { folder });
    expect(code).toBe(0);
    const after = read(folder, 'rollcall.yaml');
    expect(after.startsWith(before)).toBe(true);
    expect(after.slice(before.length)).toMatch(/^ledger:\n {2}id: [0-9a-f-]{36}\n$/);
    expect(existsSync(join(folder, '.rollcall/ledger/000001.jsonl'))).toBe(true);
  });

  it('adds only the file that is missing where others stand', async () => {
    const folder = folderWith({ 'people/x.yaml': '# nobody yet\n' });
    const { stdout } = await rollcall(['init'], { folder });
    expect(stdout.match(/^Wrote .*/gm)).toEqual(['Wrote rollcall.yaml']);
  });

  it('done twice changes nothing', async () => {
    const folder = await begunExample();
    const before = read(folder, 'rollcall.yaml');
    const again = await rollcall(['init'], { folder });
    expect(again).toMatchObject({ code: 0 });
    expect(again.stdout).toContain('Nothing to do.');
    expect(read(folder, 'rollcall.yaml')).toBe(before);
  });

  it('never takes a lost ledger for a first run', async () => {
    const folder = await begunExample();
    rmSync(join(folder, '.rollcall/ledger'), { recursive: true });
    for (const words of [['init'], ['plan'], ['apply', '--yes']]) {
      const { code, stderr } = await rollcall(words, { folder, env: { ACME_CONNECT_TOKEN: 'x' } });
      expect([words, code]).toEqual([words, 1]);
      expect(stderr).toContain('--new-ledger');
    }
    expect(existsSync(join(folder, '.rollcall/ledger'))).toBe(false);
  });

  it('starts a new ledger only with a reason, which it keeps, and leaves the old one readable', async () => {
    const folder = await begunExample();
    const [, old = ''] = /id: (\S+)/.exec(read(folder, 'rollcall.yaml')) ?? [];
    const renewed = await rollcall(['init', '--new-ledger', '--why', 'the disk is gone'], { folder });
    expect(renewed.stdout).toMatch(/^Next: rollcall plan: look at what it would adopt, invite, mail and reset before/m);
    expect(renewed.stdout).not.toContain('try it in the sandbox');
    expect(renewed, renewed.stderr).toMatchObject({ code: 0 });
    const text = read(folder, 'rollcall.yaml');
    expect(text).not.toContain(`id: ${old}`);
    expect(text).toMatch(/^# new ledger of \d{4}-\d{2}-\d{2} by \S+: the disk is gone$/m);
    expect(existsSync(join(folder, `.rollcall/ledger-${old}/000001.jsonl`))).toBe(true);
    expect(await rollcall(['validate'], { folder })).toMatchObject({ code: 0 });
  });

  it('says where a workspace file cannot take an id', async () => {
    const folder = folderWith({ 'rollcall.yaml': '- a list\n' });
    const { code, stderr } = await rollcall(['init'], { folder });
    expect(code).toBe(1);
    expect(stderr).toContain('Text that is no document');
    expect(existsSync(join(folder, '.rollcall/ledger'))).toBe(false);
  });
});
