import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../../engine/model/digest.ts';
import { folderOf, loadFolder, portal, rollcall, said, user } from './workspace-folder.ts';

const files = { 'portal.yaml': portal, 'people.yaml': `${user('ada')}---\n# ben\n${user('ben')}` };

function setUp() {
  const folder = folderOf(files);
  const cacheFolder = join(folder, '.rollcall/cache');
  return { folder, cacheFolder, cacheFile: join(cacheFolder, 'manifests.cache') };
}

/** Writes a cache as somebody would who knows its form: other content, and the digest that goes with it. */
function forge(cacheFile: string, change: (body: string) => string): void {
  const [head = '', body = ''] = readFileSync(cacheFile, 'utf8').split('\n');
  const forged = change(body);
  expect(forged).not.toBe(body);
  writeFileSync(cacheFile, `${JSON.stringify({ ...JSON.parse(head), body: digestOf(forged) })}\n${forged}`);
}

describe('the cache of parsed files', () => {
  test('changes nothing of what is loaded', async () => {
    const { folder, cacheFolder } = setUp();
    const cold = await loadFolder(folder);
    const first = await loadFolder(folder, { cacheFolder });
    const second = await loadFolder(folder, { cacheFolder });
    expect(first.workspace).toEqual(cold.workspace);
    expect(second.workspace).toEqual(cold.workspace);
    expect(second.workspace?.portals[0]?.people[1]?.origin).toMatchObject({ document: 1, line: 9 });
  });

  test('is used: what it holds is what is loaded', async () => {
    const { folder, cacheFolder, cacheFile } = setUp();
    await loadFolder(folder, { cacheFolder });
    forge(cacheFile, (body) => body.replace('ada@acme.example', 'eve@acme.example'));
    const { workspace } = await loadFolder(folder, { cacheFolder });
    expect(workspace?.portals[0]?.people[0]?.email).toBe('eve@acme.example');
  });

  test('is one private file, and is written only when something changed', async () => {
    const { folder, cacheFolder, cacheFile } = setUp();
    await loadFolder(folder, { cacheFolder });
    expect(readdirSync(cacheFolder)).toEqual(['manifests.cache']);
    expect(statSync(cacheFile).mode & 0o777).toBe(0o600);
    const { ino } = statSync(cacheFile);
    await loadFolder(folder, { cacheFolder });
    expect(statSync(cacheFile).ino).toBe(ino);
    writeFileSync(join(folder, 'people.yaml'), user('cy'));
    await loadFolder(folder, { cacheFolder });
    const text = readFileSync(cacheFile, 'utf8');
    expect(text).toContain('cy@acme.example');
    expect(text).not.toContain('ada@acme.example');
  });

  test('holds the workspace file too, and reads it again once it is another', async () => {
    const { folder, cacheFolder, cacheFile } = setUp();
    await loadFolder(folder, { cacheFolder });
    forge(cacheFile, (body) => body.replace('"workspace":"acme"', '"workspace":"cached"'));
    expect((await loadFolder(folder, { cacheFolder })).workspace?.name).toBe('cached');
    writeFileSync(join(folder, 'rollcall.yaml'), rollcall.replace('acme', 'other'));
    expect((await loadFolder(folder, { cacheFolder })).workspace?.name).toBe('other');
  });

  test('never holds a file that is wrong', async () => {
    const { folder, cacheFolder, cacheFile } = setUp();
    writeFileSync(join(folder, 'wrong.yaml'), user('eve', '  emial: x\n'));
    for (let run = 0; run < 2; run += 1) {
      expect(said(await loadFolder(folder, { cacheFolder }))).toEqual(['unknown-key wrong.yaml:7:3']);
      expect(readFileSync(cacheFile, 'utf8')).not.toContain('emial');
    }
  });
});

describe('a cache that is not believed', () => {
  const wrong: readonly (readonly [string, (cacheFile: string) => void])[] = [
    ['edited by hand', (file) => writeFileSync(file, readFileSync(file, 'utf8').replace('ada@', 'eve@'))],
    ['cut', (file) => writeFileSync(file, readFileSync(file).subarray(0, -20))],
    ['empty', (file) => writeFileSync(file, '')],
    ['something else', (file) => writeFileSync(file, '[]\n[]')],
    [
      'of another engine',
      (file) => {
        forge(file, (body) => body.replace('ada@', 'eve@'));
        writeFileSync(file, readFileSync(file, 'utf8').replace('"engine":"sha256:', '"engine":"sha256:0'));
      },
    ],
    ['no list of files', (file) => forge(file, () => '{"a":1}')],
    ['a list of nonsense', (file) => forge(file, () => '[1,[2],null]')],
    ['a file with nonsense in it', (file) => forge(file, (body) => body.replace(/\[\[1,\{/g, '[[{},{'))],
    [
      'readable by others, as Git would leave it',
      (file) => {
        forge(file, (body) => body.replace('ada@', 'eve@'));
        chmodSync(file, 0o644);
      },
    ],
    [
      'a folder',
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
    ],
  ];

  test.each(wrong)('%s', async (_name, spoil) => {
    const { folder, cacheFolder, cacheFile } = setUp();
    const cold = await loadFolder(folder, { cacheFolder });
    spoil(cacheFile);
    const again = await loadFolder(folder, { cacheFolder });
    expect(said(again)).toEqual([]);
    expect(again.workspace).toEqual(cold.workspace);
  });

  test('a draft that is a link to somewhere else is not written through', async () => {
    const { folder, cacheFolder, cacheFile } = setUp();
    const other = join(folder, 'other.txt');
    writeFileSync(other, 'mine');
    mkdirSync(cacheFolder, { recursive: true });
    symlinkSync(other, `${cacheFile}.draft`);
    await loadFolder(folder, { cacheFolder });
    expect(readFileSync(other, 'utf8')).toBe('mine');
    expect(readFileSync(cacheFile, 'utf8')).toContain('ada@acme.example');
  });

  test('a folder that cannot be made is no error', async () => {
    const { folder } = setUp();
    expect(said(await loadFolder(folder, { cacheFolder: join(folder, 'portal.yaml/cache') }))).toEqual([]);
  });
});
