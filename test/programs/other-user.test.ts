import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { setup } from '../support/build-once.ts';
import { emptyFolder, mainFile, type Ran } from '../support/cli.ts';
import { type OpenSandbox, openSandbox } from '../support/cli-stage.ts';
import { begunAtFullSpeed, expectPlainWords } from './support/round.ts';
import { noMount, smallDisk } from './support/small-disk.ts';
import { start } from './support/started.ts';

/** `nobody` on every system that has numbers for users. */
const nobody = 65_534;
/** Each of these is a program or two: `npm test` starts those that showed a defect. */
const slow = process.env['ROLLCALL_SLOW'] === '1';
const whyNot = whyNoOtherUser();
if (whyNot !== null) process.stdout.write(`no program of another user: ${whyNot}\n`);

let sandbox: OpenSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

/** Why another user cannot be tried here; null where one can. A Node of npm's cache, or a clone, may lie where only its owner gets to. */
function whyNoOtherUser(): string | null {
  if (process.getuid?.() !== 0) return 'only root may start a program as another user';
  setup();
  const tried = spawnSync(process.execPath, [mainFile, '--version'], { uid: nobody, gid: nobody });
  return tried.status === 0 ? null : 'no other user may start this Node, or read this clone';
}

function asNobody(words: readonly string[], folder: string): Promise<Ran> {
  return start(words, { folder, uid: nobody }).ended;
}

/** A workspace that everybody may read, all but its ledger. */
async function ofRoot(): Promise<string> {
  const folder = await begunAtFullSpeed();
  chmodSync(folder, 0o755);
  return folder;
}

function plainOf(ran: Ran, folder: string): string {
  expectPlainWords(ran);
  return ran.stderr.replaceAll(/\s+/g, ' ').replaceAll(`${folder}/`, '').trim();
}

const right = '→ Give the user that runs Rollcall the right to';

