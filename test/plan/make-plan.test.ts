import { expect, test } from 'vitest';
import { digestOf } from '../../engine/model/digest.ts';
import { day } from '../../engine/model/instant.ts';
import { keepProtected } from '../../engine/plan/keep-protected.ts';
import { wholeScope } from '../../engine/plan/scope.ts';
import { addressOf, desired, portal } from '../support/engine-builders.ts';
import { invitee } from '../support/engine-kinds.ts';
import { consentTo, engineWorld } from '../support/engine-world.ts';
import { remove } from '../support/plan-builders.ts';

test('nothing is planned while a portal is missing on which something is owned', async () => {
  const world = await engineWorld();
  world.want(desired('ada'));
  await world.converge();
  world.portals.splice(0);
  expect(await world.tryPlan()).toMatchObject({ plan: null, diagnostics: [{ code: 'portal-removed' }] });
});

test('a plan for a later day is of what will be then', async () => {
  const world = await engineWorld({ kinds: [invitee] });
  world.want(desired('ada'));
  await world.converge();
  const later = new Date(world.deps.clock.now() + 8 * day).toISOString();
  const overdue = async (at: string | null) => (await world.plan({ scope: { at } })).counts.overdue;
  expect([await overdue(null), await overdue(later)]).toEqual([0, 1]);
});

test('a plan says what moved by itself, and how long the reading took', async () => {
  const world = await engineWorld();
  world.want(desired('ada'));
  await world.converge();
  await world.later(day);
  world.sim.put({ email: 'ada@acme.example', role: 'owner' });
  const plan = await world.plan();
  expect(plan.drift).toMatchObject([{ address: addressOf('ada') }]);
  expect(plan.recorded.took).toBeLessThan(day);
});

test('a plan keeps the consents at hand, and where something refuses it says which cover nothing', async () => {
  const world = await engineWorld();
  world.want(...Array.from({ length: 12 }, (_, index) => desired(`p${index}`)));
  await world.converge();
  world.want();
  const draft = await world.plan();
  const consent = consentTo(draft, draft.recorded.at);
  const foreign = { ...consent, name: 'other', changeDigest: digestOf('another') };
  const refused = await world.plan({ consents: [foreign] });
  expect(refused.idleConsents).toMatchObject([{ name: 'other', because: 'foreign' }]);
  const covered = await world.plan({ consents: [consent] });
  expect(covered.recorded.consents).toMatchObject([{ name: consent.name }]);
  expect(covered.rails).toMatchObject([{ verdict: 'consented' }]);
});

test('only an offboarding keeps what a Portal protects in place, on the portals that are declared', () => {
  const found = { changes: [{ ...remove('x'), address: addressOf('ada') }], standing: [] };
  const portals = [{ ...portal, protected: [addressOf('ada').key] }];
  const kept = (mode: 'offboard' | 'lockdown', where = portals) =>
    keepProtected(found, { scope: { ...wholeScope, mode }, portals: where });
  expect(kept('offboard')).toMatchObject({ changes: [], kept: [{ because: 'protected' }] });
  expect(kept('lockdown')).toEqual({ ...found, kept: [] });
  expect(kept('offboard', [])).toEqual({ ...found, kept: [] });
});
