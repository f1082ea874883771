import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findFiles, unreadable } from '../../engine/manifest/find-files.ts';
import { folderOf, load, loadFolder, portal, rollcall, said, user } from './workspace-folder.ts';

test.each([
  ['EACCES', 'this user may not (EACCES).'],
  ['ENOENT', 'it is not there (ENOENT).'],
  ['ENXIO', 'it is a socket or a device (ENXIO).'],
  ['ERR_ODD', 'the system refused (unknown).'],
])('a file that cannot be read for %s is told in the words for every file', (code, words) => {
  const { detail } = unreadable('p.yaml', Object.assign(new Error('refused'), { code }));
  expect(detail).toBe(`p.yaml cannot be read: ${words}`);
});

describe('which files are read', () => {
  test('YAML files at any depth, in order, without dot-folders and node_modules', () => {
    const names = [
      'b.yaml',
      'a.yml',
      'c.txt',
      'd/e/f.YAML',
      '.git/x.yaml',
      'node_modules/x.yaml',
      '.x.yaml',
      'd.yaml',
      'B.yaml',
    ];
    const folder = folderOf(Object.fromEntries(names.map((name) => [name, ''])));
    expect(findFiles(folder, '.')).toEqual({
      files: ['B.yaml', 'a.yml', 'b.yaml', 'd.yaml', 'd/e/f.YAML', 'rollcall.yaml'],
      diagnostics: [],
    });
    expect(findFiles(folder, 'd').files).toEqual(['d/e/f.YAML']);
    expect(findFiles(folder, './d/').files).toEqual(['d/e/f.YAML']);
  });

  test('the folder that the workspace names, and no other', async () => {
    const files = { 'rollcall.yaml': `${rollcall}manifests: access\n`, 'stray.yaml': 'x', 'access/p.yaml': portal };
    expect(said(await load(files))).toEqual([]);
  });

  test('a folder without rollcall.yaml is no workspace', async () => {
    const folder = folderOf({ 'a/portal.yaml': portal });
    expect(said(await loadFolder(join(folder, 'a')))).toEqual(['no-workspace rollcall.yaml:1:1']);
    expect(said(await loadFolder(join(folder, 'nowhere')))).toEqual(['no-workspace rollcall.yaml:1:1']);
  });

  test('Windows line endings, and a byte order mark', async () => {
    const text = `\ufeff${portal}---\n${user('ada', '  x: 1\n')}`.replaceAll('\n', '\r\n');
    const loaded = await load({ 'a.yaml': text });
    expect(said(loaded)).toEqual(['unknown-key a.yaml:12:3']);
    expect(loaded.sourceLine('a.yaml', 12)).toBe('  x: 1');
    expect(loaded.sourceLine('a.yaml', 1)).toBe('apiVersion: rollcall/v1');
  });
});

