import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { setup } from './support/build-once.ts';
import { copyOfExample, rollcall } from './support/cli.ts';
import { joinAll, sandboxFor } from './support/cli-sandbox.ts';

const examples = fileURLToPath(new URL('../examples/', import.meta.url));
const names = readdirSync(examples, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

/** What differs from run to run: digests, times, the sandbox's port, and what reading took. */
function steady(text: string): string {
  return text
    .replace(/sha256:[0-9a-f…]+/g, 'sha256:…')
    .replace(/valid until [^)]*/g, 'valid until …')
    .replace(/--sandbox http:\/\/127\.0\.0\.1:\d+/g, '--sandbox')
    .replace(/\d+([.,]\d+)? m?s\)/g, '… s)')
    .replace(/[ \t]+$/gm, '');
}

beforeAll(setup);

describe.each(names)('examples/%s', { timeout: 120_000 }, (name) => {
  test('is described, valid, and ships without a ledger', async () => {
    const folder = copyOfExample(name);
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toMatch(/^# /);
    expect(readFileSync(join(folder, 'rollcall.yaml'), 'utf8')).not.toMatch(/ledger/);
    expect(await rollcall(['validate'], { folder })).toMatchObject({ code: 0 });
  });

  test('plans what plan.expected.txt says', async () => {
    const folder = copyOfExample(name);
    const { url } = await sandboxFor(folder);
    const { code, stdout } = await rollcall(['plan', '--sandbox', url], { folder });
    expect(code).toBe(0);
    await expect(steady(stdout)).toMatchFileSnapshot(join(examples, name, 'plan.expected.txt'));
  });

  test('is applied, waited for, joined, and then there is nothing to do', async () => {
    const folder = copyOfExample(name);
    const sandbox = await sandboxFor(folder);
    const run = (...words: string[]) => rollcall([...words, '--sandbox', sandbox.url], { folder });
    expect(await rollcall(['init'], { folder })).toMatchObject({ code: 0 });
    expect(await run('apply', '--yes')).toMatchObject({ code: 0, stderr: '' });
    expect(await run('status')).toMatchObject({ code: 3 });
    for (const { portal } of await sandbox.portals()) {
      expect(await joinAll(sandbox, portal)).not.toEqual([]);
      await sandbox.clearJournal(portal);
    }
    expect(await run('plan', '--detailed-exitcode')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^No changes\./),
    });
    expect(await run('apply', '--yes')).toMatchObject({ code: 0 });
    for (const { portal } of await sandbox.portals()) {
      expect((await sandbox.journal(portal)).counts).toMatchObject({ writes: 0 });
    }
  });
});
