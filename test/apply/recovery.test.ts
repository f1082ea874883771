import { describe, expect, test } from 'vitest';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { LeaseLostError, type LedgerWriter } from '../../engine/model/ledger.ts';
import type { IntentEntry } from '../../engine/model/ledger-entry.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { addressOf, attributesOf, desired, intent, portal } from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';
import { engineWorld, type EngineWorldOptions } from '../support/engine-world.ts';
import { appendTo, entriesOfType } from '../support/ledger-lines.ts';

/** An earlier run has announced this, and was killed before it could say more. */
async function killedAfter(intents: readonly IntentEntry[], options: EngineWorldOptions = {}) {
  const files = memoryLedgerFiles();
  const world = await engineWorld({ ...options, files });
  await appendTo(files, ...intents);
  return { ...world, files };
}

const mailOf = intent('ada', { verdict: 'notify', word: 'notify', after: null, occasion: 'ada/welcome' });

describe('a call that a killed run announced', () => {
  test('as a mail stays unknown: nobody can look it up, and it is never sent again', async () => {
    const sent: string[] = [];
    const world = await killedAfter([mailOf], { mailer: { send: async ({ to }) => void sent.push(to) } });
    const report = await world.converge();
    const result = {
      result: 'unknown',
      problem: { code: 'ambiguous', text: 'the run run-0 ended before it had an answer' },
    };
    expect(report.recovered).toMatchObject([{ verdict: 'notify', result }]);
    expect(await entriesOfType(world.files, 'unknown')).toMatchObject([{ problem: result.problem }]);
    expect(report.exitCode).toBe(5);
    const next = await world.converge();
    expect([sent, next.recovered, next.exitCode]).toEqual([[], [], 0]);
  });

  test('says in the report when it was announced, and where only if that is known', async () => {
    const declaredAt = { file: 'people.yaml', line: 3, column: 1, length: 1 };
    const world = await killedAfter([intent('ada'), intent('ben', { declaredAt })]);
    const [ada, ben] = (await world.converge()).recovered;
    expect(ada?.summary).toMatch(/^announced 2026-11-21T09:/);
    expect(ada).not.toHaveProperty('at');
    expect(ben).toMatchObject({ at: declaredAt });
  });

  test('at a portal that is no longer declared stays open, and says how to have it looked up', async () => {
    const world = await killedAfter([intent('ada', { address: { ...addressOf('ada'), portal: 'sold' } })]);
    const { recovered } = await world.converge();
    const cure = 'Declare the portal sold again, so that it can be looked up.';
    expect(recovered).toMatchObject([{ result: { result: 'unknown', problem: { code: 'ambiguous', cure } } }]);
    expect((await world.ledger()).openIntents).toHaveLength(1);
  });

  test('at a portal that cannot be connected stays open', async () => {
    const world = await killedAfter([intent('ada')]);
    const plan = await world.plan();
    world.pending.set('acme', 'access-key');
    const { recovered } = await world.apply(plan);
    expect(recovered).toMatchObject([{ result: { result: 'unknown', problem: { code: 'ambiguous' } } }]);
    expect((await world.ledger()).openIntents).toHaveLength(1);
  });

  test('that a defect of the provider keeps from being looked up stays open, and others are looked up', async () => {
    const isSpent = ({ role }: Record<string, unknown>): boolean => {
      if (role === 'broken') throw new TypeError('x is undefined');
      return false;
    };
    const removal = intent('ada', { verdict: 'delete', before: attributesOf('ada'), after: null });
    const world = await killedAfter([removal, intent('ben')], { kinds: [kindWith({ isSpent })] });
    const plan = await world.plan();
    world.sim.put({ ...attributesOf('ada'), role: 'broken' });
    const { recovered } = await world.apply(plan);
    expect(recovered).toMatchObject([
      { result: { result: 'unknown', problem: { code: 'bug', text: 'TypeError: x is undefined' } } },
      { result: { result: 'failed' } },
    ]);
  });

  test('and that cannot be recorded, because the ledger is lost, ends the run', async () => {
    const world = await killedAfter([intent('ada')]);
    const plan = await world.plan();
    const withLedger = (ledger: LedgerWriter): LedgerWriter => ({
      ...ledger,
      append: () => Promise.reject(new LeaseLostError('taken over')),
    });
    await expect(world.apply(plan, { withLedger })).rejects.toThrow('taken over');
  });

  test('is not looked up any more once the run is interrupted', async () => {
    const world = await killedAfter([intent('ada'), intent('ben')]);
    const plan = await world.plan();
    const withLedger = (ledger: LedgerWriter): LedgerWriter => ({
      ...ledger,
      append: async (entry) => {
        world.deps.interrupt();
        return ledger.append(entry);
      },
    });
    const { recovered } = await world.apply(plan, { withLedger });
    expect(recovered.map(({ address }) => address.key)).toEqual(['ada@acme.example']);
  });
});

