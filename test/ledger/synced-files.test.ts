import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeLedgerFiles } from '../../engine/ledger/node-ledger-files.ts';
import { newFolder } from './support/folder.ts';

/** What is done to files, in order: what resolves before its sync is over could be lost with the power. */
const done: string[] = [];
let handBack: () => void = () => undefined;

beforeEach(async () => {
  const one = await open(join(await newFolder(), 'any'), 'w');
  const handles = Object.getPrototypeOf(one) as FileHandle;
  await one.close();
  const { appendFile, writeFile, datasync, sync } = handles;
  const real = { appendFile, writeFile, datasync, sync };
  for (const [name, act] of Object.entries(real)) {
    const watched = async function (this: FileHandle, ...given: unknown[]): Promise<void> {
      await Reflect.apply(act, this, given);
      done.push(name);
    };
    Object.assign(handles, { [name]: watched });
  }
  handBack = () => void Object.assign(handles, real);
  done.length = 0;
});

afterEach(() => handBack());

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
