import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../engine/model/address.ts';
import type { Change } from '../../engine/model/change.ts';
import { confirmPlan } from '../../engine/plan/confirm-plan.ts';
import { create, invite, now, planOf, rail, remove, update } from '../support/plan-builders.ts';

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

describe('what stands on something that is not done as it was approved', () => {
  const ada = create('ada@acme.example');
  const needs = (change: Change) => ({ dependsOn: [formatAddress(change.address)] });
  const ben = create('ben@acme.example', needs(ada));
  const cy = invite('cy@acme.example', needs(ben));

  test('is not done without it, nor what stands on that in turn, and each says on what', () => {
    const fresh = planOf({ changes: [cy, { ...ada, after: { role: 'other' } }, ben, update('eva@acme.example')] });
    const one = confirmPlan(planOf({ changes: [cy, ada, ben, update('eva@acme.example')] }), fresh);
    expect(kept(one)).toEqual(['update']);
    expect(one.stale.map(({ address, result }) => [address.key, 'text' in result && result.text.slice(0, 39)])).toEqual(
      [
        ['cy@acme.example', 'it stands on ben@acme.example, and the '],
        ['ada@acme.example', 'a plan made now does not hold it any mo'],
        ['ben@acme.example', 'it stands on ada@acme.example, and the '],
      ],
    );
  });

  test('is told of one of them, and what stands on an object that is there goes on', () => {
    const both = create('ben@acme.example', { dependsOn: [...needs(ada).dependsOn, ...needs(gone).dependsOn] });
    const eva = update('eva@acme.example', needs(gone));
    const zoe = update('zoe@acme.example', needs(eva));
    const confirmed = confirmPlan(
      planOf({ changes: [both, eva, zoe] }),
      planOf({ changes: [ada, gone, both, eva, zoe] }),
    );
    expect(confirmed.plan.changes).toEqual([zoe]);
    expect(confirmed.stale.map(({ result }) => 'text' in result && result.text)).toEqual([
      'by now it waits for a removal that the approved plan does not hold',
      'by now it waits for a removal that the approved plan does not hold',
    ]);
  });

  const { fields: _f, formerKey: _k, presence: _p, ...plain } = update('ada@acme.example');
  const mail = { occasion: 'o', to: 't', subject: 's', text: 't', locale: 'en' };
  const others: readonly (readonly [string, Change, number])[] = [
    ['is made only by now', ada, 0],
    ['is invited only by now', invite('ada@acme.example'), 0],
    ['somebody else made meanwhile', { ...update('ada@acme.example'), verdict: 'adopt' }, 0],
    ['is to be taken over by now', { ...update('ada@acme.example'), verdict: 'take-over', lost: [] }, 0],
    ['gets its address only by now', update('ada@acme.example', { formerKey: 'ad@acme.example' }), 0],
    ['is there, and only differs', update('ada@acme.example'), 1],
    ['is only let go of', { ...plain, verdict: 'release', before: {}, after: null, fields: ['role'] }, 1],
    ['is only sent a mail', { ...plain, verdict: 'notify', before: null, after: null, mail }, 1],
    ['is only reset', { ...plain, verdict: 'reset', before: {}, after: {}, request: 'r' }, 1],
    ['is only synced', { ...plain, verdict: 'sync', before: {}, after: {}, request: 'r' }, 1],
  ];
  test.each(others)('where that %s', (_, more, left) => {
    const confirmed = confirmPlan(planOf({ changes: [ben] }), planOf({ changes: [more, ben] }));
    expect([confirmed.plan.changes.length, confirmed.stale.length]).toEqual([left, 1 - left]);
  });
});
