import { describe, expect, test } from 'vitest';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import type { LedgerEntry } from '../../engine/model/ledger-entry.ts';
import type { DesiredRequest } from '../../engine/model/provider.ts';
import { addressOf, at, desired, gateFor, origin, verdicts } from '../support/engine-builders.ts';
import { kindWith, without } from '../support/engine-kinds.ts';
import { engineWorld } from '../support/engine-world.ts';
import { appendTo, entriesOfType } from '../support/ledger-lines.ts';

const actor = { name: 'os:grace', how: 'os' } as const;
const address = addressOf('ada');
const step = 'reset-by-hand';
const said = { onBehalfOf: null, set: {}, reference: 'TS0180' };
const attested: LedgerEntry = { type: 'attested', address, step, actor, ...said };
const evidence = { grade: 'indirect', at, note: 'login' } as const;
const closed = (how?: 'seen' | 'not-needed'): LedgerEntry => {
  return { type: 'gate-closed', run: 'run-x', address, step, evidence, ...(how === undefined ? {} : { how }) };
};

function request(id: string): DesiredRequest {
  return { address, verb: 'reset', occasion: `ada/acme/reset/${id}`, id, origin };
}

/** A portal where a person has to press the button of a reset; the first one is asked for. */
async function askedByHand(...requests: readonly DesiredRequest[]) {
  const files = memoryLedgerFiles();
  const world = await engineWorld({ kinds: [kindWith({ capabilities: without('reset') })], files });
  world.want(desired('ada'));
  await world.converge();
  const ask = (...ids: readonly DesiredRequest[]) =>
    void world.wanted.set('acme/account', { resources: [desired('ada')], requests: ids });
  ask(...requests);
  await world.converge();
  return { ...world, files, ask };
}

describe('a reset that a person does by hand', () => {
  test.each([
    ['attested', attested],
    ['seen', closed('seen')],
  ])('is spent once it is %s, and not asked again', async (_how, entry) => {
    const world = await askedByHand(request('lost'));
    expect(verdicts(await world.plan())).toEqual(['manual ada', 'unchanged ada']);
    const stalePlan = await world.plan();
    await appendTo(world.files, entry);
    expect((await world.ledger()).spent.get('ada/acme/reset/lost')).toBe('done');
    expect(verdicts(await world.plan())).toEqual(['unchanged ada']);
    await world.apply(stalePlan);
    expect(await entriesOfType(world.files, 'gate-opened')).toHaveLength(1);
  });

  test.each([
    ['nobody needed it', closed('not-needed')],
    ['an earlier version did not say why', closed()],
  ])('may be asked again where %s', async (_how, entry) => {
    const world = await askedByHand(request('lost'));
    await appendTo(world.files, entry);
    expect((await world.ledger()).spent.size).toBe(0);
    expect(verdicts(await world.plan())).toEqual(['manual ada', 'unchanged ada']);
  });

  test('is asked one after the other where there are two', async () => {
    const world = await askedByHand(request('lost'), request('stolen'));
    await world.converge();
    expect(await entriesOfType(world.files, 'gate-opened')).toMatchObject([{ occasion: 'ada/acme/reset/lost' }]);
    await appendTo(world.files, attested);
    await world.converge();
    const opened = await entriesOfType(world.files, 'gate-opened');
    expect(opened.map((gate) => gate.occasion)).toEqual(['ada/acme/reset/lost', 'ada/acme/reset/stolen']);
  });

  test('is not spent where the manifest takes it back', async () => {
    const world = await askedByHand(request('lost'));
    world.ask();
    await world.converge();
    expect(await entriesOfType(world.files, 'gate-closed')).toMatchObject([{ how: 'not-needed' }]);
    world.ask(request('lost'));
    expect(verdicts(await world.plan())).toEqual(['manual ada', 'unchanged ada']);
  });

  test('that another one has replaced is asked for that one', async () => {
    const world = await askedByHand(request('lost'));
    world.ask(request('stolen'));
    await world.converge();
    await appendTo(world.files, attested);
    expect([...(await world.ledger()).spent]).toEqual([['ada/acme/reset/stolen', 'done']]);
  });
});

test('a reset whose call ended at somebody’s gate is spent when the step is seen', async () => {
  const files = memoryLedgerFiles();
  const world = await engineWorld({ kinds: [kindWith()], files });
  world.want(desired('ada'));
  await world.converge();
  world.wanted.set('acme/account', { resources: [desired('ada')], requests: [request('lost')] });
  const { gate } = gateFor('ada', { gate: { step } });
  world.sim.fates.set(address.key, {
    fate: 'answers',
    done: false,
    outcome: { outcome: 'gated', gate, observed: null },
  });
  await world.converge();
  expect(verdicts(await world.plan())).toEqual(expect.arrayContaining(['waiting ada', 'unchanged ada']));
  await appendTo(files, closed('seen'));
  expect(verdicts(await world.plan())).toEqual(['unchanged ada']);
  await world.converge();
  expect(world.sim.writes).toEqual(['create ada', 'reset ada']);
});
