import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLedger } from '../../engine/ledger/create-ledger.ts';
import { nodeLedgerFiles } from '../../engine/ledger/node-ledger-files.ts';
import { begunExample, rollcall } from '../support/cli.ts';
import { rewrite } from '../support/cli-stage.ts';
import { virtualDeps } from '../support/virtual-deps.ts';

const path = '.rollcall/ledger';
const fresh = '0197f3c2-0000-7000-8000-000000000001';

/** What is left of `init --new-ledger` that was killed after so many of its two renames; `old` is the ledger's id. */
async function stopped(renames: 1 | 2): Promise<{ readonly folder: string; readonly old: string }> {
  const folder = await begunExample();
  const [, old = ''] = /id: (\S+)/.exec(readFileSync(join(folder, 'rollcall.yaml'), 'utf8')) ?? [];
  await createLedger({
    files: nodeLedgerFiles(join(folder, `${path}-${fresh}`)),
    ledgerId: fresh,
    deps: virtualDeps(),
  });
  renameSync(join(folder, path), join(folder, `${path}-${old}`));
  if (renames === 2) renameSync(join(folder, `${path}-${fresh}`), join(folder, path));
  return { folder, old };
}

/** What a command says to it, without the line breaks of a narrow screen. */
async function said(words: readonly string[], folder: string): Promise<string> {
  const { code, stderr } = await rollcall(words, { folder });
  return `${code} ${stderr.replace(/\s+/g, ' ').trim()}`;
}

/** Runs the command between these two texts, as a person who pastes it. */
function paste(folder: string, text: string): void {
  const [, command = ''] = /in the workspace's folder: (mv .*?)\. Or/.exec(text) ?? [];
  expect(command).toContain('mv ');
  execFileSync('sh', ['-c', command], { cwd: folder });
}

describe('a ledger that init --new-ledger moved away and was stopped', () => {
  it('is pointed to by each command, and the command that is told brings it back', async () => {
    const { folder, old } = await stopped(1);
    const aside = `It stands in ${path}-${old}: a rollcall init --new-ledger was stopped half way.`;
    const offline = ['--sandbox', 'http://127.0.0.1:9'];
    for (const words of [['status', ...offline], ['apply', '--yes', ...offline], ['init']]) {
      const text = await said(words, folder);
      expect(text).toMatch(/^1 error: The workspace knows the ledger \S+, but there is none in /);
      expect(text).toContain(aside);
      expect(text).toContain('Or begin anew, by which what was owned becomes unmanaged: rollcall init --new-ledger');
    }
    paste(folder, await said(['init'], folder));
    expect(await rollcall(['init'], { folder })).toMatchObject({ code: 0 });
  });

  it('is brought back also where an empty folder or the new ledger stands in its place', async () => {
    const emptied = await stopped(1);
    mkdirSync(join(emptied.folder, path));
    const replaced = await stopped(2);
    for (const { folder, old } of [emptied, replaced]) {
      const text = await said(['init'], folder);
      expect(text).toContain(`It stands in ${path}-${old}`);
      paste(folder, text);
      expect(existsSync(join(folder, `${path}-set-aside`))).toBe(true);
      expect(await rollcall(['init'], { folder })).toMatchObject({ code: 0 });
    }
  });

  it('is left behind by either way to begin anew', async () => {
    const { folder } = await stopped(1);
    expect(await rollcall(['init', '--new-ledger', '--why', 'lost'], { folder })).toMatchObject({ code: 0 });
    const replaced = await stopped(2);
    expect(await said(['init'], replaced.folder)).toContain(`ledger: { id: ${fresh} }`);
    rewrite(replaced.folder, 'rollcall.yaml', (text) => text.replace(replaced.old, fresh));
    expect(await rollcall(['init'], { folder: replaced.folder })).toMatchObject({ code: 0 });
  });

  it('is not spoken of where nothing, or another ledger, stands there', async () => {
    const { folder, old } = await stopped(1);
    rmSync(join(folder, `${path}-${old}`), { recursive: true });
    expect(await said(['init'], folder)).not.toContain('It stands in');
    renameSync(join(folder, `${path}-${fresh}`), join(folder, `${path}-${old}`));
    expect(await said(['init'], folder)).not.toContain('It stands in');
  });
});
