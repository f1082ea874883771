import { expect, test } from 'vitest';
import { confirmPlan } from '../../engine/plan/confirm-plan.ts';
import { now, planOf, rail, remove } from '../support/plan-builders.ts';

const changes = [remove('dia@acme.example')];
const approved = planOf({ changes, rails: [rail({ verdict: 'refused', counted: 31 })] });

function confirmedWith(changeDigest: string, expires: string) {
  const consents = [{ name: 'c', changeDigest, expires, who: 'os:grace', why: 'the site closes' }];
  const { plan, stale } = confirmPlan(approved, planOf({ changes, recorded: { consents } }));
  expect(stale).toEqual([]);
  return plan.rails.map(({ verdict }) => verdict);
}

test('a rail that refused the approved plan is shown as consented where a consent to that plan was given since', () => {
  expect(confirmedWith(approved.changeDigest, '2026-11-21T10:14:00.000Z')).toEqual(['consented']);
});

test('a consent to another plan, or one that has expired, changes nothing', () => {
  expect(confirmedWith('sha256:0', '2026-11-21T10:14:00.000Z')).toEqual(['refused']);
  expect(confirmedWith(approved.changeDigest, now)).toEqual(['refused']);
});
