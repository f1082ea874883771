import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOf } from '../../engine/manifest/validator.ts';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import { copyOfExample, rollcall } from '../support/cli.ts';
import { type OpenSandbox, openSandbox, portal, rewrite } from '../support/cli-stage.ts';

let sandbox: OpenSandbox;

beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

describe('rollcall plan', () => {
  it('shows the plan in every format, and says by its exit code that there are changes', async () => {
    const folder = copyOfExample();
    const at = sandbox.at;
    const text = await rollcall(['plan', ...at], { folder });
    expect(text, text.stderr).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout).toContain('Look at these first');
    expect(text.stdout).toContain('Plan: 2 to invite.');
    for (const line of text.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    expect(await rollcall(['plan', ...at, '--detailed-exitcode'], { folder })).toMatchObject({ code: 2 });

    const json: unknown = JSON.parse((await rollcall(['plan', ...at, '--format', 'json'], { folder })).stdout);
    expect(checkOf(packagedSchema('plan'), { fillDefaults: false })(json)).toEqual([]);
    expect(json).toMatchObject({ changes: [{ verdict: 'invite' }, { verdict: 'invite' }] });

    const markdown = await rollcall(['plan', ...at, '--format', 'markdown'], { folder });
    expect(markdown.stdout).toMatch(/^### Rollcall · acme: 2 to invite\n/);
  });

  it('writes nothing at the portal and nothing in the workspace but its cache', async () => {
    const folder = copyOfExample();
    await sandbox.clearJournal(portal);
    await rollcall(['plan', ...sandbox.at, '--out', 'plan.json'], { folder });
    const { counts } = await sandbox.journal(portal);
    expect(counts).toMatchObject({ writes: 0 });
    expect(statSync(join(folder, 'plan.json')).mode & 0o777).toBe(0o600);
  });

  it('plans only what it is asked for', async () => {
    const folder = copyOfExample();
    const at = ['plan', ...sandbox.at];
    const ada = 'acme-connect/teammate/ada@acme.example';
    const only = await rollcall([...at, '--target', ada], { folder });
    expect(only.stdout).toContain('Plan: 1 to invite.');
    expect(only.stdout.replaceAll(/\s+/g, ' ')).toContain(`only ${ada}`);
    expect((await rollcall([...at, '--exclude', ada], { folder })).stdout).not.toContain('invite  teammate ada@');
    const look = await rollcall([...at, '--refresh-only', '--detailed-exitcode'], { folder });
    expect(look).toMatchObject({ code: 0 });
    expect((await rollcall([...at, '--show', 'unmanaged'], { folder })).stdout).toContain('owner@acme.example');
  });

  it('plans for another day', async () => {
    const folder = copyOfExample();
    rewrite(folder, 'people/ada.yaml', (text) => text.replace('Full access }', 'Full access, from: 2099-01-01 }'));
    const at = ['plan', ...sandbox.at];
    expect((await rollcall(at, { folder })).stdout).toContain('Plan: 1 to invite.');
    const later = await rollcall([...at, '--at', '2099-01-01'], { folder });
    expect(later.stdout).toContain('Plan: 2 to invite.');
    expect(later.stdout).toContain('as of 2099-01-01 00:00 UTC');
    const wrong = await rollcall([...at, '--at', 'Friday'], { folder });
    expect(wrong).toMatchObject({ code: 1 });
    expect(wrong.stderr).toContain('--at Friday is no date');
  });

  it('never takes a portal that it cannot reach for an empty one', async () => {
    const folder = copyOfExample();
    const blind = await rollcall(['plan'], { folder });
    expect(blind).toMatchObject({ code: 1 });
    expect(blind.stdout).toContain('could not be read, so nobody knows who is there');
    expect(blind.stdout.replaceAll(/\s+/g, ' ')).toContain('ACME_CONNECT_TOKEN is not set');
  });

  it('never shows a credential', async () => {
    const folder = copyOfExample();
    const env = { ACME_CONNECT_TOKEN: 'a-very-secret-token' };
    rewrite(folder, 'portal.yaml', (text) =>
      text.replace('https://acme.us.webexconnect.io', `${sandbox.url}/acme-connect`),
    );
    const { code, stdout, stderr } = await rollcall(['plan', '--debug'], { folder, env });
    expect(code).toBe(1);
    expect(stdout + stderr).not.toContain('a-very-secret-token');
  });

  it('says where a plan file cannot be written', async () => {
    const folder = copyOfExample();
    const { code, stderr } = await rollcall(['plan', ...sandbox.at, '--out', 'no/such/plan.json'], { folder });
    expect(code).toBe(1);
    expect(stderr).toContain('cannot be written');
  });

  it('says that a Portal left the manifests only where something is owned there', async () => {
    const folder = copyOfExample();
    rmSync(join(folder, 'portal.yaml'));
    const { code, stderr } = await rollcall(['plan'], { folder });
    expect(code).toBe(1);
    expect(stderr).toMatch(/error\[/);
  });
});
