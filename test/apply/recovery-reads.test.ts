import { describe, expect, test } from 'vitest';
import { desired } from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';
import { engineWorld, type EngineWorld } from '../support/engine-world.ts';

/** Everything that is asked of the portal from now on: `read p-1`, `poll order-7`. */
function questionsTo({ sim }: EngineWorld): string[] {
  const { reader } = sim.connection;
  const asked: string[] = [];
  Object.assign(sim.connection, {
    reader: {
      ...reader,
      read: (kind, request) => {
        asked.push(`read ${(request.only ?? request.known).map(({ id, address }) => id ?? address.key).join(' ')}`);
        return reader.read(kind, request);
      },
      poll: (kind, ref) => {
        asked.push(`poll ${ref}`);
        return reader.poll(kind, ref);
      },
    } satisfies typeof reader,
  });
  return asked;
}

/** Ada is owned, and what became of ben's order is not known. */
async function withAnOpenOrder(reads: 'by-key' | 'list'): Promise<EngineWorld> {
  const world = await engineWorld({ kinds: [kindWith({ reads })] });
  world.want(desired('ada'));
  await world.converge();
  const outcome = { outcome: 'accepted', ref: 'order-7', checkAfter: 1_000 } as const;
  world.sim.fates.set('ben@acme.example', { fate: 'answers', outcome, done: true });
  world.want(desired('ada'), desired('ben'));
  await world.converge();
  return world;
}

describe('a call of an earlier run is looked up', () => {
  test('by a connection that has read what is owned there, where objects are read one by one', async () => {
    const world = await withAnOpenOrder('by-key');
    const plan = await world.plan();
    const asked = questionsTo(world);
    await world.apply(plan);
    expect(asked.slice(0, 2)).toEqual(['read p-1', 'poll order-7']);
  });

  test('at once, where one read lists them all', async () => {
    const world = await withAnOpenOrder('list');
    const plan = await world.plan();
    const asked = questionsTo(world);
    await world.apply(plan);
    expect(asked[0]).toBe('poll order-7');
  });
});
