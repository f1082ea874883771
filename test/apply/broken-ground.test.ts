import { describe, expect, test } from 'vitest';
import { LeaseLostError } from '../../engine/model/ledger.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { desired, portal } from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';
import { engineWorld, results } from '../support/engine-world.ts';

const ada = 'ada@acme.example';

describe('an answer that breaks the contract', () => {
  test('says nothing about the call: it is looked up, and what it made is ours', async () => {
    const world = await engineWorld();
    world.want(desired('ada'));
    world.sim.onWrite = () => world.sim.put({ email: ada, role: 'member' });
    world.sim.fates.set(ada, { fate: 'throws', error: new ProviderError('contract', 'No id in the answer.') });
    expect(results(await world.converge())).toEqual(['done create ada']);
    expect((await world.ledger()).bindings.size).toBe(1);
  });
});

describe('what changed between the plan and its run', () => {
  test('a kind that is there no more fails its changes, and no other', async () => {
    const kinds = [kindWith(), kindWith({ kind: 'device' })];
    const world = await engineWorld({ kinds });
    world.want(desired('ada'));
    const plan = await world.plan();
    kinds.shift();
    const report = await world.apply(plan);
    expect(report.items[0]?.result).toMatchObject({
      result: 'failed',
      problem: { code: 'contract', text: 'acme has no account any more' },
    });
    expect(world.sim.writes).toEqual([]);
  });

  test('what was removed meanwhile is recorded as gone, and owned no more', async () => {
    const world = await engineWorld();
    world.want(desired('ada'));
    await world.converge();
    world.want();
    const plan = await world.plan();
    world.sim.rows.clear();
    expect(results(await world.apply(plan))).toEqual(['done delete ada']);
    expect((await world.ledger()).bindings.size).toBe(0);
    expect(world.sim.writes).toHaveLength(1);
  });
});

describe('a defect of a kind', () => {
  test('before the call fails its change alone: nothing was sent for it', async () => {
    let isBroken = false;
    const kind = kindWith({
      isSpent: ({ email }) => {
        if (isBroken && email === 'ben@acme.example') throw new TypeError('x is undefined');
        return false;
      },
    });
    const world = await engineWorld({ kinds: [kind], portals: [{ limits: { ...portal.limits, concurrency: 1 } }] });
    world.want(desired('ada'), desired('ben'), desired('cyd'));
    await world.converge();
    world.want();
    const report = await world.converge({ onItem: () => (isBroken = true) });
    expect(results(report)).toEqual(['done delete ada', 'failed delete ben', 'done delete cyd']);
    expect((await world.ledger()).openIntents).toEqual([]);
  });
});

describe('a ledger that is lost', () => {
  test('before the first change leaves everything untouched, and says so', async () => {
    const world = await engineWorld();
    world.want(desired('ada'), desired('ben'));
    const plan = await world.plan();
    const report = await world.apply(plan, {
      withLedger: (ledger) => ({ ...ledger, append: () => Promise.reject(new LeaseLostError('taken over')) }),
    });
    expect(report.items.map(({ result }) => result)).toEqual([
      { result: 'not-tried', because: 'the ledger can no longer be written by this run' },
      { result: 'not-tried', because: 'the ledger can no longer be written by this run' },
    ]);
    expect(report.exitCode).not.toBe(0);
    expect(world.sim.writes).toEqual([]);
  });
});
