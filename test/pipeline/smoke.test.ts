import { expect, test } from 'vitest';
import { desired, verdicts } from '../support/engine-builders.ts';
import { engineWorld, results } from '../support/engine-world.ts';
import { grouped, invitee } from '../support/engine-kinds.ts';

test('what is declared comes about, and then there is nothing to do', async () => {
  const { want, converge, plan, sim } = await engineWorld();
  want(desired('ada'), desired('ben'));
  const report = await converge();
  expect(results(report)).toEqual(['done create ada', 'done create ben']);
  expect(report).toMatchObject({ ending: 'finished', exitCode: 0, waiting: 0 });
  expect(verdicts(await plan())).toEqual(['unchanged ada', 'unchanged ben']);
  expect((await converge()).items).toEqual([]);
  expect(sim.writes).toEqual(['create ada', 'create ben']);
});

test('what is taken out of the manifests goes, and only that', async () => {
  const { want, converge, plan, sim } = await engineWorld();
  sim.put({ email: 'zoe@acme.example', role: 'member' });
  want(desired('ada'), desired('ben'));
  await converge();
  want(desired('ben'));
  expect(results(await converge())).toEqual(['done delete ada']);
  expect(verdicts(await plan())).toEqual(['unchanged ben', 'unmanaged zoe']);
});

test('what was there is adopted without a call, and deletable only from then on', async () => {
  const { want, converge, plan, sim } = await engineWorld();
  sim.put({ email: 'ada@acme.example', role: 'member' });
  want(desired('ada'));
  expect(results(await converge())).toEqual(['done adopt ada']);
  expect(sim.writes).toEqual([]);
  want();
  expect(verdicts(await plan())).toEqual(['delete ada']);
});

test('a take-over is refused before the first write, and done with a consent to exactly this plan', async () => {
  const { want, plan, apply, sim, ledger } = await engineWorld({ kinds: [grouped] });
  sim.put({ email: 'ada@acme.example', role: 'member', groups: ['old'] });
  want(desired('ada', { groups: ['new'] }), desired('ben'));
  const planned = await plan();
  const refused = await apply(planned);
  expect(refused).toMatchObject({ ending: 'refused', exitCode: 4, items: [] });
  expect([sim.writes, (await ledger()).runs]).toEqual([[], []]);
  const report = await apply(planned, { consent: true });
  expect(results(report)).toEqual(['done take-over ada', 'done create ben']);
  expect(
    report.rails
      .filter(({ verdict }) => verdict === 'consented')
      .map(({ rail }) => rail)
      .sort(),
  ).toEqual(['consent', 'take-overs']);
});

test('a lost answer is looked up, and the call is never sent again', async () => {
  const { want, converge, plan, sim } = await engineWorld({ kinds: [invitee] });
  want(desired('ada'), desired('ben'));
  sim.fates.set('ada@acme.example', { fate: 'answer-lost' });
  expect(results(await converge())).toEqual(['done invite ada', 'done invite ben']);
  expect(verdicts(await plan())).toEqual(['waiting ada', 'waiting ben']);
  sim.accept('ada@acme.example');
  expect((await converge()).waiting).toBe(1);
  expect(verdicts(await plan())).toEqual(['unchanged ada', 'waiting ben']);
  expect(sim.writes).toEqual(['invite ada', 'invite ben']);
});
