import { describe, expect, test } from 'vitest';
import { addTo, minute } from '../../engine/model/instant.ts';
import type { ConsentDeclaration } from '../../engine/model/declaration.ts';
import type { Plan } from '../../engine/model/plan.ts';
import { at, desired } from '../support/engine-builders.ts';
import { account, kindWith } from '../support/engine-kinds.ts';
import { engineWorld } from '../support/engine-world.ts';

const people = (count: number) => Array.from({ length: count }, (_, index) => desired(`p${index}`));
const ada = desired('ada', { role: 'administrator' });
const root = 'root@acme.example';

const refusedIn = ({ rails }: Pick<Plan, 'rails'>) =>
  rails.flatMap(({ rail, verdict }) => (verdict === 'refused' ? [rail] : []));

/** Ada, an administrator, and five more are to go, which is more than the rail lets through; root administers too. */
async function sixToGo() {
  const world = await engineWorld({ portals: [{ rails: { accounts: { count: 3 } } }] });
  world.sim.put({ email: root, role: 'administrator' });
  world.want(ada, ...people(10));
  await world.converge();
  world.want(...people(5));
  const rootGoes = () => {
    for (const [id, { attributes }] of world.sim.rows) if (attributes['email'] === root) world.sim.rows.delete(id);
  };
  return { world, rootGoes };
}

describe('a consent to a plan that a rail stops', () => {
  test('does not cover what another rail says by the time it is applied', async () => {
    const { world, rootGoes } = await sixToGo();
    const plan = await world.plan();
    expect(refusedIn(plan)).toEqual(['accounts']);
    rootGoes();
    const writes = world.sim.writes.length;
    const report = await world.apply(plan, { consent: true });
    expect(report).toMatchObject({ ending: 'refused', exitCode: 4 });
    expect(refusedIn(report)).toEqual(['last-administrator']);
    const [, last] = report.rails;
    expect(last?.reason).toContain('it was not so when the plan was consented to: make a new one');
    expect(world.sim.writes).toHaveLength(writes);
  });

  test('is to another plan once another rail stops it too, so a document in Git does not cover it either', async () => {
    const { world, rootGoes } = await sixToGo();
    const { changeDigest } = await world.plan();
    const expires = addTo(at, 1000 * minute);
    const document: ConsentDeclaration = { name: 'six', changeDigest, expires, who: 'grace', why: 'they left' };
    expect(refusedIn(await world.plan({ consents: [document] }))).toEqual([]);
    rootGoes();
    const again = await world.plan({ consents: [document] });
    expect(refusedIn(again)).toEqual(['accounts', 'last-administrator']);
    expect(again.idleConsents).toMatchObject([{ name: 'six', because: 'foreign' }]);
  });

  test('still covers the same rails, whoever came or went meanwhile', async () => {
    const { world } = await sixToGo();
    const plan = await world.plan();
    world.sim.put({ email: 'new@acme.example', role: 'member' });
    expect((await world.plan()).changeDigest).toBe(plan.changeDigest);
    expect(await world.apply(plan, { consent: true })).toMatchObject({ exitCode: 0 });
  });
});

test('a consent by whom the plan makes privileged hides nothing from the window of runs', async () => {
  const privilege = { kind: 'privilege' as const, text: 'becomes administrator' };
  const kind = kindWith({
    describe: (draft) => {
      const said = account.describe(draft);
      return draft.after?.['role'] === 'administrator' ? { ...said, consequences: [privilege] } : said;
    },
  });
  const world = await engineWorld({ kinds: [kind] });
  world.want(...people(100));
  await world.converge();
  world.want(ada, ...people(80));
  const { changeDigest } = await world.plan();
  const own: ConsentDeclaration = {
    name: 'own',
    changeDigest,
    expires: addTo(at, 999 * minute),
    who: 'ada',
    why: 'me',
  };
  expect(await world.converge({ consents: [own] })).toMatchObject({ exitCode: 0 });
  world.want(ada, ...people(62));
  expect(refusedIn(await world.plan())).toEqual(['accounts']);
});
