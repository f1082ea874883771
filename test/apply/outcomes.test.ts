import { describe, expect, test } from 'vitest';
import { hour, minute, second } from '../../engine/model/instant.ts';
import { ProviderError, type ProviderErrorCode } from '../../engine/model/provider-error.ts';
import { desired, gateFor, keyOf, observed, verdicts } from '../support/engine-builders.ts';
import { engineWorld, type EngineWorld, results } from '../support/engine-world.ts';
import { byHand, invitee, kindWith, slow } from '../support/engine-kinds.ts';

const ada = 'ada@acme.example';

async function failing(code: ProviderErrorCode, verdict: 'create' | 'update' | 'delete' = 'create') {
  const world = await engineWorld();
  world.want(desired('ada'));
  if (verdict !== 'create') await world.converge();
  if (verdict === 'update') world.want(desired('ada', { role: 'owner' }));
  if (verdict === 'delete') world.want();
  world.sim.fates.set(ada, { fate: 'throws', error: new ProviderError(code, 'The portal says no.') });
  const report = await world.converge();
  return { ...world, report, item: report.items[0], state: await world.ledger() };
}

describe('a call that surely was not done', () => {
  test.each(['auth', 'invalid', 'rate-limited', 'unavailable'] as const)(
    '%s: failed, and may be tried again',
    async (code) => {
      const { report, state, converge } = await failing(code);
      expect(report).toMatchObject({ exitCode: 1, items: [{ result: { result: 'failed', problem: { code } } }] });
      expect(state.openIntents).toEqual([]);
      expect(results(await converge())).toEqual(['done create ada']);
    },
  );

  test.each([
    ['conflict', 'create'],
    ['not-found', 'update'],
  ] as const)('%s of %s: the plan is stale', async (code, verdict) => {
    const { report, state } = await failing(code, verdict);
    expect(report).toMatchObject({ exitCode: 6, items: [{ result: { result: 'stale' } }] });
    expect(state.openIntents).toEqual([]);
  });

  test('a removal of what is not there is done', async () => {
    const { report, state } = await failing('not-found', 'delete');
    expect(results(report)).toEqual(['done delete ada']);
    expect(state.bindings.size).toBe(0);
  });
});

describe('a call whose answer says nothing', () => {
  test.each(['create', 'update', 'delete'] as const)(
    '%s: looked up, found not done, and free to be tried again',
    async (verdict) => {
      const { report, state, converge, sim } = await failing('ambiguous', verdict);
      expect(report.items[0]?.result).toMatchObject({ result: 'failed', problem: { code: 'unavailable' } });
      expect(state.openIntents).toEqual([]);
      const calls = sim.writes.length;
      expect((await converge()).exitCode).toBe(0);
      expect(sim.writes.length).toBe(calls + 1);
    },
  );

  test('a defect of the provider counts as an answer that says nothing', async () => {
    const world = await engineWorld();
    world.want(desired('ada'));
    world.sim.fates.set(ada, { fate: 'throws', error: new TypeError('x is undefined') });
    const report = await world.converge();
    expect(report.items[0]?.result).toMatchObject({ result: 'failed' });
    expect((await world.ledger()).openIntents).toEqual([]);
  });

  test('a new object may be late: its absence proves nothing before the portal must show it', async () => {
    const world = await engineWorld({ kinds: [slow] });
    world.want(desired('ada'));
    world.sim.fates.set(ada, { fate: 'throws', error: new ProviderError('ambiguous', 'No answer.') });
    const showing = (async () => {
      await world.later(30 * second);
      world.sim.put({ email: ada, role: 'member' });
    })();
    const report = await world.converge();
    await showing;
    expect(results(report)).toEqual(['done create ada']);
    expect(report.took).toBeGreaterThanOrEqual(minute);
  });

  test.each([
    ['a call that took long', (world: EngineWorld) => world.later(7 * minute)],
    ['a clock that was set forward meanwhile', async (world: EngineWorld) => world.deps.time.jump(2 * hour)],
  ])('nor does it after %s: the portal may have acted at its very end', async (_, meanwhile) => {
    const world = await engineWorld({ kinds: [slow] });
    world.want(desired('ada'));
    world.sim.fates.set(ada, { fate: 'throws', error: new ProviderError('ambiguous', 'No answer.') });
    let showing: Promise<void> | undefined;
    world.sim.onWrite = async () => {
      await meanwhile(world);
      showing = world.later(30 * second).then(() => world.sim.put({ email: ada, role: 'member' }));
    };
    expect(results(await world.converge())).toEqual(['done create ada']);
    await showing;
  });

  test('what is there with other attributes is not ours', async () => {
    const world = await engineWorld();
    world.want(desired('ada'));
    world.sim.onWrite = () => world.sim.put({ email: ada, role: 'owner' });
    world.sim.fates.set(ada, { fate: 'throws', error: new ProviderError('ambiguous', 'No answer.') });
    expect((await world.converge()).items[0]?.result).toMatchObject({
      result: 'failed',
      problem: { code: 'conflict' },
    });
    expect((await world.ledger()).bindings.size).toBe(0);
  });

  test('while the portal cannot be looked at, it stays open, and blocks its own address alone', async () => {
    const world = await engineWorld();
    world.want(desired('ada'), desired('ben'));
    const down = { code: 'unavailable', text: 'down' } as const;
    world.sim.onWrite = (change) => {
      if (change.address.key === ada) world.sim.reading.problem = down;
    };
    world.sim.fates.set(ada, { fate: 'answer-lost' });
    const report = await world.converge();
    expect(results(report)).toEqual(['unknown create ada', 'done create ben']);
    world.sim.reading.problem = null;
    expect(verdicts(await world.plan())).toEqual(['blocked ada', 'unchanged ben']);
    const next = await world.converge();
    expect(next.recovered).toMatchObject([{ result: { result: 'done' } }]);
    expect(verdicts(await world.plan())).toEqual(['unchanged ada', 'unchanged ben']);
    expect(world.sim.writes).toEqual(['create ada', 'create ben']);
  });

  test('where nothing can be read, a person is asked, and it is not sent again', async () => {
    const world = await engineWorld({ kinds: [kindWith({ reads: 'none' })] });
    world.want(desired('ada'));
    world.sim.fates.set(ada, { fate: 'answer-lost' });
    expect(results(await world.converge())).toEqual(['unknown create ada']);
    expect((await world.plan()).standing).toMatchObject([
      { verdict: 'waiting', gate: { step: 'confirm', proof: { by: 'attest' } } },
    ]);
    await world.converge();
    expect(world.sim.writes).toEqual(['create ada']);
  });
});

