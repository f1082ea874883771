import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setup } from '../support/build-once.ts';
import { begunExample, rollcall } from '../support/cli.ts';
import { type OpenSandbox, openSandbox, portal, rewrite } from '../support/cli-stage.ts';

let sandbox: OpenSandbox;

beforeAll(async () => {
  setup();
  sandbox = await openSandbox();
});
beforeEach(() => sandbox.reset(portal));
afterAll(() => sandbox.close());

const ada = 'acme-connect/teammate/ada@acme.example';

/** The example on a tenant as it really is, without an API for teammates, its steps asked for. */
async function askedByHand() {
  const folder = await begunExample();
  rewrite(folder, 'portal.yaml', (text) => text.replace('mode: adapter', 'mode: manual'));
  const { at } = sandbox;
  const applied = await rollcall(['apply', ...at, '--yes'], { folder });
  if (applied.code !== 0) throw new Error(applied.stdout + applied.stderr);
  return { folder, at };
}

describe('steps by hand', () => {
  it('are a checklist, closed by one word for the sitting', async () => {
    const { folder, at } = await askedByHand();
    const asked = await rollcall(['status', ...at], { folder });
    expect(asked).toMatchObject({ code: 3 });
    expect(asked.stdout).toContain('1 sitting, 2 steps');
    const [, sitting = ''] = /attest --sitting (\S+)/.exec(asked.stdout) ?? [];
    const done = await rollcall(['attest', '--sitting', sitting, '--evidence', 'TS0180'], { folder });
    expect(done, done.stderr).toMatchObject({ code: 0 });
    expect(done.stdout.match(/^Attested /gm)).toHaveLength(2);
    const after = await rollcall(['status', ...at], { folder });
    expect(after.stdout).toContain('attested');
    expect(after.stdout).not.toContain('1 sitting');
  });

  it('can be attested one by one, and the word taken back', async () => {
    const { folder, at } = await askedByHand();
    const wrong = await rollcall(['attest', ada, '--step', 'nothing', '--evidence', 'T'], { folder });
    expect(wrong).toMatchObject({ code: 1 });
    const [, step = ''] = /It waits for: (\S+)\./.exec(wrong.stderr) ?? [];
    const done = await rollcall(['attest', ada, '--step', step, '--evidence', 'TS0180', '--for', 'grace'], { folder });
    expect(done, done.stderr).toMatchObject({ code: 0 });
    const [, seq = ''] = /--withdraw (\d+)/.exec(done.stdout) ?? [];
    const back = await rollcall(['attest', '--withdraw', seq, '--why', 'another Ada'], { folder });
    expect(back, back.stderr).toMatchObject({ code: 0 });
    const twice = await rollcall(['attest', '--withdraw', seq, '--why', 'another Ada'], { folder });
    expect(twice.stderr).toContain('withdrawn already');
    expect((await rollcall(['status', ...at], { folder })).stdout).toContain('2 steps');
  });

  it('are not attested by the one who gets privileged access', async () => {
    const { folder } = await askedByHand();
    const env = { GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'acme/access', GITHUB_RUN_ID: '7', GITHUB_ACTOR: 'Ada' };
    const step = 'invite-by-hand';
    const refused = await rollcall(['attest', ada, '--step', await stepOf(folder, step), '--evidence', 'T'], {
      folder,
      env,
    });
    expect(refused).toMatchObject({ code: 4 });
    expect(refused.stderr).toContain('vouch for privileged access of their own');
  });

  it('leave nothing in the ledger where the words are mistyped or refused', async () => {
    const { folder } = await askedByHand();
    const before = ledgerFilesIn(folder);
    const words = ['attest', ada, '--evidence', 'T', '--step'];
    expect(await rollcall([...words, 'jion'], { folder })).toMatchObject({ code: 1 });
    const env = { GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'acme/access', GITHUB_RUN_ID: '7', GITHUB_ACTOR: 'ada' };
    expect(await rollcall([...words, await stepOf(folder, 'none')], { folder, env })).toMatchObject({ code: 4 });
    expect(await rollcall(['attest', '--withdraw', '99', '--why', 'x'], { folder })).toMatchObject({ code: 1 });
    expect(ledgerFilesIn(folder)).toEqual(before);
  });

  it('are nobody’s to vouch for where the portal shows them', async () => {
    const folder = await begunExample();
    await rollcall(['apply', ...sandbox.at, '--yes'], { folder });
    const before = ledgerFilesIn(folder);
    const { code, stderr } = await rollcall(['attest', ada, '--step', 'join', '--evidence', 'T'], { folder });
    expect(code).toBe(1);
    const said = stderr.replaceAll(/\s+/g, ' ');
    expect(said).toContain('acme-connect shows it itself');
    expect(said).toContain('the next plan reads it');
    expect(ledgerFilesIn(folder)).toEqual(before);
  });

  it('says what is near to an address that nobody waits for', async () => {
    const { folder } = await askedByHand();
    const words = ['attest', ada.replace('ada@', 'adda@'), '--step', 'x', '--evidence', 'T'];
    const { code, stderr } = await rollcall(words, { folder });
    expect(code).toBe(1);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(`did you mean ${ada}?`);
  });
});

function ledgerFilesIn(folder: string): string[] {
  return readdirSync(join(folder, '.rollcall/ledger')).sort();
}

async function stepOf(folder: string, otherwise: string): Promise<string> {
  const { stderr } = await rollcall(['attest', ada, '--step', 'nothing', '--evidence', 'T'], { folder });
  return /It waits for: (\S+)\./.exec(stderr)?.[1] ?? otherwise;
}
