import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everybodyJoins, type RunningSandbox, rollcall, startSandbox } from './examples/rollcall.ts';

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

describe.each(names)('examples/%s', { timeout: 120_000 }, (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-example-'));
  let sandbox: RunningSandbox;

  beforeAll(async () => {
    cpSync(join(examples, name), folder, { recursive: true });
    sandbox = await startSandbox(folder);
  });
  afterAll(async () => {
    await sandbox?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is described, and ships without a ledger', () => {
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toMatch(/^# /);
    expect(readFileSync(join(folder, 'rollcall.yaml'), 'utf8')).not.toMatch(/ledger/);
  });

  test('is valid', async () => {
    expect(await rollcall(folder, 'validate')).toMatchObject({ code: 0 });
  });

  test('plans what plan.expected.txt says', async () => {
    const { code, stdout } = await rollcall(folder, 'plan', '--sandbox', sandbox.url);
    expect(code).toBe(0);
    await expect(steady(stdout)).toMatchFileSnapshot(join(examples, name, 'plan.expected.txt'));
  });

  test('is applied, waited for, joined, and then there is nothing to do', async () => {
    expect(await rollcall(folder, 'init')).toMatchObject({ code: 0 });
    const applied = await rollcall(folder, 'apply', '--sandbox', sandbox.url, '--yes');
    expect(applied, applied.stderr).toMatchObject({ code: 0 });
    expect(await rollcall(folder, 'status', '--sandbox', sandbox.url)).toMatchObject({ code: 3 });
    expect(await everybodyJoins(sandbox)).toBeGreaterThan(0);
    const again = await rollcall(folder, 'plan', '--sandbox', sandbox.url, '--detailed-exitcode');
    expect(again.stdout).toContain('No changes.');
    expect(again).toMatchObject({ code: 0 });
  });
});
