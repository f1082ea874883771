import { describe, expect, test } from 'vitest';
import { changeGraph } from '../../engine/apply/change-graph.ts';
import { formatAddress } from '../../engine/model/address.ts';
import { minute, second } from '../../engine/model/instant.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { addressOf, desired, observed, verdicts } from '../support/engine-builders.ts';
import { engineWorld, results } from '../support/engine-world.ts';
import { account, kindWith } from '../support/engine-kinds.ts';
import { create, remove, update } from '../support/plan-builders.ts';

const on = (...names: string[]) => ({ dependsOn: names.map((name) => formatAddress(addressOf(name))) });
const failure = { fate: 'throws', error: new ProviderError('invalid', 'no') } as const;

test('a graph waits for every change of an address, once for each, and never for itself', () => {
  const base = create('base@acme.example');
  const address = formatAddress(base.address);
  const child = create('child@acme.example', { dependsOn: [address, address, 'elsewhere/x/y'] });
  const self = update('self@acme.example', { dependsOn: ['acme-connect/teammate/self@acme.example'] });
  const { waitsFor, dependants } = changeGraph([base, child, self, remove('base@acme.example')]);
  expect(waitsFor).toEqual([0, 2, 0, 0]);
  expect(dependants).toEqual([[1], [], [], [1]]);
});

describe('the order of a run', () => {
  test('is that of what stands on what, whatever the order of the plan', async () => {
    const { want, converge, sim } = await engineWorld();
    want(desired('a', {}, on('b')), desired('b', {}, on('c')), desired('c'));
    await converge();
    expect(sim.writes).toEqual(['create c', 'create b', 'create a']);
  });

  test('gives up only what stands on a failure, all the way up', async () => {
    const { want, converge, sim } = await engineWorld();
    want(desired('a', {}, on('b')), desired('b', {}, on('c')), desired('c'), desired('d'));
    sim.fates.set('c@acme.example', failure);
    const report = await converge();
    expect(results(report)).toEqual(['not-tried create a', 'not-tried create b', 'failed create c', 'done create d']);
    expect(report.exitCode).toBe(5);
    expect(report.items[0]?.result).toEqual({ result: 'not-tried', because: 'needs b@acme.example' });
    expect(results(await converge())).toEqual(['done create a', 'done create b', 'done create c']);
  });

  test('in a circle does nothing, says so, and ends', async () => {
    const { want, converge } = await engineWorld();
    want(desired('a', {}, on('b')), desired('b', {}, on('a')), desired('c'));
    expect(results(await converge())).toEqual(['not-tried create a', 'not-tried create b', 'done create c']);
  });

  test('removes what stands on something before it', async () => {
    const seat = kindWith({ kind: 'seat', dependsOnKinds: ['account'] });
    const world = await engineWorld({ kinds: [account, seat] });
    const place = { portal: 'acme', kind: 'seat' };
    const ada = desired('ada');
    const hers = {
      ...ada,
      address: { ...ada.address, ...place },
      identity: { ...ada.identity, ...place },
      ...on('ada'),
    };
    world.want(ada);
    world.wanted.set('acme/seat', { resources: [hers] });
    const kinds: string[] = [];
    world.sim.onWrite = ({ address }) => void kinds.push(address.kind);
    await world.converge();
    world.wanted.clear();
    await world.converge();
    expect(kinds).toEqual(['account', 'seat', 'seat', 'account']);
    expect(verdicts(await world.plan())).toEqual([]);
  });

  test('goes on at other portals while one fails', async () => {
    const world = await engineWorld({ portals: [{}, { name: 'beta' }] });
    const ben = desired(
      'ben',
      {},
      {
        address: { ...addressOf('ben'), portal: 'beta' },
        identity: { document: 'User', name: 'ben', portal: 'beta', kind: 'account' },
      },
    );
    world.want(desired('ada'));
    world.wanted.set('beta/account', { resources: [ben] });
    world.sims.get('acme')!.reading.problem = { code: 'unavailable', text: 'down' };
    const planned = await world.plan();
    expect(verdicts(planned)).toEqual(['create ben', 'blocked ada']);
    const report = await world.apply(planned);
    expect(results(report)).toEqual(['done create ben']);
    expect(report.exitCode).toBe(5);
  });

  test('keeps to the portal’s concurrency', async () => {
    const world = await engineWorld();
    world.want(...Array.from({ length: 20 }, (_, index) => desired(`p${index}`)));
    let running = 0;
    let most = 0;
    world.sim.onWrite = async () => {
      running += 1;
      most = Math.max(most, running);
      await world.deps.sleep(second);
      running -= 1;
    };
    await world.converge();
    expect(most).toBe(4);
  });
});

