import { expect, test } from 'vitest';
import { formatAddress } from '../../engine/model/address.ts';
import { confirmPlan } from '../../engine/plan/confirm-plan.ts';
import { create, now, planOf, rail, remove, update } from '../support/plan-builders.ts';

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

const gone = remove('dia@acme.example');
const dependsOn = [formatAddress(gone.address)];
const kept = (plan: ReturnType<typeof confirmPlan>) => plan.plan.changes.map(({ word }) => word);

test('what waits for a removal that was not approved is not done without it', () => {
  const coming = [create('ben@acme.example', { dependsOn }), update('eva@acme.example', { dependsOn })];
  const going = remove('fay@acme.example', { dependsOn });
  const fresh = planOf({ changes: [...coming, going, gone] });
  const one = confirmPlan(planOf({ changes: [...coming, going] }), fresh);
  expect(kept(one)).toEqual(['delete']);
  expect(one.plan.counts.changes).toEqual({ delete: 1 });
  expect(one.stale.map(({ address, result }) => [address.key, result])).toEqual(
    coming.map(({ address: { key } }) => {
      return [key, { result: 'stale', text: 'by now it waits for a removal that the approved plan does not hold' }];
    }),
  );
  const other = confirmPlan(planOf({ changes: [...coming, { ...gone, id: 'T-9' }] }), fresh);
  expect([kept(other), other.stale.length]).toEqual([[], 3]);
});

test('what waits for a removal that was approved, or for anything else, is done', () => {
  const changes = [create('ben@acme.example', { dependsOn: [...dependsOn, 'acme-connect/teammate/zoe'] }), gone];
  expect(kept(confirmPlan(planOf({ changes }), planOf({ changes })))).toEqual(['create', 'delete']);
  const others = planOf({ changes: [...changes.slice(0, 1), update('dia@acme.example')] });
  expect(kept(confirmPlan(planOf({ changes: changes.slice(0, 1) }), others))).toEqual(['create']);
});
