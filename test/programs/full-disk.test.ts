import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setup } from '../support/build-once.ts';
import { type Ran, rollcall, rollcallProgram } from '../support/cli.ts';
import { type OpenSandbox, openSandbox, rewrite } from '../support/cli-stage.ts';
import {
  applyProgram,
  begunAtFullSpeed,
  expectPlainWords,
  expectSound,
  type Left,
  leftBy,
  newRound,
  type Round,
} from './support/round.ts';
import { noMount, smallDisk } from './support/small-disk.ts';

const slow = process.env['ROLLCALL_SLOW'] === '1';
if (noMount !== null) process.stdout.write(`no small disk: ${noMount}; ENOSPC is only injected\n`);

let sandbox: OpenSandbox;
beforeAll(async () => {
  setup();
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

function plainOf({ stderr }: Ran): string {
  return stderr.replaceAll(/\s+/g, ' ');
}

/** The file, the reason, and what to do about it. */
function expectNoRoom(ran: Ran, file: RegExp): void {
  expectPlainWords(ran);
  expect(ran.code).toBe(1);
  expect(plainOf(ran)).toMatch(new RegExp(`${file.source}[^ ]* cannot be written: there is no room left \\(ENOSPC\\)`));
  expect(plainOf(ran)).toContain('→ Make room there, then run the same command again');
}

/** After room was made: the next apply goes on, and all is as if there always had been room. */
async function expectToGoOn(round: Round, expected: Left, said: string): Promise<void> {
  const next = await applyProgram(round);
  expect(next.code, `${said}: ${next.stdout}${next.stderr}`).toBe(0);
  expect(await leftBy(round), said).toEqual(expected);
  await expectSound(round.folder);
}

async function alone(begun: string): Promise<Left> {
  const round = await newRound({ begun, sandbox });
  expect(await rollcall(['apply', '--yes', ...sandbox.at], { folder: round.folder })).toMatchObject({ code: 0 });
  return await leftBy(round);
}

/** Where the ledger of an apply that holds it is written: its segment, or the lease beside it. */
const inLedger = /\.rollcall\/ledger\/(\d{6}\.jsonl|lease\.json)/;

describe('a disk that is full', () => {
  // The small disk below shows as much in a moment, where there may be one.
  it.runIf(slow || noMount !== null).each(slow ? [1, 2, 3, 4, 5, 6, 7] : [4])(
    'at append %i of an apply to its ledger (injected): it says so, and the next one goes on',
    { timeout: 120_000 },
    async (number) => {
      const begun = await begunAtFullSpeed();
      const expected = await alone(begun);
      const round = await newRound({ begun, sandbox });
      const first = await applyProgram(round, { env: { FULL_AT: String(number) }, preloads: ['full-disk.mjs'] });
      if (first.code !== 0) {
        expectPlainWords(first);
        expect([1, 5]).toContain(first.code);
        expect(`${first.stdout}${plainOf(first)}`.replaceAll(/\s+/g, ' ')).toContain('there is no room left (ENOSPC)');
      }
      await expectToGoOn(round, expected, `full at ${number}`);
    },
  );

  it.runIf(slow && noMount === null)(
    'with ever more pages left before an apply (tmpfs): none is lost, none done twice',
    { timeout: 600_000 },
    async () => {
      const begun = await begunAtFullSpeed();
      const expected = await alone(begun);
      let failed = 0;
      for (let pages = 0; pages < 40; pages += 1) {
        const disk = smallDisk(512);
        const folder = join(disk.folder, 'workspace');
        mkdirSync(folder);
        const round = await newRound({ begun, sandbox }, folder);
        disk.fill(pages);
        const first = await applyProgram(round);
        expectPlainWords(first);
        disk.makeRoom();
        if (first.code === 0) break;
        failed += 1;
        expect(`${first.stdout} ${first.stderr}`.replaceAll(/\s+/g, ' '), `${pages}`).toContain(
          'there is no room left',
        );
        await expectToGoOn(round, expected, `${pages} pages left: ${first.stdout}${first.stderr}`);
      }
      process.stdout.write(`the disk was full at ${failed} places\n`);
      expect(failed).toBeGreaterThanOrEqual(3);
    },
  );
});

describe.skipIf(noMount !== null)('a small disk that is full', () => {
  async function fullDisk(pages = 0) {
    const disk = smallDisk(512);
    const folder = join(disk.folder, 'workspace');
    mkdirSync(folder);
    const round = await newRound({ begun: await begunAtFullSpeed(), sandbox }, folder);
    return { disk, round, folder, fill: () => disk.fill(pages) };
  }

  it.runIf(slow)(
    'leaves the plan file that stood there, reads manifests without a cache, and takes the same command later',
    async () => {
      const { disk, folder, fill } = await fullDisk();
      writeFileSync(join(folder, 'plan.json'), 'an earlier plan');
      fill();
      const words = ['plan', ...sandbox.at, '--out', 'plan.json'];
      expectNoRoom(await rollcall(words, { folder }), /workspace\/plan\.json/);
      expect(readFileSync(join(folder, 'plan.json'), 'utf8')).toBe('an earlier plan');
      expect(readdirSync(folder).filter((name) => name.endsWith('.draft'))).toEqual([]);
      expect(await rollcall(['plan', ...sandbox.at], { folder })).toMatchObject({ code: 0, stderr: '' });
      disk.makeRoom();
      expect(await rollcall(words, { folder })).toMatchObject({ code: 0 });
      expect(JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8'))).toHaveProperty('changeDigest');
    },
  );

  it.runIf(slow)('takes no attestation, says so, and takes it later', async () => {
    const { disk, folder, round, fill } = await fullDisk();
    rewrite(folder, 'portal.yaml', (text) => text.replace('mode: adapter', 'mode: manual'));
    expect(await applyProgram(round)).toMatchObject({ code: 0 });
    const asked = await rollcall(['status', ...sandbox.at], { folder });
    const [, sitting = ''] = /attest --sitting (\S+)/.exec(asked.stdout) ?? [];
    const words = ['attest', '--sitting', sitting, '--evidence', 'HD-1'];
    fill();
    expectNoRoom(await rollcallProgram(words, { folder }), inLedger);
    disk.makeRoom();
    // The run that found no room had claimed the ledger and could not sign it: for a minute nobody knows it has gone.
    const attested = await rollcall(words, { folder });
    expect(attested, attested.stderr).toMatchObject({ code: 0 });
    await expectSound(folder);
  });

  it('keeps rollcall.yaml whole while init finds no room, and init goes on later', async () => {
    const { disk, folder, fill } = await fullDisk();
    rmSync(join(folder, '.rollcall'), { recursive: true });
    const text = readFileSync(join(folder, 'rollcall.yaml'), 'utf8').replace(/^ledger: .*\n/m, '');
    writeFileSync(join(folder, 'rollcall.yaml'), text);
    fill();
    expectNoRoom(await rollcall(['init'], { folder }), /workspace\/\.rollcall/);
    expect(readFileSync(join(folder, 'rollcall.yaml'), 'utf8')).toBe(text);
    disk.makeRoom();
    // All but what the ledger and its id need: the schemas are there.
    expect(await rollcall(['init'], { folder })).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'rollcall.yaml'), 'utf8')).toContain(text);
    expect(await rollcall(['plan', ...sandbox.at], { folder })).toMatchObject({ code: 0 });
  });
});
