import { describe, expect, test } from 'vitest';
import type { Gate } from '../../engine/model/gate.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { addressOf, at, desired } from '../support/engine-builders.ts';
import { engineWorld } from '../support/engine-world.ts';
import { kindWith } from '../support/engine-kinds.ts';

const key = 'ada@acme.example';
const byKey = kindWith({ reads: 'by-key' });
const tell: Gate = {
  step: 'tell-id',
  title: 'tell which account it is',
  waitingFor: { role: 'administrator', name: 'grace' },
  since: at,
  proof: { by: 'attest' },
  proves: 'Only a word.',
  instructions: ['Look it up.'],
};

describe('a creation whose answer was lost, and whose name is taken since', () => {
  async function lost() {
    const world = await engineWorld({ kinds: [byKey] });
    world.want(desired('ada'));
    const plan = await world.plan();
    world.sim.fates.set(key, { fate: 'throws', error: new ProviderError('ambiguous', 'No answer came.') });
    world.sim.onWrite = () => {
      world.sim.reading.unidentified.set(key, tell);
    };
    return { world, report: await world.apply(plan) };
  }

  test('is asked of somebody, once, and not sent again', async () => {
    const { world, report } = await lost();
    expect(report.items).toMatchObject([{ result: { result: 'waiting', text: 'grace: tell which account it is' } }]);
    const state = await world.ledger();
    expect(state.openIntents).toEqual([]);
    expect([...state.openGates.values()]).toMatchObject([{ wants: 'create', gate: { step: 'tell-id' } }]);
    await world.converge();
    expect(world.sim.writes).toEqual(['create ada']);
    expect([...(await world.ledger()).openGates.values()]).toHaveLength(1);
  });

  test('is ours when somebody has told its id', async () => {
    const { world } = await lost();
    world.sim.put({ email: key, role: 'member' }, { address: addressOf('ada'), id: 'p-77' });
    const open = [...(await world.ledger()).openGates.values()][0]!;
    await world.attest({ address: open.address, step: 'tell-id', set: { id: 'p-77' } });
    const plan = await world.plan();
    expect(plan.standing).toMatchObject([{ verdict: 'unchanged' }]);
    expect((await world.ledger()).bindings.values().next().value).toMatchObject({ id: 'p-77', presence: 'active' });
    expect(world.sim.writes).toEqual(['create ada']);
  });

  /** Found by the simulation (MaaS360 alone, seed 19): the step was closed, and nobody knew of the account any more. */
  test('is asked for also when nobody is given it any more, and ended once its id is told', async () => {
    const { world } = await lost();
    world.want();
    await world.converge();
    const open = [...(await world.ledger()).openGates.values()][0]!;
    expect((await world.plan()).standing).toMatchObject([{ verdict: 'manual', word: 'identify', wants: 'create' }]);
    world.sim.put({ email: key, role: 'member' }, { address: addressOf('ada'), id: 'p-77' });
    await world.attest({ address: open.address, step: 'tell-id', set: { id: 'p-77' } });
    await world.converge();
    expect(world.sim.writes).toEqual(['create ada', 'delete ada']);
  });

  test('is asked for on although the portal is asked by another step than before', async () => {
    const { world } = await lost();
    world.sim.reading.unidentified.set(key, { ...tell, step: 'tell-number' });
    await world.converge();
    world.want();
    await world.converge();
    expect([...(await world.ledger()).openGates.values()]).toMatchObject([
      { gate: { step: 'tell-number' }, sent: true },
    ]);
    expect((await world.plan()).standing).toMatchObject([{ verdict: 'manual', question: true }]);
  });

  test('is asked for on where it is given no more and the portal cannot be read just then (seed 8952)', async () => {
    const { world } = await lost();
    world.want();
    world.sim.reading.problem = { code: 'unavailable', text: 'It is down.' };
    const planned = await world.plan();
    world.sim.reading.problem = null;
    await world.apply(planned);
    expect((await world.ledger()).openGates.size).toBe(1);
    expect((await world.plan()).standing).toMatchObject([{ verdict: 'manual', question: true }]);
  });

  test('is forgotten when nobody is given it any more and its name is free', async () => {
    const { world } = await lost();
    world.want();
    world.sim.reading.unidentified.clear();
    await world.converge();
    expect([(await world.ledger()).openGates.size, (await world.plan()).standing]).toEqual([0, []]);
  });
});

describe('a removal that can only leave something behind', () => {
  const expiring = kindWith({ isSpent: (attributes) => attributes['role'] === 'expired' });

  async function removing() {
    const world = await engineWorld({ kinds: [expiring] });
    world.want(desired('ada'));
    await world.converge();
    world.want();
    const plan = await world.plan();
    return { world, plan };
  }

  test('counts as done when its answer is lost and that is what is found', async () => {
    const { world, plan } = await removing();
    world.sim.onWrite = ({ address }) => {
      world.sim.put({ email: address.key, role: 'expired' }, { address, id: 'p-1' });
    };
    world.sim.fates.set(key, { fate: 'throws', error: new ProviderError('ambiguous', 'No answer came.') });
    const report = await world.apply(plan);
    expect(report.items).toMatchObject([{ result: { result: 'done' } }]);
    expect((await world.ledger()).bindings.size).toBe(0);
  });

  test('needs no call where somebody has done it in between', async () => {
    const { world, plan } = await removing();
    world.sim.put({ email: key, role: 'expired' }, { address: addressOf('ada'), id: 'p-1' });
    const report = await world.apply(plan);
    expect(report.items).toMatchObject([{ result: { result: 'done' } }]);
    expect(world.sim.writes).toEqual(['create ada']);
  });
});

describe('a portal whose credentials do not exist yet', () => {
  test('gets nothing, and everything once they are there', async () => {
    const world = await engineWorld({ kinds: [byKey] });
    world.pending.set('acme', 'access-key');
    world.want(desired('ada'));
    expect((await world.converge()).items).toEqual([]);
    expect(world.sim.writes).toEqual([]);
    expect(world.sim.reads).toEqual({ full: 0, only: 0 });
    world.pending.clear();
    await world.converge();
    expect(world.sim.writes).toEqual(['create ada']);
  });
});
