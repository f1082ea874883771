import { describe, expect, test } from 'vitest';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import type { Mailer } from '../../engine/model/deps.ts';
import { LeaseLostError, type LedgerWriter } from '../../engine/model/ledger.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { desired } from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';
import { engineWorld, results } from '../support/engine-world.ts';
import { entriesOf } from '../support/ledger-lines.ts';

const mail = { occasion: 'ada/welcome', to: 'ada@acme.example', subject: 'Welcome', text: 'Hello', locale: 'en' };
const kinds = [kindWith({ mails: () => [mail] })];

/** Welcomes ada by a mail server that does this, and looks what a second run does. */
async function welcome(send: (() => Promise<void>) | null) {
  const files = memoryLedgerFiles();
  const world = await engineWorld({ kinds, files, ...(send === null ? {} : { mailer: { send } }) });
  world.want(desired('ada'));
  const report = await world.converge();
  const ends = (await entriesOf(files)).filter(({ type }) => type !== 'intent');
  return { result: report.items[1]?.result, last: ends.at(-2), again: results(await world.converge()) };
}

const refuses = (error: Error) => () => Promise.reject(error);

describe('a mail', () => {
  test('without a mail server fails, and says what to set', async () => {
    const { result, last } = await welcome(null);
    const problem = { code: 'invalid', text: 'no mail server is set' };
    expect(result).toMatchObject({
      result: 'failed',
      problem: { ...problem, cure: expect.stringContaining('spec.mail') },
    });
    expect(last).toMatchObject({ type: 'done', id: 'p-1' });
  });

  test('is done when the mail server has taken it, which is no proof that it came', async () => {
    const { result, last, again } = await welcome(() => Promise.resolve());
    expect([result, again]).toEqual([{ result: 'done' }, []]);
    expect(last).toMatchObject({
      type: 'done',
      evidence: { grade: 'indirect', note: 'handed over to the mail server' },
    });
  });

  test('that was surely not taken has failed, and is sent by the next run', async () => {
    const { result, last, again } = await welcome(refuses(new ProviderError('unavailable', 'No such server.')));
    const problem = { code: 'unavailable', text: 'No such server.' };
    expect(result).toEqual({ result: 'failed', problem });
    expect(last).toMatchObject({ type: 'failed', problem });
    expect(again).toEqual(['failed notify ada']);
  });

  test.each([
    ['no answer', new ProviderError('ambiguous', 'No answer came.'), 'ambiguous'],
    ['a defect', new TypeError('x is undefined'), 'bug'],
  ])('of which nobody knows after %s is never sent again', async (_what, error, code) => {
    const { result, last, again } = await welcome(refuses(error));
    expect(result).toMatchObject({ result: 'unknown', problem: { code } });
    expect(last).toMatchObject({ type: 'unknown', problem: { code } });
    expect(again).toEqual([]);
  });
});

test('a mail can look at the lease in the very moment in which it leaves', async () => {
  let lost = false;
  const send: Mailer['send'] = async (_mail, _portal, demandHeld) => {
    lost = true;
    demandHeld?.();
  };
  const world = await engineWorld({ kinds, mailer: { send } });
  world.want(desired('ada'));
  const losing = (ledger: LedgerWriter): LedgerWriter => ({
    ...ledger,
    assertHeld: () => {
      if (lost) throw new LeaseLostError('Another run has it.');
      ledger.assertHeld();
    },
  });
  const { items } = await world.apply(await world.plan(), { withLedger: losing });
  expect(items[1]?.result).toMatchObject({
    result: 'unknown',
    problem: { text: expect.stringContaining('Another run') },
  });
});
