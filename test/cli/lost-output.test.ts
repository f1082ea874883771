import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setup } from '../support/build-once.ts';
import { begunExample, mainFile, rollcall } from '../support/cli.ts';
import { type OpenSandbox, openSandbox, portal } from '../support/cli-stage.ts';

/** A file that takes no byte: ENOSPC, as on a disk that is full. */
const full = '/dev/full';
let sandbox: OpenSandbox;

beforeAll(async () => {
  setup();
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** Runs the program with a standard output that is full; with `both`, the other one is full too. */
function rollcallIntoFull(words: readonly string[], folder: string, both = false): Promise<Ended> {
  const room = openSync(full, 'w');
  return new Promise((resolve, reject) => {
    const stdio = ['ignore' as const, room, both ? room : ('pipe' as const)];
    const child = spawn(process.execPath, [mainFile, ...words], { cwd: folder, stdio });
    let stderr = '';
    child.stderr?.on('data', (data) => (stderr += String(data)));
    child.once('error', reject);
    child.once('close', (code) => {
      closeSync(room);
      resolve({ code, stderr });
    });
  });
}

describe.skipIf(!existsSync(full))('an output that takes nothing', () => {
  it('ends no apply: all is done, reported, and the ledger given back', async () => {
    const folder = await begunExample();
    const { code, stderr } = await rollcallIntoFull(['apply', ...sandbox.at, '--yes'], folder);
    expect(stderr).toMatch(/^error: not everything could be shown: .*ENOSPC.*\n$/);
    expect(code).toBe(1);
    const runs = join(folder, '.rollcall/runs');
    const [file = ''] = readdirSync(runs);
    expect(JSON.parse(readFileSync(join(runs, file), 'utf8'))).toMatchObject({ ending: 'finished', exitCode: 0 });
    const lease: unknown = JSON.parse(readFileSync(join(folder, '.rollcall/ledger/lease.json'), 'utf8'));
    expect(lease).toMatchObject({ released: true });
    expect((await sandbox.people(portal)).states['invited']).toBe(2);
    expect(await rollcall(['plan', ...sandbox.at], { folder })).toMatchObject({ code: 0 });
  });

  it('is said in one line of every command, also of the help', async () => {
    const folder = await begunExample();
    for (const words of [['plan', ...sandbox.at], ['--help'], ['--version'], ['providers']]) {
      const { code, stderr } = await rollcallIntoFull(words, folder);
      expect({ code, lines: stderr.trimEnd().split('\n').length }, stderr).toEqual({ code: 1, lines: 1 });
    }
  });

  it('leaves its exit code where even that cannot be said', async () => {
    expect(await rollcallIntoFull(['--help'], await begunExample(), true)).toMatchObject({ code: 1 });
  });
});
