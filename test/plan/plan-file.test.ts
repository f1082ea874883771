import { describe, expect, test } from 'vitest';
import { checkOf } from '../../engine/manifest/validator.ts';
import { canonicalJson } from '../../engine/model/canonical-json.ts';
import { digestOf } from '../../engine/model/digest.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import type { Plan } from '../../engine/model/plan.ts';
import { changeDigest } from '../../engine/plan/change-digest.ts';
import { checkPlan } from '../../engine/plan/check-plan.ts';
import { parsePlan, type PlanValidator, serializePlan } from '../../engine/plan/plan-file.ts';
import { invite, now as made, planOf, remove } from '../support/plan-builders.ts';

const schema = checkOf(packagedSchema('plan'), { fillDefaults: false });
const validate: PlanValidator = (value) => schema(value).map(({ path, summary }) => `${path.join('/')}: ${summary}`);

/** One plan with true digests; made for each test, so that it is the engine of that test that makes it. */
function aPlan(): Plan {
  const changes = [
    remove('dia@acme.example', { harms: ['accounts'], consent: ['is an owner'] }),
    invite('ben@acme.example'),
  ];
  const plan = planOf({ changes });
  return { ...plan, changeDigest: changeDigest(changes, plan.scope) };
}

describe('a plan file', () => {
  const textOf = () => serializePlan(aPlan());

  test('is read back as the plan that was written', () => {
    expect(parsePlan(textOf(), validate)).toEqual({ plan: aPlan(), diagnostic: null });
  });

  test('that was cut anywhere, or has something behind it, is refused', () => {
    const text = textOf();
    for (let end = 0; end < text.length; end += 997) expect(parsePlan(text.slice(0, end), validate).plan).toBeNull();
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
    const other = resealed({ ...JSON.parse(textOf()), formatVersion });
    expect(parsePlan(other, validate).diagnostic?.code).toBe('plan-version');
  });

  test('whose digests were made to fit again does not fit its changes', () => {
    const plan = JSON.parse(textOf()) as JsonObject & { changes: JsonObject[] };
    const [first, ...rest] = plan.changes;
    const harmless = resealed({ ...plan, changes: [{ ...first, harms: [], consent: ['none'] }, ...rest] });
    expect(parsePlan(harmless, validate).diagnostic).toMatchObject({
      code: 'plan-edited',
      detail: 'Its changes do not fit their digest.',
    });
  });

  test('that fits its digest and is no plan is refused with the first faults', () => {
    const { diagnostic } = parsePlan(resealed({ formatVersion: '1.0', changes: 7 }), validate);
    expect(diagnostic).toMatchObject({ code: 'plan-invalid', severity: 'error' });
    const many = parsePlan(resealed({ formatVersion: '1.0' }), () => ['one', 'two', 'three', 'four']);
    expect(many.diagnostic?.detail).toBe('one; two; three');
  });
});

/** What somebody could do who knows how the digest is made. */
function resealed(value: JsonObject): string {
  const { fileDigest: _, ...content } = value;
  return `${canonicalJson({ ...content, fileDigest: digestOf(canonicalJson(content)) })}\n`;
}

describe('a plan as a whole', () => {
  const plan = planOf();
  const { ledger, expiresAt } = plan.recorded;
  const codes = (one: Plan, now: Partial<{ ledgerId: string; seq: number; at: string }> = {}) =>
    checkPlan(one, {
      ledger: { ledgerId: now.ledgerId ?? ledger.id, seq: now.seq ?? ledger.seq },
      at: now.at ?? made,
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
