import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setup } from '../support/build-once.ts';
import { type OpenSandbox, openSandbox, portal } from '../support/cli-stage.ts';
import { applyProgram, begunAtFullSpeed, expectSound, leftBy, newRound, type Round } from './support/round.ts';
import { start, type Started } from './support/started.ts';

/** In the slow run; `npm test` has one SIGINT in test/cli/interrupt.test.ts. */
const slow = process.env['ROLLCALL_SLOW'] === '1';

let sandbox: OpenSandbox;
beforeAll(async () => {
  setup();
  sandbox = await openSandbox();
});
beforeEach(() => sandbox.clearFaults(portal));
afterAll(() => sandbox.close());

async function begunRound(): Promise<Round> {
  return await newRound({ begun: await begunAtFullSpeed(), sandbox });
}

async function expectToGoOn(round: Round): Promise<void> {
  await sandbox.clearFaults(portal);
  const next = await applyProgram(round);
  expect(next.code, `${next.stdout}${next.stderr}`).toBe(0);
  const { landed, mails } = await leftBy(round);
  expect({ landed, mails: new Set(mails).size, all: mails.length }).toEqual({
    landed: [[portal, 2]],
    mails: 2,
    all: 2,
  });
  await expectSound(round.folder);
}

/** As soon as the first call has been announced, and its request is under way. */
async function underWay({ folder }: Round, program: Started): Promise<void> {
  const ledger = join(folder, '.rollcall/ledger');
  const isAnnounced = (name: string) => readFileSync(join(ledger, name), 'utf8').includes('"type":"intent"');
  let isOver = false;
  void program.ended.finally(() => (isOver = true));
  while (!readdirSync(ledger).some(isAnnounced)) {
    if (isOver) throw new Error(`it ended before: ${JSON.stringify(await program.ended)}`);
    await pause(20);
  }
  await pause(500);
}

const applying = (): readonly string[] => ['apply', ...sandbox.at, '--yes'];

describe('a signal', () => {
  it.runIf(slow).each(['SIGHUP', 'SIGTERM', 'SIGINT'] as const)(
    '%s while a request is under way: its answer is waited for and kept, and the run reports',
    async (signal) => {
      const round = await begunRound();
      const fault = { effect: 'slow', milliseconds: 2_500 } as const;
      await sandbox.inject(portal, { operation: 'invitations.create', times: 'always', fault });
      const program = start(applying(), round);
      await program.says('Plan: 2 to invite');
      await underWay(round, program);
      program.kill(signal);
      const { code, stdout, stderr } = await program.ended;
      expect([code, stderr]).toEqual([130, expect.stringContaining('Finishing what is under way.')]);
      expect(stdout).toContain('Interrupted: what was under way was finished, the rest was not begun.');
      const { landed } = await leftBy(round);
      expect(stdout).toContain(`Applied ${landed[0]?.[1]} of 2`);
      await expectToGoOn(round);
    },
  );

  it.runIf(slow).each([
    ['SIGTERM twice ends at once, and the next apply looks up the rest', 'SIGTERM', false],
    ['SIGHUP twice, as a shell and the system tell of one terminal, is heard once', 'SIGHUP', true],
  ] as const)('%s', async (_, signal, isFinished) => {
    const round = await begunRound();
    const fault = { effect: 'slow', milliseconds: 5_000 } as const;
    await sandbox.inject(portal, { operation: 'invitations.create', times: 'always', fault });
    const program = start(applying(), round);
    await program.says('Plan: 2 to invite');
    await underWay(round, program);
    program.kill(signal);
    await program.says('Finishing what is under way');
    program.kill(signal);
    const { code, stdout } = await program.ended;
    expect([code, stdout.includes('Interrupted: what was under way was finished')]).toEqual([130, isFinished]);
    await expectToGoOn(round);
  });

  it.runIf(slow)(
    'while the program waits for the end of a limit ends the waiting, and surely nothing was done',
    async () => {
      const round = await begunRound();
      const fault = { effect: 'rate-limit', retryAfter: 60 } as const;
      await sandbox.inject(portal, { operation: 'invitations.create', times: 'always', fault });
      const program = start(applying(), round);
      await program.says('Plan: 2 to invite');
      await underWay(round, program);
      program.kill('SIGINT');
      const { code, stdout } = await program.ended;
      expect(code).toBe(130);
      expect(stdout).toContain('Applied 0 of 2');
      expect((await leftBy(round)).landed).toEqual([[portal, 0]]);
      await expectToGoOn(round);
    },
  );

  it.runIf(slow)(
    'while the program waits for another one’s lease ends the waiting, and nothing is claimed',
    async () => {
      const round = await begunRound();
      const env = { KILL_AT: '2', KILL_WHEN: 'after', KILL_SIGNAL: 'SIGSTOP' };
      const holder = start(applying(), { ...round, preloads: ['kill-at-record.mjs'], env });
      await holder.isPaused();
      const waiting = start(applying(), round);
      await waiting.says('The ledger is held by');
      waiting.kill('SIGINT');
      const { code, stderr } = await waiting.ended;
      expect([code, stderr]).toEqual([130, expect.stringContaining('Interrupted.')]);
      expect(readdirSync(join(round.folder, '.rollcall/ledger'))).not.toContain('000003.jsonl');
      holder.kill('SIGCONT');
      expect(await holder.ended).toMatchObject({ code: 0 });
      expect((await leftBy(round)).landed).toEqual([[portal, 2]]);
    },
  );
});