describe('what a provider answers is checked', () => {
  test('an object with other attributes than planned is recorded as it is, and reported', async () => {
    const world = await engineWorld();
    world.want(desired('ada'));
    world.sim.onWrite = () => world.sim.put({ email: ada, role: 'guest' });
    const answer = observed('ada', { role: 'guest' }, { id: 'p-1' });
    world.sim.fates.set(ada, { fate: 'answers', done: false, outcome: { outcome: 'done', observed: answer } });
    const report = await world.converge();
    expect(report.items[0]?.result).toMatchObject({ result: 'failed', problem: { code: 'contract' } });
    expect((await world.ledger()).bindings.has(keyOf('ada'))).toBe(true);
    expect(verdicts(await world.plan())).toEqual(['update ada']);
  });

  test('"done" without showing anything is looked up', async () => {
    const world = await engineWorld();
    world.want(desired('ada'));
    world.sim.fates.set(ada, { fate: 'answers', done: true, outcome: { outcome: 'done', observed: null } });
    expect(results(await world.converge())).toEqual(['done create ada']);
    expect(verdicts(await world.plan())).toEqual(['unchanged ada']);
  });
});

describe('a call that ends at somebody’s gate', () => {
  const { gate } = gateFor('ada', { gate: { waitingFor: { role: 'person', name: ada } } });

  test('is asked once, and waited for', async () => {
    const world = await engineWorld();
    world.want(desired('ada'));
    world.sim.fates.set(ada, { fate: 'answers', done: false, outcome: { outcome: 'gated', gate, observed: null } });
    const report = await world.converge();
    expect(results(report)).toEqual(['waiting create ada']);
    expect(report).toMatchObject({ exitCode: 0, waiting: 1 });
    expect(verdicts(await world.plan())).toEqual(['waiting ada']);
    await world.converge();
    expect(world.sim.writes).toEqual(['create ada']);
  });

  test('that made the object already owns it, and waits on it', async () => {
    const world = await engineWorld({ kinds: [invitee] });
    world.want(desired('ada'));
    const made = observed('ada', {}, { id: 'p-1' });
    world.sim.onWrite = () => world.sim.put(made.attributes);
    world.sim.fates.set(ada, { fate: 'answers', done: false, outcome: { outcome: 'gated', gate, observed: made } });
    await world.converge();
    expect(verdicts(await world.plan())).toEqual(['waiting ada']);
    expect((await world.ledger()).bindings.has(keyOf('ada'))).toBe(true);
  });
});

test('a step by hand is asked for once, and no longer when nobody needs it', async () => {
  const world = await engineWorld({ kinds: [byHand] });
  world.want(desired('ada'));
  expect(await world.converge()).toMatchObject({ items: [], exitCode: 0, asked: 1, waiting: 1 });
  const { openGates, seq } = await world.ledger();
  await world.later(minute);
  expect(await world.converge()).toMatchObject({ asked: 0, waiting: 1, scope: { mode: 'normal' } });
  const after = await world.ledger();
  expect(after.openGates).toEqual(openGates);
  // The run began and ended, and that is all.
  expect(after.seq).toBe(seq + 2);
  world.want(desired('ada', { role: 'owner' }));
  await world.converge();
  expect([...(await world.ledger()).openGates.values()]).toMatchObject([{ after: { role: 'owner' } }]);
  world.want();
  expect(await world.converge()).toMatchObject({ waiting: 0 });
});

test('whose invitation is gone from the portal is waited for, also when the ledger owns nothing of it any more', async () => {
  const world = await engineWorld({ kinds: [invitee] });
  world.want(desired('ada'));
  expect(await world.converge()).toMatchObject({ waiting: 1 });
  world.sim.rows.clear();
  await world.later(minute);
  expect(await world.converge()).toMatchObject({ items: [], waiting: 1 });
  expect((await world.ledger()).bindings.size).toBe(0);
  expect(await world.converge()).toMatchObject({ items: [], waiting: 1 });
});