describe('what a portal only accepts', () => {
  const accepted = (ref: string) => ({ outcome: 'accepted', ref, checkAfter: 10 * second }) as const;
  const slowly = async () => {
    const world = await engineWorld();
    world.want(desired('a', {}, on('b')), desired('b'));
    world.sim.fates.set('b@acme.example', { fate: 'answers', done: true, outcome: accepted('r-1') });
    return world;
  };
  const made = { outcome: 'done', observed: observed('b', {}, { id: 'p-1' }) } as const;

  test('is asked after until it is done, through silence, failures and a new reference; who stands on it waits', async () => {
    const world = await slowly();
    const unavailable = new ProviderError('unavailable', 'later');
    world.sim.polls.push(null, unavailable, accepted('r-2'), made);
    const report = await world.converge();
    expect(results(report)).toEqual(['done create a', 'done create b']);
    expect(world.sim.writes).toEqual(['create b', 'create a']);
    expect(report.took).toBeGreaterThanOrEqual(40 * second);
  });

  test('and not done in time is waited for by whoever comes next, with all that stands on it', async () => {
    const world = await slowly();
    const report = await world.converge();
    expect(results(report)).toEqual(['waiting create a', 'waiting create b']);
    expect(report).toMatchObject({ exitCode: 0 });
    expect(report.took).toBeLessThanOrEqual(11 * minute);
    expect(verdicts(await world.plan())).toEqual(['waiting a', 'waiting b']);
    world.sim.polls.push(made);
    const next = await world.converge();
    expect(next.recovered).toMatchObject([{ result: { result: 'done' } }]);
    expect(world.sim.writes).toEqual(['create b']);
  });

  test('and then refuses has failed; any other trouble says nothing about it', async () => {
    const refused = await slowly();
    refused.sim.polls.push(new ProviderError('invalid', 'No seats left.'));
    expect(results(await refused.converge())).toEqual(['not-tried create a', 'failed create b']);
    const troubled = await slowly();
    troubled.sim.polls.push(new ProviderError('auth', 'The token is old.'));
    expect(results(await troubled.converge())).toEqual(['not-tried create a', 'unknown create b']);
    expect((await troubled.ledger()).openIntents).toMatchObject([{ ref: 'r-1' }]);
  });

  test('lets others use its place meanwhile', async () => {
    const limits = {
      requestsPerSecond: 50,
      concurrency: 1,
      settle: 10 * minute,
      requestTimeout: 30_000,
      invitationRounds: 3,
      invitationCooldown: 0,
    };
    const world = await engineWorld({ portals: [{ limits }] });
    world.want(desired('a'), desired('b'));
    world.sim.fates.set('a@acme.example', { fate: 'answers', done: true, outcome: accepted('r-1') });
    const moments: number[] = [];
    world.sim.onWrite = () => void moments.push(world.deps.clock.monotonic());
    await world.converge();
    expect(moments[1]! - moments[0]!).toBeLessThan(second);
  });

  test('whose reference the portal forgot is looked up as an object', async () => {
    const world = await slowly();
    await world.converge();
    world.sim.polls.push(new ProviderError('not-found', 'no such job'));
    expect((await world.converge()).recovered).toMatchObject([{ result: { result: 'done' } }]);
  });
});
