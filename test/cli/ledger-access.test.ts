import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, platform } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ledgerFilesAt } from '../../engine/cli/ledger-access.ts';
import { nodeHolder } from '../../engine/ledger/node-holder.ts';
import { nodeLedgerFiles } from '../../engine/ledger/node-ledger-files.ts';
import { openLedger } from '../../engine/ledger/open-ledger.ts';
import { setup } from '../support/build-once.ts';
import { begunExample, emptyFolder, rollcall } from '../support/cli.ts';
import { rewrite } from '../support/cli-stage.ts';

beforeAll(setup);

/** Nobody listens there, and nobody is asked: the ledger comes first. */
const sandbox = ['--sandbox', 'http://127.0.0.1:9'];
const commands = [
  ['plan', ...sandbox],
  ['status', ...sandbox],
  ['apply', '--yes', ...sandbox],
];

/** What a command ended with, its error without the line breaks of a narrow screen. */
async function failure(words: readonly string[], folder: string): Promise<{ code: number | null; said: string }> {
  const { code, stderr } = await rollcall([...words], { folder });
  return { code, said: stderr.replace(/\s+/g, ' ') };
}

describe('a ledger whose id rollcall.yaml has lost', () => {
  /** The folder, and the id that stood there. */
  async function withoutId(): Promise<readonly [folder: string, id: string]> {
    const folder = await begunExample();
    const [, id = ''] = /id: (\S+)/.exec(readFileSync(join(folder, 'rollcall.yaml'), 'utf8')) ?? [];
    rewrite(folder, 'rollcall.yaml', (text) => text.replace(/^ledger: .*\n/m, ''));
    return [folder, id];
  }

  it('is not passed over: the id and both cures are told', async () => {
    const [folder, id] = await withoutId();
    for (const words of commands) {
      const { code, said } = await failure(words, folder);
      expect([words, code]).toEqual([words, 1]);
      expect(said).toContain(`There is a ledger in .rollcall/ledger, but rollcall.yaml does not say its id (${id})`);
      expect(said).toContain(`.rollcall/ledger/000001.jsonl gives it: ledger: { id: ${id} }`);
      expect(said).toContain('rollcall init --new-ledger');
    }
  });

  it('is told also where its header cannot be read', async () => {
    const [folder] = await withoutId();
    writeFileSync(join(folder, '.rollcall/ledger/000001.jsonl'), 'no header\n');
    const { code, said } = await failure(['plan', ...sandbox], folder);
    expect(code).toBe(1);
    expect(said).toContain('it is in the header of .rollcall/ledger/000001.jsonl');
  });

  it('is no ledger where its first segment was claimed and never begun', async () => {
    const [folder] = await withoutId();
    writeFileSync(join(folder, '.rollcall/ledger/000001.jsonl'), '');
    const { said } = await failure(['apply', '--yes', ...sandbox], folder);
    expect(said).not.toContain('There is a ledger');
    expect(said).toContain('Begin one: rollcall init');
  });
});

describe('a ledger that somebody took and did not give back', () => {
  const deps = {
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    sleep: () => new Promise<never>(() => {}),
    newId: () => 'one',
    signal: new AbortController().signal,
  };

  it('is told by what only reads: at work as far as one sees, or stopped, and nothing once it is back', async () => {
    const folder = await begunExample();
    const [, ledgerId = ''] = /id: (\S+)/.exec(readFileSync(join(folder, 'rollcall.yaml'), 'utf8')) ?? [];
    const files = nodeLedgerFiles(join(folder, '.rollcall/ledger'));
    const lease = { duration: 30_000, requestTimeout: 30_000 };
    const writer = await openLedger({ files, ledgerId, holder: nodeHolder('grace\u202e'), deps, lease });
    const told = async () =>
      await Promise.all(commands.slice(0, 2).map(async (words) => (await failure(words, folder)).said));
    const who = /The ledger: grace\S+ \(process \d+ on .+\) took it at \S+Z and /.source;
    const expectTold = async (text: string) => {
      for (const said of await told()) expect(said).toMatch(new RegExp(`${who}${text}`));
    };
    const lends = (own: string, other: string) =>
      rewrite(folder, '.rollcall/ledger/lease.json', (text) => text.replace(new RegExp(own), other));
    await expectTold(
      platform() === 'linux' ? 'is at work' : 'has not given it back: that run is at work, or was stopped',
    );
    lends('"host":"[^"]*"', '"host":"far"');
    await expectTold('has not given it back: that run is at work, or was stopped where');
    expect((await told()).join()).not.toContain('\u202e');
    lends('"host":"far"', `"host":"${hostname()}"`);
    lends('"started":"\\d+"', '"started":"1"');
    if (platform() === 'linux') await expectTold('was stopped before it gave it back. The next apply goes');
    await writer.close();
    for (const said of await told()) expect(said).not.toContain('took it at');
  });
});

describe('the folder of a ledger', () => {
  const at = (folder: string, path: string) => () => ledgerFilesAt({ folder, path });

  it('may be there or not, also where the workspace itself is reached by a link', () => {
    const folder = emptyFolder();
    const link = join(emptyFolder(), 'link');
    symlinkSync(folder, link);
    mkdirSync(join(folder, 'there'));
    symlinkSync('there', join(folder, 'alias'));
    for (const from of [folder, link]) {
      for (const path of ['there', 'alias', 'not/yet/there', 'alias/not/yet']) expect(at(from, path)).not.toThrow();
    }
  });

  it('does not leave the workspace, neither by its path nor by a link', () => {
    const folder = emptyFolder();
    const outside = emptyFolder();
    symlinkSync(outside, join(folder, 'out'));
    symlinkSync(join(outside, 'gone'), join(folder, 'nowhere'));
    symlinkSync('circle', join(folder, 'circle'));
    for (const path of ['..', '../x', outside, '.']) expect(at(folder, path)).toThrow(/lies outside of the workspace/);
    for (const path of ['out', 'out/deep/er', 'nowhere', 'nowhere/x', 'circle']) {
      expect(at(folder, path)).toThrow(`The ledger's folder ${path} leads out of the workspace by a symbolic link`);
    }
    expect(readdirSync(outside)).toEqual([]);
  });

  it('has no name that hides something: what the screen would spell out, and only that', () => {
    const folder = emptyFolder();
    for (const path of ['led\u3164ger', 'led\u200bger', 'led\u202eger', 'led\ufe0fger']) {
      expect(at(folder, path)).toThrow('has an invisible character in its name');
    }
    expect(at(folder, '🗂️/ledger')).not.toThrow();
  });

  it('is refused by every command once it is a link that leads out', async () => {
    const folder = await begunExample();
    const outside = join(emptyFolder(), 'ledger');
    renameSync(join(folder, '.rollcall/ledger'), outside);
    symlinkSync(outside, join(folder, '.rollcall/ledger'));
    for (const words of [...commands, ['init']]) {
      const { code, said } = await failure(words, folder);
      expect([words, code]).toEqual([words, 1]);
      expect(said).toContain('leads out of the workspace by a symbolic link');
    }
    expect(readdirSync(outside)).toEqual(['000001.jsonl']);
    rmSync(outside, { recursive: true });
  });
});
