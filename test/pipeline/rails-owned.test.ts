import { expect, test } from 'vitest';
import { desired } from '../support/engine-builders.ts';
import { engineWorld } from '../support/engine-world.ts';

const people = Array.from({ length: 20 }, (_, index) => desired(`p${index}`));

test('a percentage is of what Rollcall owns: hundreds whom nobody declares make no removal small', async () => {
  const world = await engineWorld();
  world.want(...people);
  await world.converge();
  for (let index = 0; index < 300; index += 1) {
    world.sim.put({ email: `other${index}@acme.example`, role: 'member' });
  }
  world.want();
  const plan = await world.plan();
  expect(plan.rails).toMatchObject([{ rail: 'accounts', verdict: 'refused', counted: 20, total: 20 }]);
  expect(await world.apply(plan)).toMatchObject({ ending: 'refused' });
  world.want(...people.slice(0, 15));
  expect(await world.converge()).toMatchObject({ ending: 'finished', rails: [{ counted: 5, total: 20 }] });
});