describe.skipIf(whyNot !== null)('a user who is not the owner', () => {
  it('is told that the ledger may not be read, by every command that needs it, and changes nothing', async () => {
    const folder = await ofRoot();
    for (const words of [['apply', '--yes', ...sandbox.at], ...(slow ? [['plan', ...sandbox.at]] : [])]) {
      const ran = await asNobody(words, folder);
      expect([ran.code, plainOf(ran, folder)]).toEqual([
        1,
        expect.stringMatching(/^error: .*\.rollcall\/ledger.* this user may not \(EACCES\)\. → Give the user/),
      ]);
    }
    expect(readdirSync(join(folder, '.rollcall/ledger'))).toEqual(['000001.jsonl']);
  });

  it.runIf(slow)('plans from a ledger that may only be read, and apply says what it may not write', async () => {
    const folder = await ofRoot();
    chmodSync(join(folder, '.rollcall'), 0o755);
    chmodSync(join(folder, '.rollcall/ledger'), 0o755);
    chmodSync(join(folder, '.rollcall/ledger/000001.jsonl'), 0o644);
    const planned = await asNobody(['plan', ...sandbox.at], folder);
    expect(planned).toMatchObject({ code: 0, stderr: '' });
    const applied = await asNobody(['apply', '--yes', ...sandbox.at], folder);
    expect([applied.code, plainOf(applied, folder)]).toEqual([
      1,
      expect.stringContaining('.rollcall/ledger/000002.jsonl cannot be written: this user may not (EACCES)'),
    ]);
    expect((await sandbox.journal('acme-connect')).counts.writes).toBe(0);
  });

  it('is told which file init may not write, and the folder stays as it is', async () => {
    const folder = emptyFolder();
    chmodSync(folder, 0o755);
    const begun = await asNobody(['init'], folder);
    expect([begun.code, plainOf(begun, folder)]).toEqual([
      1,
      expect.stringMatching(
        /^error: .*rollcall\.yaml cannot be written: this user may not put files into its folder \(EACCES\)\. → Give/,
      ),
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.runIf(slow)('is told that a plan file may not be written', async () => {
    const workspace = await ofRoot();
    chmodSync(join(workspace, '.rollcall'), 0o755);
    chmodSync(join(workspace, '.rollcall/ledger'), 0o755);
    chmodSync(join(workspace, '.rollcall/ledger/000001.jsonl'), 0o644);
    const planned = await asNobody(['plan', ...sandbox.at, '--out', 'plan.json'], workspace);
    expect([planned.code, plainOf(planned, workspace)]).toEqual([
      1,
      expect.stringContaining(
        `plan.json cannot be written: this user may not put files into its folder (EACCES). ${right}`,
      ),
    ]);
  });

  it.runIf(slow)('is told of a manifest that may not be read, at its place', async () => {
    const folder = await ofRoot();
    chmodSync(join(folder, 'people/ada.yaml'), 0o600);
    const ran = await asNobody(['validate'], folder);
    expect([ran.code, plainOf(ran, folder)]).toEqual([1, expect.stringContaining('people/ada.yaml')]);
  });

  it.runIf(slow)('works in a folder of their own', async () => {
    const folder = emptyFolder();
    chownSync(folder, nobody, nobody);
    expect(await asNobody(['init'], folder)).toMatchObject({ code: 0, stderr: '' });
  });
});

describe.skipIf(noMount !== null)('a rollcall.yaml that is mounted by itself', () => {
  it.runIf(slow)('is named by init, which begins no ledger and leaves the old one where it stands', async () => {
    const folder = await begunAtFullSpeed();
    const file = join(folder, 'rollcall.yaml');
    const before = readFileSync(file, 'utf8');
    spawnSync('mount', ['--bind', file, file]);
    onTestFinished(() => void spawnSync('umount', ['-l', file]));
    const ran = await start(['init', '--new-ledger', '--why', 'OPS-12'], { folder }).ended;
    expect([ran.code, plainOf(ran, folder)]).toEqual([
      1,
      expect.stringMatching(/^No new ledger was begun: .* mounted by itself \(EBUSY\)\. → .*Mount its folder/),
    ]);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(readdirSync(join(folder, '.rollcall')).filter((name) => name.startsWith('ledger'))).toEqual(['ledger']);
    expect(readdirSync(folder).filter((name) => name.endsWith('.draft'))).toEqual([]);
    expect(await start(['status', ...sandbox.at], { folder }).ended).toMatchObject({ code: 0 });
  });
});

describe.skipIf(noMount !== null)('a file system that is read-only', () => {
  it.runIf(slow)('is named by apply, init and a plan file, and a plan still works', async () => {
    const disk = smallDisk(1024);
    const folder = join(disk.folder, 'workspace');
    mkdirSync(folder);
    cpSync(await begunAtFullSpeed(), folder, { recursive: true });
    const before = readFileSync(join(folder, 'rollcall.yaml'), 'utf8');
    disk.readOnly(true);
    const run = async (words: readonly string[]) => {
      const ran = await start(words, { folder }).ended;
      return [ran.code, plainOf(ran, folder)];
    };
    expect(await run(['plan', ...sandbox.at])).toEqual([0, '']);
    const readOnly = 'cannot be written: the file system is read-only (EROFS). → Mount it writable';
    const refused = (file: string) => [1, expect.stringContaining(`${file} ${readOnly}`)];
    expect(await run(['plan', ...sandbox.at, '--out', 'plan.json'])).toEqual(refused('plan.json'));
    expect(await run(['apply', '--yes', ...sandbox.at])).toEqual(refused('.rollcall/ledger/000002.jsonl'));
    disk.readOnly(false);
    writeFileSync(join(folder, 'rollcall.yaml'), before.replace(/^ledger: .*\n/m, ''));
    disk.readOnly(true);
    expect((await run(['init']))[0]).toBe(1);
    expect((await sandbox.journal('acme-connect')).counts.writes).toBe(0);
  });
});
