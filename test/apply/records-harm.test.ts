import { expect, test } from 'vitest';
import { formatAddress } from '../../engine/model/address.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { addressOf, desired } from '../support/engine-builders.ts';
import { engineWorld } from '../support/engine-world.ts';
import { byHand, kindWith } from '../support/engine-kinds.ts';

const [ada, ben] = [desired('ada'), desired('ben')];

test('each change says in the ledger what it harmed, and one that harms nobody says nothing', async () => {
  const world = await engineWorld();
  world.want(ada, ben);
  await world.converge();
  expect((await world.ledger()).harmDone).toEqual([]);
  world.want(ada);
  await world.converge();
  expect((await world.ledger()).harmDone).toMatchObject([
    {
      run: 'run-2',
      portal: 'acme',
      kind: 'account',
      harm: 'accounts',
      unit: 'ben@acme.example',
      taken: true,
      open: false,
    },
  ]);
});

test('the units are those that the kind names', async () => {
  const kind = kindWith({
    describe: ({ verb }) => ({
      word: verb,
      harms: verb === 'update' ? ['role-assignments', 'mails'] : [],
      hits: { 'role-assignments': ['cy', 'dia'] },
      consequences: [],
      consent: [],
      requests: 1,
    }),
  });
  const world = await engineWorld({ kinds: [kind] });
  world.want(ada);
  await world.converge();
  world.want(desired('ada', { role: 'owner' }));
  await world.converge();
  const told = (await world.ledger()).harmDone.map(({ harm, key, unit }) => [harm, key, unit]);
  expect(told).toEqual([
    ['role-assignments', 'ada@acme.example', 'cy'],
    ['role-assignments', 'ada@acme.example', 'dia'],
    ['mails', 'ada@acme.example', 'ada@acme.example'],
  ]);
});

test('what failed harmed nobody', async () => {
  const world = await engineWorld();
  world.want(ada, ben);
  await world.converge();
  world.want(ada);
  const error = new ProviderError('invalid', 'no');
  world.sim.fates.set('ben@acme.example', { fate: 'throws', error });
  await world.converge();
  expect((await world.ledger()).harmDone).toEqual([]);
});

test('a step that a person is asked for counts from then on, and not once nobody needs it', async () => {
  const world = await engineWorld({ kinds: [byHand] });
  world.want(ada);
  await world.converge();
  await world.attest({ address: addressOf('ada'), step: 'invite-by-hand', set: {} });
  await world.attest({ address: addressOf('ada'), step: 'join', set: {} });
  world.want();
  await world.converge();
  expect([...(await world.ledger()).openGates.keys()]).toEqual([`${formatAddress(addressOf('ada'))}#delete-by-hand`]);
  expect((await world.ledger()).harmDone).toMatchObject([{ harm: 'accounts', taken: true, open: true }]);
  world.want(ada);
  await world.converge();
  expect((await world.ledger()).harmDone).toEqual([]);
});

test('a step that was consented to is waited for without another consent, until it is another step', async () => {
  const kind = kindWith({
    ...byHand,
    describe: (draft) => ({ ...byHand.describe(draft), harms: ['orders'], consent: ['buys something'] }),
  });
  const world = await engineWorld({ kinds: [kind] });
  world.want(ada);
  expect((await world.converge()).exitCode).toBe(4);
  expect((await world.converge({ consent: true })).exitCode).toBe(0);
  expect(await world.converge()).toMatchObject({ exitCode: 0, rails: [] });
  world.want(desired('ada', { role: 'owner' }));
  expect((await world.converge()).rails.map(({ rail, verdict }) => [rail, verdict])).toEqual([
    ['orders', 'refused'],
    ['consent', 'refused'],
  ]);
});
