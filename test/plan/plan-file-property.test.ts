import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkOf } from '../../engine/manifest/validator.ts';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import type { Plan } from '../../engine/model/plan.ts';
import { parsePlan, type PlanValidator, serializePlan } from '../../engine/plan/plan-file.ts';
import { desired } from '../support/engine-builders.ts';
import { byHand, grouped, invitee, kindWith } from '../support/engine-kinds.ts';
import { engineWorld } from '../support/engine-world.ts';

const schema = checkOf(packagedSchema('plan'), { fillDefaults: false });
const validate: PlanValidator = (value) => schema(value).map(({ path, summary }) => `${path.join('/')}: ${summary}`);

/** Plans as the engine makes them, with every verdict there is. */
async function realPlans(): Promise<Plan[]> {
  const mail = { occasion: 'ada/welcome', to: 'ada', subject: 'Hello', text: 'Hi', locale: 'en' };
  const plans: Plan[] = [];
  for (const kind of [invitee, grouped, byHand, kindWith({ mails: () => [mail] })]) {
    const world = await engineWorld({ kinds: [kind] });
    world.want(desired('ada'), desired('rel', { note: 'x' }), desired('del'));
    await world.converge();
    world.sim.put({ email: 'ado@acme.example', role: 'guest', groups: ['old'] });
    const ado = desired('ado', { groups: ['new'] }, { why: { ticket: 'T' }, until: '2027-01-01T00:00:00.000Z' });
    const request = {
      address: desired('ada').address,
      verb: 'reset',
      occasion: 'o',
      id: 'i',
      origin: ado.origin,
    } as const;
    world.wanted.set('acme/account', {
      resources: [desired('ada'), desired('rel'), desired('new'), ado],
      requests: [request],
    });
    plans.push(await world.plan(), await world.plan({ scope: { mode: 'refresh-only' } }));
    world.sim.reading.problem = { code: 'unavailable', text: 'down' };
    plans.push(await world.plan({ scope: { target: ['acme'] } }));
  }
  return plans;
}

async function planText(): Promise<string> {
  const world = await engineWorld({ kinds: [invitee] });
  world.want(desired('ada'), desired('ben'));
  await world.converge();
  world.want(desired('ada', { role: 'host' }), desired('cleo'));
  return serializePlan(await world.plan());
}

test('a plan file is read back as the plan that was written, whatever is in it', async () => {
  const seen = new Set<string>();
  for (const plan of await realPlans()) {
    const parsed = parsePlan(serializePlan(plan), validate);
    expect(parsed).toEqual({ plan: JSON.parse(JSON.stringify(plan)), diagnostic: null });
    for (const { verdict } of [...plan.changes, ...plan.standing]) seen.add(verdict);
  }
  const some = ['adopt', 'blocked', 'delete', 'invite', 'manual', 'notify', 'release', 'reset', 'take-over', 'waiting'];
  expect([...seen]).toEqual(expect.arrayContaining(some));
});

test('a plan file that was changed in any single place is refused', async () => {
  const text = await planText();
  const bytes = Buffer.from(text, 'utf8');
  expect(parsePlan(text, () => []).diagnostic).toBeNull();
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, flip) => {
      const edited = Buffer.from(bytes);
      edited[place] = (edited[place] ?? 0) ^ flip;
      expect(parsePlan(edited.toString('utf8'), () => []).plan).toBeNull();
    }),
    { numRuns: 400 },
  );
});
