import { expect, test } from 'vitest';
import { recoverIntents } from '../../engine/apply/recover-intents.ts';
import { minute } from '../../engine/model/instant.ts';
import type { IntentEntry } from '../../engine/model/ledger-entry.ts';
import type { Problem } from '../../engine/model/provider-error.ts';
import type { ResourceKind } from '../../engine/model/provider.ts';
import { addressOf, bound, intent, portal } from '../support/engine-builders.ts';
import { account, kindWith, slow } from '../support/engine-kinds.ts';
import { simPortal } from '../support/sim-portal.ts';
import { session } from './support/session.ts';

interface Ground {
  readonly kind?: ResourceKind;
  /** Why there is no connection. */
  readonly problem?: Problem;
  /** How long ago it was announced. */
  readonly age?: number;
  /** By which id ben is owned; nobody is where it is left out. */
  readonly ben?: string | null;
}

/** What a run finds out about this intent of an earlier one before it begins. */
async function recovered(given: IntentEntry, { kind = account, problem, age = 0, ben }: Ground = {}) {
  const { run, deps, ledger, last } = await session();
  if (ben !== undefined) {
    const { presence, attributes, invitation, evidence } = bound('ben');
    const seq = await ledger.append(intent('ben'));
    await ledger.append({ type: 'done', intent: seq, id: ben, presence, attributes, invitation, evidence });
  }
  await ledger.append(given);
  if (age > 0) deps.time.jump(age);
  const sim = simPortal({ name: 'acme', kinds: [kind], clock: deps.clock });
  const declared = { portal, kind, resources: [], requests: [] };
  const connection = problem === undefined ? sim.connection : null;
  const sites = new Map([['acme/account', { declared, connection, problem: problem ?? null }]]);
  const began = deps.clock.monotonic();
  const [item] = await recoverIntents({ run, ledger, sites }, deps);
  const waited = deps.clock.monotonic() - began;
  return { result: item?.result, reads: sim.reads.only, waited, last, open: ledger.state().openIntents };
}

test('a mail of which nobody knows is settled as unknown, also where its portal is declared no more', async () => {
  const address = { ...addressOf('ada'), portal: 'sold' };
  const mail = intent('ada', { verdict: 'notify', word: 'notify', after: null, occasion: 'ada/welcome', address });
  const { result, open, last } = await recovered(mail);
  const problem = { code: 'ambiguous', text: 'the run run-0 ended before it had an answer' };
  expect(result).toEqual({ result: 'unknown', problem });
  expect([await last(), open]).toMatchObject([{ type: 'unknown', problem }, []]);
});

test('where there is no connection the reason is told, and the call stays open', async () => {
  const problem = { code: 'auth', text: 'The token is old.' } as const;
  const { result, open } = await recovered(intent('ada'), { problem });
  expect(result).toEqual({ result: 'unknown', problem });
  expect(open).toHaveLength(1);
});

test('what was announced long ago must be visible by now: it is not waited for', async () => {
  expect(await recovered(intent('ada'), { kind: slow, age: 40 * minute })).toMatchObject({ reads: 1, waited: 0 });
  expect(await recovered(intent('ada'), { kind: slow })).toMatchObject({ reads: 2, waited: minute });
});

test('only what is owned by an id is read before', async () => {
  const kind = kindWith({ reads: 'by-key' });
  expect((await recovered(intent('ada'), { kind })).reads).toBe(1);
  expect((await recovered(intent('ada'), { kind, ben: null })).reads).toBe(1);
  expect((await recovered(intent('ada'), { kind, ben: 'p-2' })).reads).toBe(2);
});
