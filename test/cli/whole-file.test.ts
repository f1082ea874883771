import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { draftFile, writeWholeFile } from '../../engine/cli/whole-file.ts';
import { emptyFolder } from '../support/cli.ts';

const before = 'what stood there\n';

describe('a file that is written whole or not at all', () => {
  it('is there with its text and its mode, and nothing else', () => {
    const folder = emptyFolder();
    writeWholeFile({ path: join(folder, 'plan.json'), text: 'a plan', mode: 0o600 });
    expect(readFileSync(join(folder, 'plan.json'), 'utf8')).toBe('a plan');
    expect(statSync(join(folder, 'plan.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['plan.json']);
  });

  it('takes the place of one that is there, and keeps its mode and its owner unless another mode is asked for', () => {
    const path = join(emptyFolder(), 'rollcall.yaml');
    writeFileSync(path, before);
    chmodSync(path, 0o664);
    const { uid, gid } = statSync(path);
    writeWholeFile({ path, text: 'more' });
    expect(statSync(path)).toMatchObject({ uid, gid });
    expect(statSync(path).mode & 0o777).toBe(0o664);
    writeWholeFile({ path, text: 'private', mode: 0o600 });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toBe('private');
  });

  it('is written where a link leads, and the link stays', () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'real'));
    writeFileSync(join(folder, 'real/file'), before);
    symlinkSync('real/file', join(folder, 'link'));
    writeWholeFile({ path: join(folder, 'link'), text: 'through it' });
    expect(readFileSync(join(folder, 'real/file'), 'utf8')).toBe('through it');
    expect(readdirSync(folder).sort()).toEqual(['link', 'real']);
    expect(readdirSync(join(folder, 'real'))).toEqual(['file']);
  });

  it('goes straight into what is no file: a pipe, a terminal, a device', () => {
    const folder = emptyFolder();
    writeWholeFile({ path: '/dev/null', text: 'gone' });
    expect(statSync('/dev/null').isFile()).toBe(false);
    mkdirSync(join(folder, 'folder'));
    expect(() => writeWholeFile({ path: join(folder, 'folder'), text: '' })).toThrow(
      /folder cannot be written: it is a folder \(EISDIR\)$/,
    );
  });

  it('is not there before it is put in its place, and leaves nothing when it is dropped', () => {
    const folder = emptyFolder();
    const path = join(folder, 'rollcall.yaml');
    writeFileSync(path, before);
    const draft = draftFile({ path, text: 'more' });
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(readdirSync(folder)).toHaveLength(2);
    draft.drop();
    expect(readdirSync(folder)).toEqual(['rollcall.yaml']);
    draftFile({ path, text: 'more' }).place();
    expect(readFileSync(path, 'utf8')).toBe('more');
  });

  it('names the file and the cure where it cannot be', () => {
    const path = join(emptyFolder(), 'no/such/plan.json');
    const failure = { message: `${path} cannot be written: its folder is not there (ENOENT)` };
    expect(() => writeWholeFile({ path, text: '' })).toThrow(expect.objectContaining(failure));
  });

  it('never follows a link that stands where its draft would, and leaves alone the drafts of others', () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'elsewhere'), before);
    symlinkSync('elsewhere', join(folder, '.plan.json.1.draft'));
    const other = draftFile({ path: join(folder, 'plan.json'), text: 'of another container' });
    writeWholeFile({ path: join(folder, 'plan.json'), text: 'a plan' });
    expect(readFileSync(join(folder, 'elsewhere'), 'utf8')).toBe(before);
    expect(readFileSync(join(folder, 'plan.json'), 'utf8')).toBe('a plan');
    other.place();
    expect(readFileSync(join(folder, 'plan.json'), 'utf8')).toBe('of another container');
  });

  it('takes the place of nothing where it is to be new, also of what appears meanwhile', () => {
    const folder = emptyFolder();
    const path = join(folder, 'rollcall.yaml');
    const draft = draftFile({ path, text: 'ours', isNew: true });
    writeFileSync(path, before);
    const taken = /rollcall\.yaml cannot be written: something is there already \(EEXIST\)$/;
    expect(() => draft.place()).toThrow(taken);
    expect(() => writeWholeFile({ path, text: 'ours', isNew: true })).toThrow(taken);
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['rollcall.yaml']);
    writeWholeFile({ path: join(folder, 'new'), text: 'ours', isNew: true });
    expect(readFileSync(join(folder, 'new'), 'utf8')).toBe('ours');
    expect(readdirSync(folder).sort()).toEqual(['new', 'rollcall.yaml']);
  });

  it('does not wait at a named pipe that nobody reads from, and goes into one that somebody reads from', () => {
    const path = join(emptyFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    const refused = { message: `${path} cannot be written: nobody reads from it (ENXIO)` };
    expect(() => writeWholeFile({ path, text: 'a plan' })).toThrow(expect.objectContaining(refused));
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    writeWholeFile({ path, text: 'a plan' });
    expect(readFileSync(reader, 'utf8')).toBe('a plan');
    closeSync(reader);
  });
});
