import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setup } from '../support/build-once.ts';
import { begunExample, copyOfExample, emptyFolder, rollcall } from '../support/cli.ts';
import { invitedIn, type OpenSandbox, openSandbox, portal, rewrite } from '../support/cli-stage.ts';

let sandbox: OpenSandbox;

beforeAll(async () => {
  setup();
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('a named pipe in place of a file is told, and not waited at', () => {
  it('rollcall.yaml', async () => {
    const folder = emptyFolder();
    execFileSync('mkfifo', [join(folder, 'rollcall.yaml')]);
    const { code, stderr } = await rollcall(['init'], { folder });
    expect([code, plain(stderr)]).toEqual([1, expect.stringContaining('rollcall.yaml is a folder, a named pipe')]);
  });

  it('a plan file', async () => {
    const folder = await begunExample();
    execFileSync('mkfifo', [join(folder, 'plan.json')]);
    const { code, stderr } = await rollcall(['apply', 'plan.json', ...sandbox.at, '--yes'], { folder });
    expect([code, plain(stderr)]).toEqual([1, expect.stringContaining('plan.json cannot be read')]);
  });

  it('a credential', async () => {
    const folder = copyOfExample();
    rewrite(folder, 'portal.yaml', (text) => text.replace('{ env: ACME_CONNECT_TOKEN }', '{ file: token }'));
    execFileSync('mkfifo', [join(folder, 'token')]);
    const { code, stdout } = await rollcall(['plan'], { folder });
    expect([code, plain(stdout)]).toEqual([1, expect.stringContaining('The file token cannot be read')]);
  });
});

describe('a report that cannot be kept', () => {
  it('is told as that, beside what was applied, with the place of the ledger', async () => {
    await sandbox.reset(portal);
    const folder = await begunExample();
    writeFileSync(join(folder, '.rollcall', 'runs'), 'in the way');
    const { code, stdout, stderr } = await rollcall(['apply', ...sandbox.at, '--yes'], { folder });
    expect(code).toBe(1);
    expect(stdout).toContain('Applied 2 of 2');
    expect(plain(stderr)).toMatch(
      /The report of the run \S+ could not be kept in \.rollcall\/runs\/\S+: .+ \((EEXIST|ENOTDIR)\)/,
    );
    expect(plain(stderr)).toContain('it stands in the ledger (.rollcall/ledger)');
    expect(stderr).not.toMatch(/unexpected|defect/);
    expect(await invitedIn(sandbox)).toBe(2);
  });
});

describe('a credential that can hardly be one', () => {
  it('is warned of by its length, and never shown', async () => {
    const folder = copyOfExample();
    // A portal that answers, and refuses it: one that cannot be reached would be tried again and again.
    const there = `${sandbox.url}/${portal}`;
    rewrite(folder, 'portal.yaml', (text) => text.replace('https://acme.us.webexconnect.io', there));
    const { stdout, stderr } = await rollcall(['plan'], { folder, env: { ACME_CONNECT_TOKEN: 'zzzy' } });
    expect(stderr).toContain('warning: the credential token of acme-connect has only 4 characters');
    expect(stdout + stderr).not.toContain('zzzy');
  });
});

describe('a portal by hand without a token', () => {
  it('names the way to do without', async () => {
    const folder = copyOfExample();
    rewrite(folder, 'portal.yaml', (text) => text.replace('mode: adapter', 'mode: manual'));
    const without = await rollcall(['plan'], { folder });
    expect([without.code, plain(without.stdout)]).toEqual([
      1,
      expect.stringContaining('settings: { auditLog: false }'),
    ]);
    rewrite(folder, 'portal.yaml', (text) =>
      text.replace('mode: manual', 'auditLog: false').replace(/^ *credentials.*$/m, ''),
    );
    expect((await rollcall(['plan'], { folder })).code).toBe(0);
  });

  it('stands in what init writes, as a line that works', async () => {
    const folder = emptyFolder();
    await rollcall(['init'], { folder });
    rewrite(folder, 'portals/connect.yaml', (text) => {
      return text
        .replace('  # settings: { auditLog: false }', '  settings: { auditLog: false }')
        .replace(/^ *credentials.*$/m, '');
    });
    expect(await rollcall(['plan'], { folder })).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('a plan file of the other portals', () => {
  it('is refused, and says which it was made against', async () => {
    await sandbox.reset(portal);
    const folder = await begunExample();
    await rollcall(['plan', ...sandbox.at, '--out', 'plan.json'], { folder });
    expect(readFileSync(join(folder, 'plan.json'), 'utf8')).toContain('"portals":"sandbox"');
    const { code, stderr } = await rollcall(['apply', 'plan.json', '--yes'], {
      folder,
      env: { ACME_CONNECT_TOKEN: 'x' },
    });
    expect([code, plain(stderr)]).toEqual([1, expect.stringContaining('a plan for the sandbox')]);
    rewrite(folder, 'portal.yaml', (text) =>
      text.replace('mode: adapter', 'auditLog: false').replace(/^ *credentials.*$/m, ''),
    );
    await rollcall(['plan', '--out', 'live.json'], { folder });
    const live = await rollcall(['apply', 'live.json', ...sandbox.at, '--yes'], { folder });
    expect([live.code, plain(live.stderr)]).toEqual([1, expect.stringContaining('a plan for the live portals')]);
    expect(await invitedIn(sandbox)).toBe(0);
  });
});
