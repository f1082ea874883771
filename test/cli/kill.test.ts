import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeLedgerFiles } from '../../engine/ledger/node-ledger-files.ts';
import { verifyLedger } from '../../engine/ledger/verify-ledger.ts';
import { setup } from '../support/build-once.ts';
import { begunExample, emptyFolder, type Ran, rollcall, rollcallProgram } from '../support/cli.ts';
import { joinAll, sandboxFor, type StartedSandbox } from '../support/cli-sandbox.ts';

beforeAll(setup);

const preload = fileURLToPath(new URL('../support/kill-at-record.mjs', import.meta.url));

/** In the slow run only: `npm test` kills at a request (test/programs), and has two holders in test/ledger. */
const slow = process.env['ROLLCALL_SLOW'] === '1';

/** Every ledger record of the run: the loop ends at the first number that the run never reaches. */
const mostRecords = 40;

describe.runIf(slow).each(['before', 'torn', 'after'])('an apply that is killed %s its ledger write', (when) => {
  it('invites nobody twice, loses nothing, and the next apply goes on', { timeout: 240_000 }, async () => {
    const begun = await begunExample();
    const sandbox = await sandboxFor(begun);
    let killed = 0;
    for (let record = 1; record <= mostRecords; record += 1) {
      const folder = copyOf(begun);
      await sandbox.reset('acme-connect');
      const before = await invitedBy(sandbox);
      const first = await applyWith(folder, sandbox, { KILL_AT: String(record), KILL_WHEN: when });
      if (first.code === 0) break;
      killed += 1;
      expect(first.code, `record ${record}: ${first.stderr}`).toBeNull();
      await expectToGoOn({ folder, sandbox, record, before: before.length });
    }
    // The start, an intent and an outcome for each of two people, the end.
    expect(killed).toBeGreaterThanOrEqual(6);
    expect(killed).toBeLessThan(mostRecords);
  });
});

function copyOf(begun: string): string {
  const folder = emptyFolder();
  cpSync(begun, folder, { recursive: true });
  return folder;
}

function applyWith(folder: string, sandbox: StartedSandbox, env: Readonly<Record<string, string>>): Promise<Ran> {
  const killing = 'KILL_AT' in env ? { NODE_OPTIONS: `--import=${preload}` } : {};
  return rollcallProgram(['apply', '--sandbox', sandbox.url, '--yes'], { folder, env: { ...env, ...killing } });
}

interface Killed {
  readonly folder: string;
  readonly sandbox: StartedSandbox;
  readonly record: number;
  /** Invitations of the rounds before: the sandbox keeps its mails. */
  readonly before: number;
}

async function expectToGoOn({ folder, sandbox, record, before }: Killed): Promise<void> {
  const second = await applyWith(folder, sandbox, {});
  expectReports(folder);
  expect(second.code, `record ${record}: ${second.stdout}${second.stderr}`).toBe(0);
  const invited = (await invitedBy(sandbox)).slice(before).sort();
  expect(invited, `record ${record}`).toEqual(['ada@acme.example', 'ben@acme.example']);
  expect(await joinAll(sandbox, 'acme-connect')).toHaveLength(2);
  const planned = await rollcall(['plan', '--sandbox', sandbox.url, '--detailed-exitcode'], { folder });
  expect(planned, `record ${record}`).toMatchObject({ code: 0 });
  expect(planned.stdout, `record ${record}`).toContain('Plan: no changes.');
  await expectSound(folder);
}

/** Every run that began has its report, the killed one too. */
function expectReports(folder: string): void {
  const ledger = join(folder, '.rollcall/ledger');
  const segments = readdirSync(ledger).filter((name) => name.endsWith('.jsonl'));
  const lines = segments.flatMap((name) => readFileSync(join(ledger, name), 'utf8').split('\n'));
  const begun = lines.filter((line) => line.includes('"type":"run-started"') && line.endsWith('}'));
  expect(readdirSync(join(folder, '.rollcall/runs'))).toHaveLength(begun.length);
}

/** Who got an invitation mail, once for each mail, the first first. */
async function invitedBy(sandbox: StartedSandbox): Promise<string[]> {
  const mails = await sandbox.inbox({ limit: 1000 });
  const invitations = mails.filter((mail) => mail.links.length > 0 && mail.to !== 'owner@acme.example');
  return invitations.map((mail) => mail.to).reverse();
}

async function expectSound(folder: string): Promise<void> {
  const ledgerId = /id: ([\w-]+)/.exec(readFileSync(join(folder, 'rollcall.yaml'), 'utf8'))?.[1] ?? '';
  const files = nodeLedgerFiles(join(folder, '.rollcall/ledger'));
  const { sound, findings, counts } = await verifyLedger({ files, ledgerId });
  expect({ sound, findings }).toMatchObject({ sound: true });
  expect(counts.openIntents).toBe(0);
  expect(readdirSync(join(folder, '.rollcall/ledger')).length).toBeGreaterThan(1);
}

describe.runIf(slow)('two applies at once', () => {
  it('one acts, the other says who holds the ledger', { timeout: 60_000 }, async () => {
    const folder = await begunExample();
    const sandbox = await sandboxFor(folder);
    const fault = { effect: 'slow', milliseconds: 2_500 } as const;
    await sandbox.inject('acme-connect', { operation: 'invitations.create', fault });
    const both = await Promise.all([applyWith(folder, sandbox, {}), applyWith(folder, sandbox, {})]);
    expect(both.filter(({ stdout }) => stdout.includes('Applied 2 of 2'))).toHaveLength(1);
    expect(both.filter(({ stderr }) => /The ledger is held by .+/.test(stderr))).toHaveLength(1);
    expect((await sandbox.journal('acme-connect')).counts).toMatchObject({ writes: 2 });
    expect((await invitedBy(sandbox)).sort()).toEqual(['ada@acme.example', 'ben@acme.example']);
  });
});
