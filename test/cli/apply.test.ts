import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkOf } from '../../engine/manifest/validator.ts';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import { begunExample, copyOfExample, rollcall } from '../support/cli.ts';
import { joinAll } from '../support/cli-sandbox.ts';
import { invitedIn, type OpenSandbox, openSandbox, portal, rewrite } from '../support/cli-stage.ts';

let sandbox: OpenSandbox;

beforeAll(async () => {
  sandbox = await openSandbox();
});
beforeEach(() => sandbox.reset(portal));
afterAll(() => sandbox.close());

describe('rollcall apply', () => {
  it('does what was shown, once; then people are waited for; then there is nothing to do', async () => {
    const folder = await begunExample();
    const { at } = sandbox;
    const applied = await rollcall(['apply', ...at, '--yes'], { folder });
    expect(applied, applied.stderr).toMatchObject({ code: 0, stderr: '' });
    expect(applied.stdout).toContain('Applied 2 of 2');

    const waiting = await rollcall(['status', ...at], { folder });
    expect(waiting).toMatchObject({ code: 3 });
    expect(waiting.stdout).toContain('Join the team');
    expect(await rollcall(['plan', ...at, '--detailed-exitcode'], { folder })).toMatchObject({ code: 3 });

    await sandbox.clearJournal(portal);
    const again = await rollcall(['apply', ...at, '--yes'], { folder });
    expect(again).toMatchObject({ code: 0 });
    expect((await sandbox.journal(portal)).counts).toMatchObject({ writes: 0 });

    expect(await joinAll(sandbox, portal)).toHaveLength(2);
    const done = await rollcall(['plan', ...at, '--detailed-exitcode'], { folder });
    expect(done).toMatchObject({ code: 0 });
    expect(done.stdout).toContain('2 unchanged · 1 unmanaged · nothing blocked');
    expect(done.stdout).toContain('Plan: no changes.');
    expect(await rollcall(['status', ...at], { folder })).toMatchObject({ code: 0 });
  });

  it('keeps a report of every run, as its schema says', async () => {
    const folder = await begunExample();
    await rollcall(['apply', ...sandbox.at, '--yes'], { folder });
    const runs = join(folder, '.rollcall/runs');
    const [file = ''] = readdirSync(runs);
    expect(file).toMatch(/^\d{4}-\d{2}-\d{2}T\d{6}Z-[0-9a-f]{8}\.json$/);
    const report: unknown = JSON.parse(readFileSync(join(runs, file), 'utf8'));
    expect(checkOf(packagedSchema('run-report'), { fillDefaults: false })(report)).toEqual([]);
    expect(report).toMatchObject({ ending: 'finished', exitCode: 0, portals: 'sandbox', waiting: 2 });
    expect(Number.isInteger((report as { readonly took: number }).took)).toBe(true);
    const ledger = readFileSync(join(folder, '.rollcall/ledger/000002.jsonl'), 'utf8');
    const finished = ledger.split('\n').find((line) => line.includes('run-finished')) ?? '{}';
    expect(JSON.parse(finished)).toMatchObject({ entry: { counts: { done: 2, waiting: 2 } } });
  });

  it('prints JSON lines for a program', async () => {
    const folder = await begunExample();
    const { stdout } = await rollcall(['apply', ...sandbox.at, '--yes', '--json'], { folder });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly type: string });
    expect(lines.map((line) => line.type)).toEqual(['plan', 'item', 'item', 'report']);
  });

  it('does nothing where nobody can say yes', async () => {
    const folder = await begunExample();
    const { code, stderr } = await rollcall(['apply', ...sandbox.at], { folder });
    expect(code).toBe(1);
    expect(stderr).toContain('no terminal on which somebody could say yes');
    expect(await invitedIn(sandbox)).toBe(0);
  });

  it('needs a ledger first', async () => {
    const folder = copyOfExample();
    const { code, stderr } = await rollcall(['apply', '--yes'], { folder, env: { ACME_CONNECT_TOKEN: 'x' } });
    expect(code).toBe(1);
    expect(stderr).toContain('rollcall init');
  });
});