describe('before calls of a killed run are looked up', () => {
  test('nothing is read at a portal that is not to be reached, and nothing that is owned nowhere by an id', async () => {
    const world = await engineWorld({ kinds: [kindWith({ reads: 'by-key' })] });
    world.want(desired('ada'), desired('ben'));
    world.sim.fates.set('ben@acme.example', { fate: 'answer-lost' });
    world.sim.onWrite = () => {
      world.sim.reading.problem = { code: 'unavailable', text: 'down' };
    };
    await world.converge();
    world.sim.reading.problem = null;
    const plan = await world.plan();
    world.pending.set('acme', 'access-key');
    const { only } = world.sim.reads;
    const { recovered } = await world.apply(plan);
    expect(recovered).toMatchObject([{ result: { result: 'unknown' } }]);
    expect(world.sim.reads.only).toBe(only);
  });
});

describe('an order that the portal works on', () => {
  const order = { outcome: 'accepted', ref: 'order-7', checkAfter: 1_000 } as const;

  /** Another run looks up what came of ada's order. */
  async function ordered(...polls: Awaited<ReturnType<typeof engineWorld>>['sim']['polls']) {
    const files = memoryLedgerFiles();
    const world = await engineWorld({ files, portals: [{ limits: { ...portal.limits, settle: 5_000 } }] });
    world.want(desired('ada'));
    world.sim.fates.set('ada@acme.example', { fate: 'answers', outcome: order, done: false });
    await world.converge();
    world.sim.polls.push(...polls);
    const { recovered } = await world.converge();
    return { result: recovered[0]?.result, world: { ...world, files } };
  }

  test.each(['invalid', 'conflict'] as const)('and refuses as %s by now has failed', async (code) => {
    const { result, world } = await ordered(new ProviderError(code, 'No seats left.'));
    expect(result).toEqual({ result: 'failed', problem: { code, text: 'No seats left.' } });
    expect((await world.ledger()).openIntents).toEqual([]);
  });

  test.each(['auth', 'unavailable', 'rate-limited', 'ambiguous'] as const)(
    'and of which it does not tell now (%s) stays open',
    async (code) => {
      const { result, world } = await ordered(new ProviderError(code, 'Not now.'));
      expect(result).toEqual({ result: 'unknown', problem: { code, text: 'Not now.' } });
      expect((await world.ledger()).openIntents).toMatchObject([{ ref: 'order-7' }]);
    },
  );

  test.each(['not-found', 'contract'] as const)('and whose reference means nothing any more (%s)', async (code) => {
    const { result } = await ordered(new ProviderError(code, 'No such order.'));
    const text = 'the answer to the create was lost, and the portal shows that it was not done';
    expect(result).toMatchObject({ result: 'failed', problem: { code: 'unavailable' } });
    expect(JSON.stringify(result)).toContain(text);
  });

  test('is waited for under a new reference from now on', async () => {
    const { result, world } = await ordered({ ...order, ref: 'order-8' });
    expect(result).toEqual({ result: 'waiting', text: 'acme accepted the create and works on it' });
    expect((await world.ledger()).openIntents).toMatchObject([{ ref: 'order-8' }]);
  });

  test('under the same reference is waited for without another word in the ledger, and asked once', async () => {
    const { result, world } = await ordered(order);
    expect(result).toEqual({ result: 'waiting', text: 'acme accepted the create and works on it' });
    expect((await world.ledger()).openIntents).toMatchObject([{ ref: 'order-7' }]);
    expect(await entriesOfType(world.files, 'accepted')).toHaveLength(1);
  });

  test('and of which it only knows that it is under way is waited for', async () => {
    const { result, world } = await ordered(null);
    expect(result).toEqual({ result: 'waiting', text: 'acme accepted the create and works on it' });
    expect((await world.ledger()).openIntents).toMatchObject([{ ref: 'order-7' }]);
  });
});
