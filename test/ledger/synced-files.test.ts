import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nodeLedgerFiles } from '../../engine/ledger/node-ledger-files.ts';
import { newFolder } from './support/folder.ts';

/** What is done to files, in order: what resolves before its sync is over could be lost with the power. */
const done: string[] = [];

beforeEach(async () => {
  done.length = 0;
  const one = await open(join(await newFolder(), 'any'), 'w');
  const handles = Object.getPrototypeOf(one) as FileHandle;
  await one.close();
  for (const name of ['appendFile', 'writeFile', 'datasync', 'sync'] as const) {
    const real = handles[name] as (...given: unknown[]) => Promise<void>;
    vi.spyOn(handles, name).mockImplementation(async function (this: FileHandle, ...given: unknown[]) {
      await real.apply(this, given);
      done.push(name);
    });
  }
});

afterEach(() => vi.restoreAllMocks());

test('a line counts once it is synced, a file once its folder is too', async () => {
  const files = nodeLedgerFiles(join(await newFolder(), 'ledger'));
  await files.create('000001.jsonl');
  done.push('created');
  const segment = await files.openSegment('000001.jsonl');
  await segment.append(Buffer.from('line\n'));
  done.push('appended');
  await segment.close();
  await files.replace('lease.json', Buffer.from('{}\n'));
  done.push('replaced');
  expect(done.slice(done.lastIndexOf('created') - 2)).toEqual([
    ...['sync', 'sync', 'created'],
    ...['appendFile', 'datasync', 'appended'],
    ...['writeFile', 'datasync', 'sync', 'replaced'],
  ]);
});