describe('rollcall apply with a plan file', () => {
  it('applies exactly that plan', async () => {
    const folder = await begunExample();
    const { at } = sandbox;
    await rollcall(['plan', ...at, '--out', 'plan.json'], { folder });
    const mails = async () => (await sandbox.inbox({ to: 'ada@acme.example' })).length;
    const before = await mails();
    const applied = await rollcall(['apply', 'plan.json', ...at, '--yes'], { folder });
    expect(applied, applied.stderr).toMatchObject({ code: 0 });
    const twice = await rollcall(['apply', 'plan.json', ...at, '--yes'], { folder });
    const [, run = 'none'] = /Run (\S+) at the sandbox/.exec(applied.stdout) ?? [];
    expect(twice.code).toBe(6);
    expect(twice.stdout.replaceAll(/\s+/g, ' ')).toContain(`all of this plan was done by the run ${run}.`);
    expect(twice.stdout).not.toContain('mend');
    expect(await mails()).toBe(before + 1);
  });

  it.each([
    ['edited', (text: string) => text.replace('Full access', 'Owner'), 'plan-edited'],
    ['cut', (text: string) => text.slice(0, 500), 'plan-unreadable'],
    [
      'of another format',
      (text: string) => text.replace('"formatVersion":"1.0"', '"formatVersion":"2.0"'),
      'plan-version',
    ],
  ])('refuses one that was %s, and touches nothing', async (_how, change, code) => {
    const folder = await begunExample();
    const { at } = sandbox;
    await rollcall(['plan', ...at, '--out', 'plan.json'], { folder });
    rewrite(folder, 'plan.json', change);
    const refused = await rollcall(['apply', 'plan.json', ...at, '--yes'], { folder });
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain(`error[${code}]`);
    expect(refused.stderr).toContain('rollcall plan --out plan.json');
    expect(await invitedIn(sandbox)).toBe(0);
  });

  it('refuses one of another workspace', async () => {
    const [folder, other] = [await begunExample(), await begunExample()];
    const { at } = sandbox;
    const file = join(other, 'plan.json');
    await rollcall(['plan', ...at, '--out', file], { folder: other });
    const refused = await rollcall(['apply', file, ...at, '--yes'], { folder });
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain('error[plan-foreign]');
  });

  it('refuses one that is for a moment to come', async () => {
    const folder = await begunExample();
    const { at } = sandbox;
    await rollcall(['plan', ...at, '--at', '2099-01-01', '--out', 'plan.json'], { folder });
    const refused = await rollcall(['apply', 'plan.json', ...at, '--yes'], { folder });
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain('error[plan-ahead]');
  });

  it('says that a file is not there', async () => {
    const folder = await begunExample();
    const { code, stderr } = await rollcall(['apply', 'none.json', '--yes'], { folder });
    expect(code).toBe(1);
    expect(stderr).toContain('none.json cannot be read');
  });
});

describe('a plan that a rail refuses', () => {
  it('is not applied without a consent to exactly it', async () => {
    const folder = await begunExample();
    const { at } = sandbox;
    rewrite(folder, 'portal.yaml', (text) => `${text}  rails: { mails: { count: 1 } }\n`);
    const refused = await rollcall(['apply', ...at, '--yes'], { folder });
    expect(refused).toMatchObject({ code: 4 });
    expect(refused.stdout).toContain('Refused before the first write: mails on acme-connect, 2');
    const digest = /sha256:[0-9a-f]{64}/.exec(refused.stdout)?.[0] ?? '';

    const wrong = ['--consent', `sha256:${'0'.repeat(64)}`, '--why', 'because'];
    expect(await rollcall(['apply', ...at, '--yes', ...wrong], { folder })).toMatchObject({ code: 4 });
    expect(await invitedIn(sandbox)).toBe(0);

    const consent = ['--consent', digest, '--why', 'both start on Monday'];
    const applied = await rollcall(['apply', ...at, '--yes', ...consent], { folder });
    expect(applied, applied.stderr).toMatchObject({ code: 0 });
    const ledger = join(folder, '.rollcall/ledger');
    const lines = readdirSync(ledger)
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => readFileSync(join(ledger, name), 'utf8'));
    expect(lines.join('')).toContain('both start on Monday');
  });
});
