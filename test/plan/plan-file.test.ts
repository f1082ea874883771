import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkOf } from '../../engine/manifest/validator.ts';
import { canonicalJson } from '../../engine/model/canonical-json.ts';
import { digestOf } from '../../engine/model/digest.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import type { Plan } from '../../engine/model/plan.ts';
import { checkPlan } from '../../engine/plan/check-plan.ts';
import { parsePlan, type PlanValidator, serializePlan } from '../../engine/plan/plan-file.ts';
import { at, desired } from '../support/engine-builders.ts';
import { engineWorld } from '../support/engine-world.ts';
import { byHand, grouped, invitee, kindWith } from '../support/engine-kinds.ts';

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

const plans = await realPlans();

describe('a plan file', () => {
  test('is read back as the plan that was written, whatever is in it', () => {
    const seen = new Set<string>();
    for (const plan of plans) {
      const parsed = parsePlan(serializePlan(plan), validate);
      expect(parsed).toEqual({ plan: JSON.parse(JSON.stringify(plan)), diagnostic: null });
      for (const { verdict } of [...plan.changes, ...plan.standing]) seen.add(verdict);
    }
    const some = [
      'adopt',
      'blocked',
      'delete',
      'invite',
      'manual',
      'notify',
      'release',
      'reset',
      'take-over',
      'waiting',
    ];
    expect([...seen]).toEqual(expect.arrayContaining(some));
  });

  const text = serializePlan(plans[0]!);
  const bytes = Buffer.from(text, 'utf8');

  test('that was changed in any single place is refused', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, flip) => {
        const edited = Buffer.from(bytes);
        edited[place] = (edited[place] ?? 0) ^ flip;
        expect(parsePlan(edited.toString('utf8'), validate).plan).toBeNull();
      }),
      { numRuns: 400 },
    );
  });

  test('that was cut anywhere, or has something behind it, is refused', () => {
    for (let end = 0; end < text.length; end += 97) expect(parsePlan(text.slice(0, end), validate).plan).toBeNull();
    expect(parsePlan(text.trimEnd(), validate).diagnostic?.code).toBe('plan-edited');
    expect(parsePlan(`${text}\n`, validate).diagnostic?.code).toBe('plan-edited');
    expect(parsePlan(JSON.stringify(JSON.parse(text), null, 2), validate).diagnostic?.code).toBe('plan-edited');
  });

  test.each(['', 'null', '[]', '"plan"', '{', '1'])('that is %j is no plan', (other) => {
    expect(parsePlan(other, validate).diagnostic).toMatchObject({
      code: 'plan-unreadable',
      cure: 'Make a new plan: rollcall plan --out plan.json',
    });
  });

  test.each(['2.0', '10.0', 1, null, undefined])('of version %j is of another format', (formatVersion) => {
    const other = resealed({ ...JSON.parse(text), formatVersion });
    expect(parsePlan(other, validate).diagnostic?.code).toBe('plan-version');
  });

  test('whose digests were made to fit again does not fit its changes', () => {
    const plan = JSON.parse(text) as JsonObject & { changes: JsonObject[] };
    const [first, ...rest] = plan.changes;
    const harmless = resealed({ ...plan, changes: [{ ...first, harms: [], consent: ['none'] }, ...rest] });
    expect(parsePlan(harmless, validate).diagnostic).toMatchObject({
      code: 'plan-edited',
      detail: 'Its changes do not fit their digest.',
    });
  });

  test('that fits its digest and is no plan is refused with the first faults', () => {
    const { diagnostic } = parsePlan(resealed({ formatVersion: '1.0', changes: 7 }), validate);
    expect(diagnostic?.code).toBe('plan-invalid');
  });
});

/** What somebody could do who knows how the digest is made. */
function resealed(value: JsonObject): string {
  const { fileDigest: _, ...content } = value;
  return `${canonicalJson({ ...content, fileDigest: digestOf(canonicalJson(content)) })}\n`;
}

describe('a plan as a whole', () => {
  const plan = plans[0]!;
  const { ledger, expiresAt } = plan.recorded;
  const codes = (one: Plan, now: Partial<{ ledgerId: string; seq: number; at: string }> = {}) =>
    checkPlan(one, {
      ledger: { ledgerId: now.ledgerId ?? ledger.id, seq: now.seq ?? ledger.seq },
      at: now.at ?? at,
    }).map(({ code }) => code);

  test('is good as long as it is not too old', () => {
    expect(codes(plan)).toEqual([]);
    expect(codes(plan, { at: expiresAt })).toEqual(['plan-expired']);
  });

  test('is good only for its ledger, and for no earlier state of it', () => {
    expect(codes(plan, { ledgerId: 'other' })).toEqual(['plan-foreign']);
    expect(codes(plan, { seq: ledger.seq - 1 })).toEqual(['ledger-behind']);
    expect(codes(plan, { seq: ledger.seq + 1 })).toEqual([]);
  });

  test('for Friday is not done on Wednesday', () => {
    const friday = { ...plan, scope: { ...plan.scope, at: '2026-11-27T00:00:00.000Z' } };
    expect(codes(friday)).toEqual(['plan-ahead']);
  });
});
