import { describe, expect, test } from 'vitest';
import { lossOf, problemOfEnd } from '../../engine/apply/apply-context.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { Known } from '../../engine/model/resource.ts';
import { addressOf, attributesOf, desired } from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';
import { engineWorld, results } from '../support/engine-world.ts';
import { session } from './support/session.ts';

describe('what is owned is looked at again with what the ledger knows of it', () => {
  test('for portals that find it only by that', async () => {
    const world = await engineWorld({ kinds: [kindWith({ reads: 'by-key' })] });
    world.want(desired('ada'));
    await world.converge();
    world.want(desired('ada', { role: 'owner' }));
    const plan = await world.plan();
    const { reader } = world.sim.connection;
    const asked: (readonly Known[] | undefined)[] = [];
    const read: typeof reader.read = (kind, request) => {
      asked.push(request.only);
      return reader.read(kind, request);
    };
    Object.assign(world.sim.connection, { reader: { ...reader, read } });
    expect(results(await world.apply(plan))).toEqual(['done update ada']);
    const recorded = { attributes: attributesOf('ada') };
    expect(asked.at(-1)).toMatchObject([{ address: addressOf('ada'), id: 'p-1', presence: 'active', recorded }]);
  });

  test('and where nothing can be read that is all there is to look at', async () => {
    const world = await engineWorld({ kinds: [kindWith({ reads: 'none' })] });
    world.want(desired('ada'));
    await world.converge();
    world.want(desired('ada', { role: 'owner' }));
    expect(results(await world.converge())).toEqual(['done update ada']);
  });
});

test('what the portal itself said of a call is told, also where the run was ended meanwhile', async () => {
  const { deps, ledger } = await session();
  deps.interrupt();
  const refused = problemOfEnd({ deps, ledger }, new ProviderError('auth', 'The token is old.'));
  expect(refused).toMatchObject({ code: 'auth', text: 'The token is old.' });
  expect(problemOfEnd({ deps, ledger }, new TypeError('x'))).toMatchObject({ code: 'ambiguous' });
});

test('a ledger that cannot be written is lost, whatever it says of it', async () => {
  const { ledger } = await session();
  const odd = new TypeError('odd');
  expect(lossOf(ledger, odd)).toBeNull();
  const assertHeld = (): void => {
    throw new TypeError('nobody knows why');
  };
  const cure = 'Run again: before anything else it looks up what came of what was under way.';
  expect(lossOf({ ...ledger, assertHeld }, odd)).toEqual({ text: 'nobody knows why', cure });
});
