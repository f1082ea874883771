import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeLedgerFiles } from '../../engine/ledger/node-ledger-files.ts';
import { verifyLedger } from '../../engine/ledger/verify-ledger.ts';
import { setup } from '../support/build-once.ts';
import { begunExample, emptyFolder, type Ran, rollcall, rollcallProgram } from '../support/cli.ts';
import { sandboxFor, type StartedSandbox } from '../support/cli-sandbox.ts';
import { rewrite } from '../support/cli-stage.ts';
import { portalName } from './support/story-lab.ts';
import { everybody } from './support/story-views.ts';

beforeAll(setup);

const preload = fileURLToPath(new URL('../support/kill-at-record.mjs', import.meta.url));
const shortening = fileURLToPath(new URL('../support/short-pauses.mjs', import.meta.url));

/**
 * Each takes many seconds of a real program: `npm run test:slow` kills at every eighth record, and `npm run test:kill`
 * at every single one, until there is none left to be killed at. Every single record is also tried
 * in crash.test.ts, where the program and its clock are played.
 */
const every = process.env['ROLLCALL_KILL_EVERY'] === '1';
/** Left out of `npm test`, where crash.test.ts ends the same apply in this process. */
const asked = every || process.env['ROLLCALL_SLOW'] === '1';
const most = 200;
const records = every ? Array.from({ length: most }, (_, index) => index + 1) : [6, 14, 22, 30, 38, 46];

describe('an apply of the second example that is killed after a ledger record', () => {
  it.skipIf(!asked)(
    'buys nothing twice, makes nobody twice, mails nobody twice',
    { timeout: every ? 3_600_000 : 900_000 },
    async () => {
      const begun = await begunExample('02-ibm-connections');
      rewrite(begun, 'portal.yaml', (text) => text.replace(/^spec:$/m, 'spec:\n  limits: { requestsPerSecond: 1000 }'));
      const sandbox = await sandboxFor(begun);
      for (const record of records) {
        const folder = copyOf(begun);
        await sandbox.reset(portalName);
        const before = (await mailed(sandbox)).length;
        const first = await applyWith({ folder, sandbox, env: { KILL_AT: String(record), KILL_WHEN: 'after' } });
        if (every && record > 1 && first.code !== null) {
          process.stdout.write(`killed at each of ${record - 1} records\n`);
          return;
        }
        expect(first.code, `record ${record}: ${first.stdout}${first.stderr}`).toBeNull();
        await expectToGoOn({ folder, sandbox, record, before });
      }
    },
  );
});

function copyOf(begun: string): string {
  const folder = emptyFolder();
  cpSync(begun, folder, { recursive: true });
  return folder;
}

interface Applying {
  readonly folder: string;
  readonly sandbox: StartedSandbox;
  readonly env?: Readonly<Record<string, string>>;
}

/** With the consent that exactly this plan needs. The sandbox's clock runs ahead, so that orders take no real time. */
async function applyWith({ folder, sandbox, env = {} }: Applying): Promise<Ran> {
  const planned = await rollcall(['plan', '--sandbox', sandbox.url, '--format', 'json'], { folder });
  const digest = /"changeDigest": *"([^"]+)"/.exec(planned.stdout)?.[1] ?? '';
  const consent = planned.code === 4 ? ['--consent', digest, '--why', 'the offer was accepted'] : [];
  const imports = [shortening, ...('KILL_AT' in env ? [preload] : [])].map((file) => `--import=${file}`).join(' ');
  const ticking = setInterval(() => void sandbox.advance(2_000).catch(() => undefined), 50);
  try {
    const words = ['apply', '--sandbox', sandbox.url, '--yes', ...consent];
    return await rollcallProgram(words, { folder, env: { ...env, NODE_OPTIONS: imports } });
  } finally {
    clearInterval(ticking);
  }
}

interface Killed {
  readonly folder: string;
  readonly sandbox: StartedSandbox;
  readonly record: number;
  /** Password mails of the rounds before: the sandbox keeps its mails. */
  readonly before: number;
}

async function expectToGoOn({ folder, sandbox, record, before }: Killed): Promise<void> {
  let last: Ran = { code: null, stdout: '', stderr: '' };
  for (let round = 0; round < 3; round += 1) {
    last = await applyWith({ folder, sandbox });
    if (last.stdout.includes('Plan: no changes')) break;
  }
  expect(last.stdout, `record ${record}: ${last.stderr}`).toContain('Plan: no changes');
  const { counts } = await sandbox.journal(portalName);
  expect(counts.operations, `record ${record}`).toMatchObject({
    'purchase: place an order': 2,
    'panel: make a user': 3,
    'panel: assign the service': 3,
  });
  const mails = (await mailed(sandbox)).slice(before);
  expect(new Set(mails).size, `record ${record}: ${mails.join(', ')}`).toBe(mails.length);
  // One whose request was killed before it left is unknown, and somebody is asked to look.
  expect(mails.length, `record ${record}`).toBeGreaterThanOrEqual(everybody.length - 1);
  const planned = await rollcall(['plan', '--sandbox', sandbox.url, '--detailed-exitcode'], { folder });
  expect(planned.code, `record ${record}: ${planned.stdout}`).toBe(3);
  await expectSound(folder);
}

/** Who got the panel's mail to set a password, once for each mail, the first first. */
async function mailed(sandbox: StartedSandbox): Promise<string[]> {
  const mails = await sandbox.inbox({ limit: 10_000 });
  const asked = mails.filter((mail) => mail.links.length > 0 && everybody.some((who) => who === mail.to));
  return asked.map((mail) => mail.to).reverse();
}

async function expectSound(folder: string): Promise<void> {
  const ledgerId = /id: ([\w-]+)/.exec(readFileSync(join(folder, 'rollcall.yaml'), 'utf8'))?.[1] ?? '';
  const files = nodeLedgerFiles(join(folder, '.rollcall/ledger'));
  const { sound, findings } = await verifyLedger({ files, ledgerId });
  expect({ sound, findings }).toMatchObject({ sound: true });
  expect(readdirSync(join(folder, '.rollcall/ledger')).length).toBeGreaterThan(1);
}
