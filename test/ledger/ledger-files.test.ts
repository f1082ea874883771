import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LedgerFiles } from '../../engine/ledger/ledger-files.ts';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { nodeLedgerFiles } from '../../engine/ledger/node-ledger-files.ts';
import { storageError } from '../../engine/ledger/storage-error.ts';
import { containing } from './support/containing.ts';
import { newFolder } from './support/folder.ts';

const stores: readonly (readonly [string, () => Promise<LedgerFiles>])[] = [
  ['memory', async () => memoryLedgerFiles()],
  ['a folder', async () => nodeLedgerFiles(join(await newFolder(), 'a', 'ledger'))],
];

function textOf(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : Buffer.from(bytes).toString('utf8');
}

describe.each(stores)('a store in %s', (_, make) => {
  test('is not there until something is created', async () => {
    const files = await make();
    expect(await files.list()).toBeNull();
    expect(await files.exists('a')).toBe(false);
    expect(await files.read('a', 0, 10)).toBeNull();
    expect(await files.create('a')).toBe(true);
    expect(await files.list()).toEqual(['a']);
    expect(textOf(await files.read('a', 0, 10))).toBe('');
  });

  test('creates a name once, however many try', async () => {
    const files = await make();
    const tries = await Promise.all(Array.from({ length: 20 }, () => files.create('a')));
    expect(tries.filter(Boolean).length).toBe(1);
  });

  test('appends behind what is there, and reads ranges', async () => {
    const files = await make();
    await files.create('a');
    const appender = await files.openSegment('a');
    for (const text of ['one ', 'two ', '', 'three']) await appender.append(Buffer.from(text));
    await appender.close();
    const again = await files.openSegment('a');
    await again.append(Buffer.from('!'));
    await again.close();
    expect(textOf(await files.read('a', 0, 100))).toBe('one two three!');
    expect(textOf(await files.read('a', 4, 3))).toBe('two');
    expect(textOf(await files.read('a', 14, 3))).toBe('');
    expect(textOf(await files.read('a', 99, 3))).toBe('');
  });

  test('keeps what a reader got, whatever is appended later', async () => {
    const files = await make();
    await files.create('a');
    const appender = await files.openSegment('a');
    await appender.append(Buffer.from('before'));
    const read = await files.read('a', 0, 100);
    await appender.append(Buffer.from('after'));
    expect(textOf(read)).toBe('before');
    await appender.close();
  });

  test('replaces as a whole, also many at once, and leaves nothing else behind', async () => {
    const files = await make();
    await files.create('a');
    const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(1000));
    await Promise.all(texts.map((text) => files.replace('lease.json', Buffer.from(text))));
    expect(texts).toContain(textOf(await files.read('lease.json', 0, 10_000)));
    expect((await files.list())?.toSorted()).toEqual(['a', 'lease.json']);
    await files.remove('lease.json');
    await files.remove('lease.json');
    expect(await files.list()).toEqual(['a']);
  });

  test('does not begin a segment anew by appending to it', async () => {
    const files = await make();
    await files.create('a');
    const lost = async () => (await files.openSegment('gone')).append(Buffer.from('x'));
    await expect(lost()).rejects.toMatchObject({ name: 'LedgerError', code: 'storage-failed' });
    expect(await files.list()).toEqual(['a']);
  });
});

describe('the folder', () => {
  test('and its files are for their owner only', async () => {
    const folder = join(await newFolder(), 'deep', 'ledger');
    const files = nodeLedgerFiles(folder);
    await files.create('000001.jsonl');
    await files.replace('lease.json', Buffer.from('{}'));
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  });

  test('passes over a temporary file that a crash left behind', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, '.lease.json.1'), 'half');
    await nodeLedgerFiles(folder).replace('lease.json', Buffer.from('{}'));
    expect(await readFile(join(folder, 'lease.json'), 'utf8')).toBe('{}');
    expect(await readFile(join(folder, '.lease.json.1'), 'utf8')).toBe('half');
  });

  test('a full disk is told, with the place and the cure', async () => {
    const appender = await nodeLedgerFiles('/dev').openSegment('full');
    await expect(appender.append(Buffer.from('x'))).rejects.toMatchObject({
      code: 'storage-full',
      message: containing('/dev/full'),
      cure: containing('Make room'),
    });
    await appender.close();
  });

  test('a link in a segment’s place is neither read nor written through', async () => {
    const folder = await newFolder();
    const elsewhere = join(await newFolder(), 'history.jsonl');
    await writeFile(elsewhere, 'x');
    await symlink(elsewhere, join(folder, '000001.jsonl'));
    const files = nodeLedgerFiles(folder);
    const refused = {
      code: 'storage-failed',
      message: containing('is a symbolic link'),
      cure: containing('Put the file'),
    };
    await expect(files.read('000001.jsonl', 0, 1)).rejects.toMatchObject(refused);
    await expect(files.openSegment('000001.jsonl')).rejects.toMatchObject(refused);
    expect(await readFile(elsewhere, 'utf8')).toBe('x');
  });

  test('a named pipe in a segment’s place is told, and not waited at', async () => {
    const folder = await newFolder();
    execFileSync('mkfifo', [join(folder, '000001.jsonl')]);
    const files = nodeLedgerFiles(folder);
    await expect(files.read('000001.jsonl', 0, 1)).rejects.toMatchObject({
      code: 'storage-failed',
      message: containing(`${join(folder, '000001.jsonl')} is no regular file`),
      cure: containing('Put the file back'),
    });
    await expect(files.openSegment('000001.jsonl')).rejects.toMatchObject({
      code: 'storage-failed',
      message: containing('it is no regular file, but a named pipe or a device (ENXIO)'),
      cure: containing('Put the file back'),
    });
  });

  test('a file in the folder’s place is told', async () => {
    const folder = join(await newFolder(), 'ledger');
    await writeFile(folder, '');
    const files = nodeLedgerFiles(folder);
    await expect(files.list()).rejects.toMatchObject({
      code: 'storage-failed',
      message: containing(folder),
    });
    await rm(folder);
    await mkdir(join(folder, 'x'), { recursive: true });
    await expect(files.read('x', 0, 1)).rejects.toMatchObject({ code: 'storage-failed' });
  });
});

test.each([
  ['ENOSPC', 'storage-full', /Make room/],
  ['EDQUOT', 'storage-full', /Make room/],
  ['EACCES', 'storage-denied', /the right to read and write/],
  ['EPERM', 'storage-denied', /the right to read and write/],
  ['EROFS', 'storage-read-only', /ledger\.path/],
  ['EIO', 'storage-failed', /Check the path and the disk/],
  ['ENOENT', 'storage-failed', /Check the path and the disk/],
  ['toString', 'storage-failed', /Check the path and the disk/],
])('%s is explained as %s', (systemCode, code, cure) => {
  const error = storageError({ path: 'l/000001.jsonl', doing: 'write', systemCode, cause: null });
  expect(error).toMatchObject({ code, cure: containing(cure) });
  expect(error.message).toMatch(new RegExp(`l/000001\\.jsonl cannot be written: .* \\(${systemCode}\\)`));
});
