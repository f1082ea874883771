import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { setup } from '../support/build-once.ts';
import { copyOfExample, type Ran, rollcall } from '../support/cli.ts';
import { rewrite } from '../support/cli-stage.ts';
import { listIn, textIn } from '../support/scim-client.ts';
import { type Scimmy, startScimmy } from '../support/scim-servers.ts';
import { steadyPlan } from '../support/steady-plan.ts';

const name = '07-take-over';
const example = fileURLToPath(new URL(`../../examples/${name}/`, import.meta.url));
const token = 'try-me-0123456789';

interface Planned {
  readonly changeDigest: string;
  readonly changes: readonly {
    readonly verdict: string;
    readonly address: { readonly kind: string; readonly key: string };
    readonly lost?: readonly { readonly before: readonly string[]; readonly after: readonly string[] }[];
  }[];
}

/** The example with its first apply done and the change made; `writes` are the requests of everything after that. */
async function stage() {
  const scimmy = await startScimmy(token, name);
  onTestFinished(() => scimmy.stop());
  const folder = copyOfExample(name);
  rewrite(folder, 'manifests/portal.yaml', (text) => text.replace(/baseUrl: .*/, `baseUrl: ${scimmy.url}`));
  const run = (...words: string[]): Promise<Ran> => rollcall(words, { folder, env: { ACME_SCIM_TOKEN: token } });
  const people = (...words: string[]) => execFileSync(process.execPath, ['people.mjs', ...words], { cwd: folder });
  people();
  await run('init');
  expect(await run('apply', '--yes')).toMatchObject({ code: 0 });
  cpSync(join(folder, 'change/roles.yaml'), join(folder, 'manifests/roles.yaml'));
  const writes: string[] = [];
  scimmy.server.on('request', ({ method }: { method: string }) => {
    if (method !== 'GET') writes.push(method);
  });
  const planned = async (): Promise<Planned> => JSON.parse((await run('plan', '--format', 'json')).stdout) as Planned;
  return { scimmy, folder, run, people, writes, planned };
}

/** Group and person of every membership that the server itself holds. */
function memberships({ store }: Scimmy): string[] {
  return [...store.groups.values()].flatMap((group) => {
    return listIn(group['members']).map(({ value }) => `${textIn(group['displayName'])} ${textIn(value)}`);
  });
}

/** Group and person of everything that the plan lists as lost. */
function lostIn({ changes }: Planned): string[] {
  return changes.flatMap(({ address, lost = [] }) => {
    return lost.flatMap(({ before, after }) =>
      before.filter((who) => !after.includes(who)).map((who) => `${address.key} ${who}`),
    );
  });
}

function grantsIn(text: string): string[] {
  return text.split('\n').filter((line) => line.includes('role:'));
}

beforeAll(setup);

describe('examples/07-take-over', { timeout: 120_000 }, () => {
  test('the change only adds, 492 grants in all, and the plan says who would be lost and stops', async () => {
    const before = grantsIn(readFileSync(join(example, 'manifests/roles.yaml'), 'utf8'));
    const after = grantsIn(readFileSync(join(example, 'change/roles.yaml'), 'utf8'));
    expect(after.filter((line) => !before.includes(line))).toHaveLength(12);
    expect(before.filter((line) => !after.includes(line))).toEqual([]);
    const { scimmy, run, writes, planned } = await stage();
    const held = memberships(scimmy);
    const shown = await run('plan');
    expect(shown).toMatchObject({ code: 4, stderr: '' });
    await expect(steadyPlan(shown.stdout)).toMatchFileSnapshot(join(example, 'plan.expected.txt'));
    const plan = await planned();
    expect(plan.changes.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 12 }, () => 'take-over'));
    const lost = lostIn(plan);
    expect(lost).toHaveLength(96);
    expect(new Set(lost.map((one) => one.split(' ')[1])).size).toBe(24);
    const refused = await run('apply', '--yes');
    expect(refused).toMatchObject({ code: 4 });
    expect(refused.stdout + refused.stderr).toContain('take-overs on acme-scim, 12, the rail is 0');
    expect(writes).toEqual([]);
    expect(memberships(scimmy)).toEqual(held);
  });

  test('a smaller change: with the others written down nobody is lost, and 492 grants are there', async () => {
    const { scimmy, run, people, planned } = await stage();
    const held = memberships(scimmy);
    people('--with-others');
    const plan = await planned();
    expect(new Set(plan.changes.map(({ verdict }) => verdict))).toEqual(new Set(['adopt']));
    expect(await run('apply', '--yes')).toMatchObject({ code: 0, stderr: '' });
    const now = memberships(scimmy);
    expect(held.filter((one) => !now.includes(one))).toEqual([]);
    expect(now).toHaveLength(492 + 96);
  });

  test('a consent to exactly this plan: the 96 memberships that it listed end, and no other', async () => {
    const { scimmy, run, planned } = await stage();
    const held = memberships(scimmy);
    const plan = await planned();
    const consent = ['--consent', plan.changeDigest, '--why', 'SEC-31: looked at with the owners'];
    expect(await run('apply', '--yes', ...consent)).toMatchObject({ code: 0, stderr: '' });
    const now = memberships(scimmy);
    expect(held.filter((one) => !now.includes(one)).sort()).toEqual(lostIn(plan).sort());
    expect(now).toHaveLength(492);
    expect((await run('plan')).stdout).toMatch(/^No changes/);
  });
});
