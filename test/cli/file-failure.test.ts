import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refusedBySystem, systemReason, unreplaceable, unwritable } from '../../engine/cli/file-failure.ts';
import { demandWhole, isOwnFile, schemaFolder } from '../../engine/cli/own-files.ts';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import { emptyFolder } from '../support/cli.ts';

/** As Node throws it. */
function refusal(code: string, more: object = {}): Error {
  return Object.assign(new Error(`${code}: refused`), { code, ...more });
}

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('what the system refuses of a file', () => {
  it('is told as a read where it was read, and as a write where it was written', () => {
    const gone = join(emptyFolder(), 'gone');
    expect(refusedBySystem(thrownBy(() => readdirSync(gone)))).toEqual({
      message: `${gone} cannot be read: it is not there (ENOENT)`,
      cure: 'Put it there, or name another, then run the same command again.',
    });
    expect(refusedBySystem(refusal('ENOENT', { path: gone, syscall: 'mkdir' }))?.message).toBe(
      `${gone} cannot be written: its folder is not there (ENOENT)`,
    );
    expect(refusedBySystem(refusal('EACCES', { path: gone, syscall: 'scandir' }))?.message).toBe(
      `${gone} cannot be read: this user may not (EACCES)`,
    );
  });

  it('is told as neither where it was opened, which is for both', () => {
    const gone = join(emptyFolder(), 'gone');
    expect(refusedBySystem(thrownBy(() => readFileSync(gone)))).toEqual({
      message: `${gone} cannot be used: it or its folder is not there (ENOENT)`,
      cure: 'Check the path and the disk, then run the same command again.',
    });
  });

  it('is nothing of files where it names none, or is not of the system', () => {
    for (const error of [refusal('ECONNREFUSED'), refusal('ERR_X', { path: 'x' }), new Error('x'), 'x']) {
      expect(refusedBySystem(error)).toBeUndefined();
    }
  });

  it('has a cure of its own where there is one', () => {
    const cures = ['ENOSPC', 'EACCES', 'EROFS', 'EEXIST', 'EMFILE', 'EIO', 'ESTRANGE'].map(
      (code) => unwritable('x', refusal(code)).cure?.split(',')[0],
    );
    expect(cures).toEqual([
      'Make room there',
      'Give the user that runs Rollcall the right to it',
      'Mount it writable',
      'Look at what is there',
      'Close some',
      'Check the path and the disk',
      'Check the path and the disk',
    ]);
    expect(systemReason(unwritable('x', refusal('ESTRANGE')))).toBe('the system refused (ESTRANGE)');
    expect(systemReason('odd')).toBe('the system refused (unknown)');
  });
});

describe('a file that is replaced as a whole', () => {
  const at = { path: 'link.json', folder: '/srv/plans' };

  it.each(['EACCES', 'EPERM'])('needs the right to its folder, which is named (%s)', (code) => {
    expect(unreplaceable(at, refusal(code))).toMatchObject({
      message: `link.json cannot be written: this user may not put files into its folder (${code})`,
      cure: expect.stringContaining('the right to write into /srv/plans') as string,
    });
  });

  it('cannot be where it is mounted by itself', () => {
    expect(unreplaceable(at, refusal('EBUSY'))).toMatchObject({
      message: 'link.json cannot be written: it is in use, or mounted by itself (EBUSY)',
      cure: expect.stringContaining('Mount its folder /srv/plans rather than the file alone') as string,
    });
  });

  it('is told as every other file for any other reason', () => {
    expect(unreplaceable(at, refusal('ENOSPC'))).toEqual(unwritable(at.path, refusal('ENOSPC')));
  });
});

describe('a file that Rollcall ships', () => {
  const again = { cure: expect.stringContaining('Install Rollcall again') as string };

  it('is told as a defect of the installation where it is missing', () => {
    const error = thrownBy(() => packagedSchema('no-such-schema'));
    expect(refusedBySystem(error)).toEqual({
      message: `Rollcall's own ${join(schemaFolder(), 'no-such-schema.schema.json')} cannot be read: this installation is not whole`,
      ...again,
    });
    expect([isOwnFile(join(schemaFolder(), 'x')), isOwnFile(emptyFolder())]).toEqual([true, false]);
  });

  it('is looked for with all that are shipped beside it', () => {
    expect(() => demandWhole(schemaFolder())).not.toThrow();
    const gone = join(emptyFolder(), 'gone');
    expect(thrownBy(() => demandWhole(gone))).toMatchObject({
      message: expect.stringContaining(gone) as string,
      ...again,
    });
  });
});
