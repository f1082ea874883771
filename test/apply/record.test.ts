import { expect, test } from 'vitest';
import { doneAndGone, doneOf, groundsOf, intentOf } from '../../engine/apply/record.ts';
import type { Change } from '../../engine/model/change.ts';
import { observed } from '../support/engine-builders.ts';
import { create, invite, location, now, remove, update } from '../support/plan-builders.ts';

const ada = 'ada@acme.example';

/** A change of another verdict about the same person. */
function as(verdict: Change['verdict'], more: object = {}): Change {
  return { ...update(ada), verdict, ...more } as Change;
}

test('an intent holds which invitation it is; nothing else is counted', () => {
  expect(intentOf('run-1', invite(ada, { round: 3 })).round).toBe(3);
  for (const change of [create(ada), update(ada), remove(ada), as('reset', { round: 3 })]) {
    expect(intentOf('run-1', change).round).toBe(0);
  }
});

test('an intent holds which fields are let go; an update lets none go', () => {
  expect(intentOf('run-1', as('release', { fields: ['role'] })).fields).toEqual(['role']);
  for (const change of [create(ada), update(ada), remove(ada)]) expect(intentOf('run-1', change).fields).toEqual([]);
});

test('what is done only once is told by its occasion; the rest has none', () => {
  const once = { request: 'reset ada 1', mail: { occasion: 'welcome ada' } };
  expect(intentOf('run-1', as('reset', once)).occasion).toBe('reset ada 1');
  expect(intentOf('run-1', as('sync', once)).occasion).toBe('reset ada 1');
  expect(intentOf('run-1', as('notify', once)).occasion).toBe('welcome ada');
  for (const verdict of ['create', 'invite', 'update', 'delete', 'adopt', 'take-over', 'release'] as const) {
    expect(intentOf('run-1', as(verdict, { ...once, fields: [] })).occasion).toBeNull();
  }
});

const why = { reason: 'joined' };

test('an intent says why, until when and where it is declared, each only where that is known', () => {
  expect(groundsOf({ why, until: now, at: location })).toEqual({
    why,
    until: now,
    declaredAt: location,
  });
  expect(Object.keys(groundsOf({}))).toEqual([]);
  expect(Object.keys(groundsOf({ why }))).toEqual(['why']);
});

test('what came true is recorded as it was given and seen; what is gone leaves neither id nor attributes', () => {
  const change = invite(ada);
  const seen = observed('ada', { extra: 'theirs' }, { id: 'T-9', presence: 'invited' });
  expect(doneOf(7, intentOf('run-1', change), seen)).toEqual({
    type: 'done',
    intent: 7,
    id: 'T-9',
    presence: 'invited',
    attributes: change.after,
    invitation: seen.invitation ?? null,
    evidence: seen.evidence,
  });
  const evidence = { grade: 'read', at: now } as const;
  const gone = { id: null, presence: 'absent', attributes: null, invitation: null };
  expect(doneAndGone(7, evidence)).toEqual({ type: 'done', intent: 7, ...gone, evidence });
});
