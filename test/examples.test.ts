import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { setup } from './support/build-once.ts';
import { copyOfExample, type Ran, rollcall } from './support/cli.ts';
import { sandboxFor } from './support/cli-sandbox.ts';
import { rewrite } from './support/cli-stage.ts';
import { everybodyArrives } from './support/example-people.ts';
import { steadyPlan } from './support/steady-plan.ts';

const examples = fileURLToPath(new URL('../examples/', import.meta.url));
/** All but those that bring a real server of their own and no emulator: these have tests of their own. */
const names = readdirSync(examples, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() && !existsSync(join(examples, entry.name, 'server.mjs')) ? [entry.name] : [],
);

beforeAll(setup);

describe.each(names)('examples/%s', { timeout: 240_000 }, (name) => {
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
    // 4 where it buys something: that needs a consent.
    expect([0, 4]).toContain(code);
    await expect(steadyPlan(stdout)).toMatchFileSnapshot(join(examples, name, 'plan.expected.txt'));
  });

  test('is applied, waited for, walked through by its people, and then there is nothing to do', async () => {
    const folder = copyOfExample(name);
    hurry(folder);
    const sandbox = await sandboxFor(folder);
    const run: Run = (...words) => rollcall([...words, '--sandbox', sandbox.url], { folder });
    expect(await rollcall(['init'], { folder })).toMatchObject({ code: 0 });
    await apply(run);
    expect(await run('status')).toMatchObject({ code: 3 });
    const arrived: string[] = [];
    for (const { portal, provider } of await sandbox.portals()) {
      const attest = (...words: string[]) => rollcall(['attest', ...words], { folder });
      const arrival = { sandbox, portal, provider, apply: () => apply(run), attest, folder };
      arrived.push(...(await everybodyArrives(arrival)));
    }
    expect(arrived).not.toEqual([]);
    // What somebody asked for and could not be done before they had come in.
    await apply(run);
    for (const { portal } of await sandbox.portals()) await sandbox.clearJournal(portal);
    expect(await run('plan', '--detailed-exitcode')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^No changes( in what could be read)?\./),
    });
    expect(await run('apply', '--yes')).toMatchObject({ code: 0 });
    for (const { portal } of await sandbox.portals()) {
      expect((await sandbox.journal(portal)).counts).toMatchObject({ writes: 0 });
    }
  });
});

type Run = (...words: string[]) => Promise<Ran>;

/** A portal on this machine takes more requests than a real one is asked for. */
function hurry(folder: string): void {
  const quick = (text: string) => text.replace(/^spec:$/m, 'spec:\n  limits: { requestsPerSecond: 500 }');
  for (const file of portalFiles(folder)) rewrite(folder, file, quick);
}

/** Also those for later. */
function portalFiles(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => /(^|[/])portal.yaml$/.test(file));
}

/** Applies; what needs a consent gets it, for exactly what is planned. */
async function apply(run: Run): Promise<void> {
  const { code, stdout } = await run('plan', '--format', 'json');
  const digest = /"changeDigest": *"([^"]+)"/.exec(stdout)?.[1] ?? '';
  const consent = code === 4 ? ['--consent', digest, '--why', 'the offer was accepted'] : [];
  const applied = await run('apply', '--yes', ...consent);
  // 5 where a request of somebody who has not come in yet is left for later.
  expect([0, 5], applied.stdout + applied.stderr).toContain(applied.code);
  expect(applied).toMatchObject({ stdout: expect.not.stringMatching(/ failed|not tried|stale/), stderr: '' });
}
