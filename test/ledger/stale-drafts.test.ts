import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { draftFile, writeWholeFile } from '../../engine/cli/whole-file.ts';
import { nodeLedgerFiles } from '../../engine/ledger/node-ledger-files.ts';
import { removeStaleDrafts } from '../../engine/ledger/stale-drafts.ts';
import { newFolder } from './support/folder.ts';

/** Made so many hours before `like`. */
function leftBehind(path: string, { hours, like }: { readonly hours: number; readonly like: string }): void {
  writeFileSync(path, 'half of it');
  const seconds = lstatSync(like).mtimeMs / 1000 - hours * 3600;
  utimesSync(path, seconds, seconds);
}

describe('drafts that killed runs left behind', () => {
  test('go when the same file is written again; one of another file, or of a run at work, stays', async () => {
    const folder = await newFolder();
    const at = (name: string): string => join(folder, name);
    leftBehind(at('.plan.json.1.draft'), { hours: 25, like: folder });
    leftBehind(at('.plan.json.2.draft'), { hours: 1, like: folder });
    leftBehind(at('.plan.json.4.draft'), { hours: 25, like: folder });
    leftBehind(at('.other.json.1.draft'), { hours: 25, like: folder });
    writeWholeFile({ path: at('plan.json'), text: 'a plan' });
    expect(readdirSync(folder).sort()).toEqual(['.other.json.1.draft', '.plan.json.2.draft', 'plan.json']);
    expect(readFileSync(at('plan.json'), 'utf8')).toBe('a plan');
  });

  test('of the lease go at its next heartbeat, and those of less than a day stay', async () => {
    const folder = await newFolder();
    leftBehind(join(folder, '.lease.json.1'), { hours: 25, like: folder });
    leftBehind(join(folder, '.lease.json.2'), { hours: 23, like: folder });
    const files = nodeLedgerFiles(folder);
    await files.replace('lease.json', Buffer.from('{}'));
    expect(readdirSync(folder).sort()).toEqual(['.lease.json.2', 'lease.json']);
  });

  test('are stale once they are a day older, to the moment', async () => {
    const folder = await newFolder();
    const draftOf = (number: number): string => join(folder, `${number}`);
    const now = 1_800_000_000;
    for (const [number, age] of [86_399, 86_400, 86_401, 0].entries()) {
      writeFileSync(draftOf(number + 1), 'half of it');
      utimesSync(draftOf(number + 1), now - age, now - age);
    }
    removeStaleDrafts(draftOf(4), draftOf);
    expect(readdirSync(folder).sort()).toEqual(['1', '4']);
  });

  test('are files: a link or a folder of such a name stays, and so does a draft of its own', async () => {
    const folder = await newFolder();
    const draftOf = (number: number): string => join(folder, `${number}`);
    mkdirSync(draftOf(1));
    symlinkSync('elsewhere', draftOf(2));
    writeFileSync(draftOf(3), 'own');
    utimesSync(draftOf(1), 1, 1);
    removeStaleDrafts(draftOf(3), draftOf);
    expect(readdirSync(folder).sort()).toEqual(['1', '2', '3']);
    expect(() => removeStaleDrafts(draftOf(9), draftOf)).not.toThrow();
  });

  test('are never put in place by whose they were not: a run stopped for a day is refused, and nothing moves', async () => {
    const path = join(await newFolder(), 'plan.json');
    writeFileSync(path, 'as it was');
    const stopped = draftFile({ path, text: 'of the stopped run' });
    const draft = join(path, '../.plan.json.1.draft');
    utimesSync(draft, 1, 1);
    const second = draftFile({ path, text: 'of the second run' });
    expect(readdirSync(join(path, '..')).sort()).toEqual(['.plan.json.2.draft', 'plan.json']);
    writeFileSync(draft, 'half of a third one');
    const refused = {
      message: `${path} cannot be written: this run was stopped for so long that its draft was removed`,
    };
    expect(() => stopped.place()).toThrow(expect.objectContaining(refused));
    expect(readFileSync(path, 'utf8')).toBe('as it was');
    expect(readFileSync(draft, 'utf8')).toBe('half of a third one');
    second.drop();
  });
});
