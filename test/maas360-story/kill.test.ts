import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeLedgerFiles } from '../../engine/ledger/node-ledger-files.ts';
import { verifyLedger } from '../../engine/ledger/verify-ledger.ts';
import { setup } from '../support/build-once.ts';
import { copyOfExample, emptyFolder, type Ran, rollcall, rollcallProgram } from '../support/cli.ts';
import { sandboxFor, type StartedSandbox } from '../support/cli-sandbox.ts';
import { rewrite } from '../support/cli-stage.ts';
import { portal } from '../support/maas360-people.ts';

beforeAll(setup);

const preload = fileURLToPath(new URL('../support/kill-at-record.mjs', import.meta.url));
const shortening = fileURLToPath(new URL('../support/short-pauses.mjs', import.meta.url));

/** `npm run test:slow` kills at four records, `npm run test:kill` at every single one. */
const every = process.env['ROLLCALL_KILL_EVERY'] === '1';
/** Left out of `npm test`, where crash.test.ts ends the same apply in this process. */
const asked = every || process.env['ROLLCALL_SLOW'] === '1';
const most = 200;
const records = every ? Array.from({ length: most }, (_, index) => index + 1) : [4, 9, 13, 17];

const accounts = ['AlpineFoods', 'BirchLogistics', 'FjordPartner'];

describe('an apply of the third example that is killed after a ledger record', () => {
  it.skipIf(!asked)(
    'makes no account and no administrator twice',
    { timeout: every ? 3_600_000 : 900_000 },
    async () => {
      const begun = await begunPartner();
      const sandbox = await sandboxFor(begun);
      for (const record of records) {
        const folder = emptyFolder();
        cpSync(begun, folder, { recursive: true });
        await sandbox.reset(portal);
        await allowSubPartners(sandbox);
        const first = await applyWith({ folder, sandbox, env: { KILL_AT: String(record), KILL_WHEN: 'after' } });
        if (every && record > 1 && first.code !== null) {
          process.stdout.write(`killed at each of ${record - 1} records\n`);
          return;
        }
        expect(first.code, `record ${record}: ${first.stdout}${first.stderr}`).toBeNull();
        await expectToGoOn({ folder, sandbox, record });
      }
    },
  );
});

/** The partner is there, and so is the way in: what the API does is still ahead. */
async function begunPartner(): Promise<string> {
  const folder = copyOfExample('03-maas360-partner');
  cpSync(join(folder, 'later/1-access'), join(folder, 'manifests'), { recursive: true });
  rewrite(folder, 'manifests/portal.yaml', (text) => {
    const quick = text.replace(/^spec:$/m, 'spec:\n  limits: { requestsPerSecond: 1000 }');
    return quick.replace(/^  settings:$/m, '  settings:\n    copying: 1');
  });
  expect(await rollcall(['init'], { folder })).toMatchObject({ code: 0 });
  return folder;
}

async function allowSubPartners(sandbox: StartedSandbox): Promise<void> {
  const answers = { account: 'NordicPartner' };
  const { played } = await sandbox.play(portal, 'eva@nordic.example', { step: 'support-allows-sub-partners', answers });
  expect(played).toBe(true);
}

interface Applying {
  readonly folder: string;
  readonly sandbox: StartedSandbox;
  readonly env?: Readonly<Record<string, string>>;
}

/** With the consent that exactly this plan needs. */
async function applyWith({ folder, sandbox, env = {} }: Applying): Promise<Ran> {
  const planned = await rollcall(['plan', '--sandbox', sandbox.url, '--format', 'json'], { folder });
  const digest = /"changeDigest": *"([^"]+)"/.exec(planned.stdout)?.[1] ?? '';
  const consent = planned.code === 4 ? ['--consent', digest, '--why', 'signed'] : [];
  const imports = [shortening, ...('KILL_AT' in env ? [preload] : [])].map((file) => `--import=${file}`).join(' ');
  const words = ['apply', '--sandbox', sandbox.url, '--yes', ...consent];
  return await rollcallProgram(words, { folder, env: { ...env, NODE_OPTIONS: imports } });
}

interface Killed {
  readonly folder: string;
  readonly sandbox: StartedSandbox;
  readonly record: number;
}

async function expectToGoOn({ folder, sandbox, record }: Killed): Promise<void> {
  let last: Ran = { code: null, stdout: '', stderr: '' };
  for (let round = 0; round < 4; round += 1) {
    last = await applyWith({ folder, sandbox });
    await tellWhatIsAsked(folder, sandbox);
    if (isDone(last)) break;
  }
  expect(isDone(last), `record ${record}: ${last.stdout}${last.stderr}`).toBe(true);
  const { counts } = await sandbox.journal(portal);
  expect(counts.operations, `record ${record}`).toMatchObject({
    createCustomer: 2,
    createPartner: 1,
    createAdministrator: 1,
  });
  await expectSound(folder);
}

function isDone({ stdout }: Ran): boolean {
  return stdout.includes('Plan: no changes') || stdout.startsWith('No changes');
}

/** Whose answer was lost is there, and nobody but a person can say under which number: the mail has it. */
async function tellWhatIsAsked(folder: string, sandbox: StartedSandbox): Promise<void> {
  const { stdout } = await rollcall(['status', '--sandbox', sandbox.url], { folder });
  for (const account of accounts) {
    if (!stdout.includes(`${portal}/account/${account} --step tell-id`)) continue;
    const words = ['attest', `${portal}/account/${account}`, '--step', 'tell-id', '--evidence', 'HD-90'];
    const told = await rollcall([...words, '--set', `billingId=${await billingIdOf(account, sandbox)}`], { folder });
    expect(told).toMatchObject({ code: 0 });
  }
}

/** Accounts are made in the order of their names, and each mails its number inside a user name. */
async function billingIdOf(account: string, sandbox: StartedSandbox): Promise<string> {
  const { rows } = await sandbox.people(portal, 1_000);
  const row = rows.find(({ who, state }) => who.includes('_') && state.includes(account));
  const found = /(\d{7,10})_/.exec(row?.who ?? '')?.[1];
  if (found === undefined) throw new Error(`${account}: ${JSON.stringify(rows)}`);
  return found;
}

async function expectSound(folder: string): Promise<void> {
  const ledgerId = /id: ([\w-]+)/.exec(readFileSync(join(folder, 'rollcall.yaml'), 'utf8'))?.[1] ?? '';
  const files = nodeLedgerFiles(join(folder, '.rollcall/ledger'));
  const { sound, findings } = await verifyLedger({ files, ledgerId });
  expect({ sound, findings }).toMatchObject({ sound: true });
  expect(readdirSync(join(folder, '.rollcall/ledger')).length).toBeGreaterThan(1);
}
