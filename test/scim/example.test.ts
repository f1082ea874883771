import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { setup } from '../support/build-once.ts';
import { copyOfExample, rollcall } from '../support/cli.ts';
import { rewrite } from '../support/cli-stage.ts';
import { startScimmy } from '../support/scim-servers.ts';
import { steadyPlan } from '../support/steady-plan.ts';

const name = '05-scim';
const example = fileURLToPath(new URL(`../../examples/${name}/`, import.meta.url));
const token = 'try-me-0123456789';

async function stage() {
  const scimmy = await startScimmy(token);
  onTestFinished(() => scimmy.stop());
  const folder = copyOfExample(name);
  rewrite(folder, 'portal.yaml', (text) => text.replace(/baseUrl: .*/, `baseUrl: ${scimmy.url}`));
  const run = (...words: string[]) => rollcall(words, { folder, env: { ACME_SCIM_TOKEN: token } });
  return { scimmy, folder, run };
}

beforeAll(setup);

test('the example is described, valid, and ships without a ledger', async () => {
  const { folder, run } = await stage();
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toMatch(/^# /);
  expect(readFileSync(join(folder, 'rollcall.yaml'), 'utf8')).not.toMatch(/ledger/);
  expect(await run('validate')).toMatchObject({ code: 0 });
});

test('the example plans what plan.expected.txt says, is applied, and then there is nothing to do', async () => {
  const { scimmy, run } = await stage();
  const planned = await run('plan');
  expect(planned).toMatchObject({ code: 0, stderr: '' });
  await expect(steadyPlan(planned.stdout)).toMatchFileSnapshot(join(example, 'plan.expected.txt'));
  expect(await run('init')).toMatchObject({ code: 0 });
  expect(await run('apply', '--yes')).toMatchObject({ code: 0, stderr: '' });
  expect([...scimmy.store.groups.values()].map((group) => group['displayName']).sort()).toEqual([
    'admins',
    'engineering',
    'on-call',
  ]);
  const again = await run('plan', '--detailed-exitcode');
  expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/^No changes/) as unknown });
});

test('who leaves is taken out of the groups, then deactivated; who comes back is restored', async () => {
  const { scimmy, folder, run } = await stage();
  const ben = () => [...scimmy.store.users.values()].find((row) => row['userName'] === 'ben@acme.example');
  const file = join(folder, 'people', 'ben.yaml');
  const text = readFileSync(file, 'utf8');
  await run('init');
  await run('apply', '--yes');
  rmSync(file);
  const planned = await run('plan');
  expect(planned.stdout).toMatch(/- deactivate\s+user ben@acme\.example/);
  expect(planned.stdout).toMatch(/- ben@acme\.example/);
  const patched: string[] = [];
  scimmy.server.on('request', ({ method, url }: { method: string; url: string }) => {
    if (method === 'PATCH') patched.push(url.replace(/[^/]*$/, ''));
  });
  expect(await run('apply', '--yes')).toMatchObject({ code: 0, stderr: '' });
  expect(patched).toEqual(['/Groups/', '/Groups/', '/Users/']);
  expect(ben()?.['active']).toBe(false);
  expect((await run('plan')).stdout).toMatch(/^No changes/);
  writeFileSync(file, text);
  expect((await run('apply', '--yes')).code).toBe(0);
  expect(ben()?.['active']).toBe(true);
  expect((await run('plan')).stdout).toMatch(/^No changes/);
});

test('a role that is no group of the server is found before anything is sent', async () => {
  const { folder, run } = await stage();
  rewrite(folder, 'roles.yaml', (text) => text.replace('role: on-call', 'role: On-Call'));
  const { code, stderr, stdout } = await run('validate');
  expect(code).toBe(1);
  expect(stdout + stderr).toContain('Write on-call, in exactly these letters.');
});
