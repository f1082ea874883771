import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { day, hour } from '../../engine/model/instant.ts';
import { setup } from '../support/build-once.ts';
import { type Ran, rollcallProgram } from '../support/cli.ts';
import { type OpenSandbox, openSandbox, portal } from '../support/cli-stage.ts';
import {
  applyProgram,
  begunAtFullSpeed,
  expectPlainWords,
  expectSound,
  leftBy,
  newRound,
  preloading,
  type Round,
} from './support/round.ts';

/** Each is several programs, and the engine is on a clock that is played everywhere else: only in `test:slow`. */
const slow = process.env['ROLLCALL_SLOW'] === '1';

let sandbox: OpenSandbox;
beforeAll(async () => {
  setup();
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

const clock = 'jumping-clock.mjs';
const shifted = (milliseconds: number) => ({ env: { CLOCK_SHIFT: String(milliseconds) }, preloads: [clock] });

async function begunRound(): Promise<Round> {
  return await newRound({ begun: await begunAtFullSpeed(), sandbox });
}

async function expectOnce(round: Round, said: string): Promise<void> {
  const { landed, mails } = await leftBy(round);
  expect({ landed, mails: mails.length, who: new Set(mails).size }, said).toEqual({
    landed: [[portal, 2]],
    mails: 2,
    who: 2,
  });
  await expectSound(round.folder);
}

function expectDone(ran: Ran, said: string): void {
  expectPlainWords(ran);
  expect(ran.code, `${said}: ${ran.stdout}${ran.stderr}`).toBe(0);
}

/** Moments as the ledger has them, in the order of its lines. */
function moments(folder: string): readonly number[] {
  const ledger = join(folder, '.rollcall/ledger');
  const segments = readdirSync(ledger)
    .filter((name) => name.endsWith('.jsonl'))
    .sort();
  const lines = segments.flatMap((name) => readFileSync(join(ledger, name), 'utf8').trimEnd().split('\n'));
  return lines.map((line) => Date.parse((JSON.parse(line) as { at: string }).at));
}

describe.runIf(slow)('the clock of the machine (injected into the process)', () => {
  it('jumps back after a run that was killed: the next ones go on, and nobody is invited twice', async () => {
    const round = await begunRound();
    const killing = { KILL_AT_REQUEST: '4', KILL_REQUEST_WHEN: 'after' };
    const first = await applyProgram(round, { env: killing, preloads: ['kill-at-request.mjs'] });
    expect(first.code).toBeNull();
    expectDone(await applyProgram(round, shifted(-3 * day)), 'three days back');
    await expectOnce(round, 'three days back');
    const all = moments(round.folder);
    expect(all.some((at, index) => at < (all[index - 1] ?? 0) - day)).toBe(true);
    for (const shift of [0, 30 * day, -400 * day]) {
      expectDone(await applyProgram(round, shifted(shift)), `${shift / day} days off`);
      await expectOnce(round, `${shift / day} days off`);
    }
  });

  it.each([-2, -3650, 2, 365])('jumps by %i days within an apply: it ends as any other', async (days) => {
    const round = await begunRound();
    const env = { CLOCK_JUMP: String(days * day), CLOCK_JUMP_AT_REQUEST: '4' };
    expectDone(await applyProgram(round, { env, preloads: [clock] }), `${days} days`);
    await expectOnce(round, `${days} days`);
    expectDone(await applyProgram(round), 'later');
    await expectOnce(round, 'later');
    const [file = ''] = readdirSync(join(round.folder, '.rollcall/runs'));
    const { took } = JSON.parse(readFileSync(join(round.folder, '.rollcall/runs', file), 'utf8')) as { took: number };
    expect(took).toBeGreaterThanOrEqual(0);
    expect(took).toBeLessThan(hour);
  });

  it('makes a plan file too old where it jumps forward; where it jumped back, what was approved is read anew', async () => {
    const round = await begunRound();
    const { folder } = round;
    const plan = ['plan', ...sandbox.at, '--out', 'plan.json'];
    const apply = ['apply', 'plan.json', ...sandbox.at, '--yes'];
    const at = (milliseconds: number, words: readonly string[]): Promise<Ran> => {
      const { env, preloads } = shifted(milliseconds);
      return rollcallProgram(words, { folder, env: { ...env, NODE_OPTIONS: preloading(...preloads) } });
    };
    expectDone(await at(0, plan), 'a plan');
    const late = await at(3 * day, apply);
    expect([late.code, late.stderr]).toEqual([6, expect.stringContaining('a plan that has expired')]);
    expectDone(await at(-3 * day, apply), 'three days before it was made');
    await expectOnce(round, 'three days before it was made');
    const again = await at(-3 * day, apply);
    expect([0, 6]).toContain(again.code);
    await expectOnce(round, 'once more');
  });
});
