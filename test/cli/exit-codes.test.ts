import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../engine/model/plan.ts';
import { serializePlan } from '../../engine/plan/plan-file.ts';
import { joinAll } from '../support/cli-sandbox.ts';
import { setup } from '../support/build-once.ts';
import { begunExample, rollcall } from '../support/cli.ts';
import { invitedIn, type OpenSandbox, openSandbox, portal } from '../support/cli-stage.ts';

let sandbox: OpenSandbox;

beforeAll(async () => {
  setup();
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset(portal));

type Run = (...words: string[]) => Promise<number | null>;

/** Makes an end that has come, as time would. */
function age(folder: string): void {
  const file = join(folder, 'plan.json');
  const { fileDigest: _, ...plan } = JSON.parse(readFileSync(file, 'utf8')) as Plan & { fileDigest: string };
  const recorded = { ...plan.recorded, at: '2020-01-01T00:00:00.000Z', expiresAt: '2020-01-02T00:00:00.000Z' };
  writeFileSync(file, serializePlan({ ...plan, recorded }));
}

const ada = `${portal}/teammate/ada@acme.example`;

/** What is done, one command after the other, and with what the last one ends. */
const paths: readonly (readonly [what: string, code: number, path: (run: Run, folder: string) => Promise<unknown>])[] =
  [
    ['nothing to do', 0, async (run) => [await run('apply', '--yes'), await joinAll(sandbox, portal)]],
    ['changes', 2, () => Promise.resolve()],
    ['people who are waited for', 3, (run) => run('apply', '--yes')],
  ];

async function begun(): Promise<{ run: Run; folder: string }> {
  const folder = await begunExample();
  const run: Run = async (...words) => (await rollcall([...words, ...sandbox.at], { folder })).code;
  return { run, folder };
}

describe('plan --detailed-exitcode', () => {
  it.each(paths)('%s: %i', async (_what, code, path) => {
    const { run, folder } = await begun();
    await path(run, folder);
    expect(await run('plan')).toBe(0);
    expect(await run('plan', '--detailed-exitcode')).toBe(code);
  });
});

describe('apply of a plan file', () => {
  it('that has expired ends with 6, and nothing is touched', async () => {
    const { run, folder } = await begun();
    await run('plan', '--out', 'plan.json');
    age(folder);
    expect(await run('apply', 'plan.json', '--yes')).toBe(6);
    expect(await invitedIn(sandbox)).toBe(0);
  });

  it('of which nothing holds any more ends with 6', async () => {
    const { run } = await begun();
    await run('plan', '--out', 'plan.json');
    expect(await run('apply', '--yes')).toBe(0);
    expect(await run('apply', 'plan.json', '--yes')).toBe(6);
    expect(await invitedIn(sandbox)).toBe(2);
  });

  it('of which a part holds ends with 5, and does that part', async () => {
    const { run } = await begun();
    await run('plan', '--out', 'plan.json');
    await run('plan', '--target', ada, '--out', 'ada.json');
    expect(await run('apply', 'ada.json', '--yes')).toBe(0);
    expect(await run('apply', 'plan.json', '--yes')).toBe(5);
    expect(await invitedIn(sandbox)).toBe(2);
  });
});

describe('the end of everything', () => {
  it.each([
    [
      'by a plan file',
      [
        ['plan', '--destroy', '--out', 'end.json'],
        ['apply', 'end.json', '--yes'],
      ],
    ],
    ['at once', [['apply', '--destroy', '--yes']]],
  ])('%s', async (_how, commands) => {
    const { run } = await begun();
    await run('apply', '--yes');
    for (const words of commands) expect(await run(...words)).toBe(0);
    expect(await invitedIn(sandbox)).toBe(0);
  });

  it('is in the plan file or on the command line, not in both', async () => {
    const { run } = await begun();
    expect(await run('apply', 'plan.json', '--destroy', '--yes')).toBe(1);
  });
});