describe('symbolic links', () => {
  test('out of the workspace: not followed, and nothing from there is shown', async () => {
    const outside = folderOf({ 'secret.yaml': 'password: hunter2\n' });
    const folder = folderOf({ 'portal.yaml': portal });
    symlinkSync(join(outside, 'secret.yaml'), join(folder, 'a.yaml'));
    symlinkSync(outside, join(folder, 'people'));
    const loaded = await loadFolder(folder);
    expect(said(loaded)).toEqual(['symlink-outside a.yaml:1:1', 'symlink-outside people:1:1']);
    expect(loaded.sourceLine('a.yaml', 1)).toBeUndefined();
    expect(loaded.sourceLine('../secret.yaml', 1)).toBeUndefined();
  });

  test('rollcall.yaml itself', async () => {
    const outside = folderOf({});
    const folder = folderOf({ 'a/portal.yaml': portal });
    symlinkSync(join(outside, 'rollcall.yaml'), join(folder, 'a/rollcall.yaml'));
    expect(said(await loadFolder(join(folder, 'a')))).toEqual(['symlink-outside rollcall.yaml:1:1']);
  });

  test('a folder of manifests that leads out', async () => {
    const outside = folderOf({});
    const folder = folderOf({ 'rollcall.yaml': `${rollcall}manifests: access\n` });
    symlinkSync(outside, join(folder, 'access'));
    expect(said(await loadFolder(folder))).toEqual(['manifests-outside rollcall.yaml:4:12']);
  });

  test('to nowhere', async () => {
    const folder = folderOf({ 'portal.yaml': portal });
    symlinkSync('nowhere.yaml', join(folder, 'a.yaml'));
    expect(said(await loadFolder(folder))).toEqual(['unreadable a.yaml:1:1']);
  });

  test('inside the workspace: what is read already is not read twice, circles end', async () => {
    const folder = folderOf({ 'portal.yaml': portal, 'people/ada.yaml': user('ada'), '.data/ben.yaml': user('ben') });
    symlinkSync('portal.yaml', join(folder, 'again.yaml'));
    symlinkSync('.', join(folder, 'self'));
    symlinkSync('../people', join(folder, 'people/circle'));
    symlinkSync('.data/ben.yaml', join(folder, 'ben.yaml'));
    expect(findFiles(folder, '.').files).toEqual(['ben.yaml', 'people/ada.yaml', 'portal.yaml', 'rollcall.yaml']);
    const { workspace } = await loadFolder(folder);
    expect(workspace?.portals[0]?.people.map(({ name }) => name)).toEqual(['ben', 'ada']);
  });
});

describe('what cannot be read', () => {
  test('a folder that is called like a file is only a folder', () => {
    const folder = folderOf({ 'x.yaml/portal.yaml': portal });
    expect(findFiles(folder, '.').files).toEqual(['rollcall.yaml', 'x.yaml/portal.yaml']);
  });

  test.skipIf(process.getuid?.() === 0)('no permission', async () => {
    const folder = folderOf({ 'portal.yaml': portal, 'a.yaml': user('ada') });
    chmodSync(join(folder, 'a.yaml'), 0);
    expect(said(await loadFolder(folder))).toEqual(['unreadable a.yaml:1:1']);
  });

  test('rollcall.yaml as a folder', async () => {
    const folder = folderOf({ 'a/portal.yaml': portal });
    mkdirSync(join(folder, 'a/rollcall.yaml'));
    expect(said(await loadFolder(join(folder, 'a')))).toEqual(['not-a-file rollcall.yaml:1:1']);
  });

  test.each(['rollcall.yaml', 'people/z.yaml'])('%s as a named pipe is not waited at', async (file) => {
    const folder = folderOf({ 'a/portal.yaml': portal, 'a/rollcall.yaml': rollcall });
    mkdirSync(join(folder, 'a/people'));
    rmSync(join(folder, 'a', file), { force: true });
    execFileSync('mkfifo', [join(folder, 'a', file)]);
    const loaded = await loadFolder(join(folder, 'a'));
    expect(said(loaded)).toEqual([`not-a-file ${file}:1:1`]);
    expect(loaded.diagnostics[0]?.detail).toContain(`${file} is a folder, a named pipe`);
    expect(loaded.sourceLine(file, 1)).toBeUndefined();
  });
});

describe('the digest of the manifests', () => {
  const digest = async (files: Record<string, string>) => (await load(files)).workspace?.manifestDigest;

  test('is over names and bytes', async () => {
    const files = { 'p.yaml': portal, 'a.yaml': user('ada') };
    const first = await digest(files);
    expect(first).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await digest({ 'a.yaml': user('ada'), 'p.yaml': portal })).toBe(first);
    expect(await digest({ ...files, 'a.yaml': `${user('ada')}# x\n` })).not.toBe(first);
    expect(await digest({ 'p.yaml': portal, 'b.yaml': user('ada') })).not.toBe(first);
    expect(await digest({ ...files, 'rollcall.yaml': `${rollcall}# x\n` })).not.toBe(first);
  });

  test('files besides the manifests do not count', async () => {
    const folder = folderOf({ 'p.yaml': portal });
    const first = (await loadFolder(folder)).workspace?.manifestDigest;
    writeFileSync(join(folder, 'README.md'), 'x');
    expect((await loadFolder(folder)).workspace?.manifestDigest).toBe(first);
  });
});
