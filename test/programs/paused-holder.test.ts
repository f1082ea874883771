import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { setup } from '../support/build-once.ts';
import { openSandbox, portal } from '../support/cli-stage.ts';
import { applyProgram, begunAtFullSpeed, expectPlainWords, expectSound, leftBy, newRound } from './support/round.ts';
import { start } from './support/started.ts';

beforeAll(setup);

/** A lease is over after a minute of a real clock; test/ledger/fencing.test.ts plays the same on a virtual one. */
const slow = process.env['ROLLCALL_SLOW'] === '1' && existsSync('/proc/self/stat');

/** Where the first apply is paused: its ledger has a start, two intents, two outcomes and an end. */
const points = [
  {
    where: 'before an intent reaches the disk',
    preloads: ['kill-at-record.mjs'],
    env: { KILL_AT: '2', KILL_WHEN: 'before' },
    sent: false,
  },
  {
    where: 'between an intent and its request',
    preloads: ['kill-at-record.mjs'],
    env: { KILL_AT: '2', KILL_WHEN: 'after' },
    sent: false,
  },
  {
    where: 'after its request was carried out',
    preloads: ['kill-at-request.mjs'],
    env: { KILL_AT_REQUEST: '4', KILL_REQUEST_WHEN: 'after' },
    sent: true,
  },
];

describe('an apply that is paused for longer than its lease', () => {
  it.runIf(slow)(
    'does nothing more when it comes back after another took over and ended, and says why, wherever it was paused',
    { timeout: 300_000 },
    async () => {
      await Promise.all(points.map(comesBackTooLate));
    },
  );
});

async function comesBackTooLate({ where, preloads, env, sent }: (typeof points)[number]): Promise<void> {
  const sandbox = await openSandbox();
  onTestFinished(() => sandbox.close());
  const round = await newRound({ begun: await begunAtFullSpeed(), sandbox });
  const { folder } = round;
  const words = ['apply', ...sandbox.at, '--yes'];
  const first = start(words, { folder, preloads, env: { ...env, KILL_SIGNAL: 'SIGSTOP' } });
  await first.isPaused();
  expect((await sandbox.journal(portal)).counts.writes > 0, where).toBe(sent);

  const second = await applyProgram(round);
  expect(second.code, `${where}: ${second.stdout}${second.stderr}`).toBe(0);
  expect(second.stderr.replaceAll(/\s+/g, ' '), where).toMatch(/The ledger is held by .* taken over in/);
  const left = await leftBy(round);
  expect(left.landed, where).toEqual([[portal, 2]]);
  expect(new Set(left.mails).size, where).toBe(2);
  const before = ledgerOf(folder);

  first.kill('SIGCONT');
  const back = await first.ended;
  expectPlainWords(back);
  expect(back.code, where).toBe(1);
  expect(`${back.stdout}${back.stderr}`.replaceAll(/\s+/g, ' '), where).toMatch(
    /Another run has taken over the ledger \(000003\.jsonl stands there\)\. Nothing more is written by this one/,
  );
  expect(await leftBy(round), where).toEqual(left);
  // One line that it was about to write then may stand behind the seal, and is void.
  expect(ledgerOf(folder).filter((line) => !before.includes(line)).length, where).toBeLessThanOrEqual(2);
  await expectSound(folder);
}

/** Every line of every segment. */
function ledgerOf(folder: string): readonly string[] {
  const ledger = join(folder, '.rollcall/ledger');
  const segments = readdirSync(ledger).filter((name) => name.endsWith('.jsonl'));
  return segments.flatMap((name) => readFileSync(join(ledger, name), 'utf8').split('\n'));
}
