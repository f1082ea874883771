import { describe, expect, test } from 'vitest';
import type { Instant } from '../../engine/model/instant.ts';
import { bound, desired, diff, keyOf, verdicts } from '../support/engine-builders.ts';
import { byHand, invitee } from '../support/engine-kinds.ts';

const sentAt = '2026-11-10T09:00:00.000Z';
const expiresAt = '2026-11-17T09:00:00.000Z';

function lapsed(round: number, at: Instant, expires: Instant | null = expiresAt) {
  const world = { kind: invitee, desired: [desired('ada')], at };
  const known = diff({ ...world, lapsed: new Map([[keyOf('ada'), { round, sentAt, expiresAt: expires }]]) });
  const invitation = { sentAt, ...(expires === null ? {} : { expiresAt: expires }) };
  const fresh = diff({
    ...world,
    bindings: [bound('ada', {}, { presence: 'invited', round, invitation, since: sentAt })],
  });
  // What the ledger noted already, and what only this read shows, are judged alike.
  expect(fresh).toEqual(known);
  return known;
}

describe('an invitation that is no longer there', () => {
  test('is sent again after it ran out, and counted', () => {
    expect(lapsed(1, expiresAt).changes).toMatchObject([{ verdict: 'invite', round: 2, word: 're-invite' }]);
  });

  test('is not sent again before it would have run out: somebody withdrew it', () => {
    const { standing } = lapsed(1, '2026-11-16T09:00:00.000Z');
    expect(standing).toMatchObject([
      { verdict: 'waiting', gate: { step: 're-invite', until: expiresAt }, overdue: false },
    ]);
    expect(standing).toMatchObject([{ gate: { title: 'invitation of 2026-11-10 is no longer there' } }]);
  });

  test('within the cool-down after it ran out says only that', () => {
    const soon = '2026-11-10T10:00:00.000Z';
    const { standing } = lapsed(1, '2026-11-10T11:00:00.000Z', soon);
    expect(standing).toMatchObject([{ gate: { title: 'invitation of 2026-11-10 ran out unanswered' } }]);
  });

  test('is not sent again within the cool-down, where nobody knows when it ran out', () => {
    expect(verdicts(lapsed(1, '2026-11-11T08:59:59.999Z', null))).toEqual(['waiting ada']);
    expect(verdicts(lapsed(1, '2026-11-11T09:00:00.000Z', null))).toEqual(['invite ada']);
  });

  test('is not sent for ever', () => {
    expect(lapsed(2, expiresAt).changes).toMatchObject([{ verdict: 'invite', round: 3 }]);
    const { standing } = lapsed(3, expiresAt);
    expect(standing).toMatchObject([{ verdict: 'blocked', by: '3 invitations ran out unanswered (the most is 3)' }]);
  });
});

test('who had joined and is gone is invited at once: no invitation of theirs ran out', () => {
  const { changes } = diff({ kind: invitee, desired: [desired('ada')], bindings: [bound('ada', {}, { round: 2 })] });
  expect(changes).toMatchObject([{ verdict: 'invite', round: 1 }]);
});

test('an invitation is overdue when its time is over and the portal still shows it', () => {
  const presence = 'invited' as const;
  const binding = bound('ada', {}, { presence, invitation: { sentAt, expiresAt } });
  const there = { ...binding, evidence: { grade: 'read' as const, at: sentAt }, invitation: { sentAt, expiresAt } };
  const { standing } = diff({ kind: invitee, desired: [desired('ada')], observed: [there], bindings: [binding] });
  expect(standing).toMatchObject([{ verdict: 'waiting', overdue: true }]);
});

test('where nothing can be read, a first step by hand says that nothing is recorded, a later one what is', () => {
  const world = { kind: byHand, desired: [desired('ada')] };
  expect(diff(world).standing).toMatchObject([
    { verdict: 'manual', evidence: { grade: 'not-observable', note: 'nothing is recorded' } },
  ]);
  const again = diff({ ...world, at: expiresAt, lapsed: new Map([[keyOf('ada'), { round: 1, sentAt, expiresAt }]]) });
  expect(again.standing).toMatchObject([{ evidence: { at: sentAt, note: 'last invited 2026-11-10' } }]);
});

test('where nothing can be read, a manual invitation keeps its rounds too', () => {
  const lapsedOnes = new Map([[keyOf('ada'), { round: 3, sentAt, expiresAt }]]);
  expect(verdicts(diff({ kind: byHand, desired: [desired('ada')], lapsed: lapsedOnes }))).toEqual(['blocked ada']);
});
