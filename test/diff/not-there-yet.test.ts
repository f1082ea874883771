import { describe, expect, test } from 'vitest';
import type { DesiredRequest } from '../../engine/model/provider.ts';
import {
  addressOf,
  at,
  bound,
  desired,
  diff,
  gateFor,
  identityOf,
  keyOf,
  observed,
  verdicts,
} from '../support/engine-builders.ts';
import { byHand, grouped, invitee, kindWith, slow } from '../support/engine-kinds.ts';

describe('what is declared and not there', () => {
  test('is made on the very instant on which it should have been visible by any clock', () => {
    const bindings = [bound('ada', {}, { since: '2026-11-21T08:54:00.000Z' })];
    expect(verdicts(diff({ kind: slow, desired: [desired('ada')], bindings }))).toEqual(['create ada']);
    const sooner = [bound('ada', {}, { since: '2026-11-21T08:54:00.001Z' })];
    expect(verdicts(diff({ kind: slow, desired: [desired('ada')], bindings: sooner }))).toEqual(['waiting ada']);
  });

  test('is invited at once, as the first time, where no invitation of theirs ran out', () => {
    const rounds = (binding: object) => {
      const bindings = [bound('ada', {}, { round: 2, ...binding })];
      return diff({ kind: invitee, desired: [desired('ada')], bindings }).changes;
    };
    const invitation = { sentAt: '2026-11-20T12:00:00.000Z' };
    expect(rounds({ presence: 'active', invitation })).toMatchObject([{ verdict: 'invite', round: 1 }]);
    expect(rounds({ presence: 'invited', invitation: null })).toMatchObject([{ verdict: 'invite', round: 1 }]);
    expect(rounds({ presence: 'invited', invitation })).toEqual([]);
  });

  test('is blocked where only its earlier key is surely gone', () => {
    const king = desired('ada.king', {}, { identity: identityOf('ada') });
    const reading = { coverage: 'known-only' as const, absent: new Set(['ada@acme.example']) };
    const world = { kind: kindWith({ reads: 'by-key' }), desired: [king], bindings: [bound('ada')], reading };
    expect(verdicts(diff(world))).toEqual(['blocked ada.king']);
  });

  test('is blocked where even the record of a portal without reads could not be had', () => {
    const world = { kind: byHand, desired: [desired('ada')], reading: { coverage: 'failed' as const } };
    expect(verdicts(diff(world))).toEqual(['blocked ada']);
  });

  test('is graded as nobody can see it, where the last invitation is all that is known', () => {
    const lapsed = new Map([[keyOf('ada'), { round: 1, sentAt: '2026-11-10T09:00:00.000Z', expiresAt: null }]]);
    const { standing } = diff({ kind: byHand, desired: [desired('ada')], lapsed });
    expect(standing).toMatchObject([{ evidence: { grade: 'not-observable', note: 'last invited 2026-11-10' } }]);
  });
});

describe('what was read only in part', () => {
  const by = (pages: number) => {
    const [one] = diff({ desired: [desired('ada')], reading: { coverage: 'partial', pages } }).standing;
    return one?.verdict === 'blocked' ? one : undefined;
  };

  test('says how much, of what it speaks, and what to do', () => {
    expect(by(1)).toMatchObject({
      by: 'account of acme was read only in part (1 page)',
      cure: 'Plan again when the portal answers.',
      summary: 'member',
      at: { line: 3 },
    });
    expect(by(2)?.by).toContain('(2 pages)');
  });

  test('has no place where no document speaks of it', () => {
    const [one] = diff({ bindings: [bound('ada')], reading: { coverage: 'partial' } }).standing;
    expect(one).toMatchObject({ verdict: 'blocked', summary: '', evidence: { grade: 'not-observable', at } });
    expect(one).not.toHaveProperty('at');
  });
});

describe('a call that ended at somebody’s gate is not made again', () => {
  const owned = { desired: [desired('ada')], observed: [observed('ada')], bindings: [bound('ada')] };

  test('of an invitation', () => {
    const world = { kind: invitee, desired: [desired('ada')], openGates: [gateFor('ada', { wants: 'invite' })] };
    expect(diff(world).standing).toMatchObject([{ verdict: 'waiting', summary: 'member' }]);
  });

  test('of a take-over', () => {
    const wanted = desired('ada', { groups: ['a'] });
    const openGates = [gateFor('ada', { wants: 'update', before: {}, after: wanted.attributes })];
    const there = [observed('ada', { groups: ['b'] })];
    expect(verdicts(diff({ kind: grouped, desired: [wanted], observed: there }))).toEqual(['take-over ada']);
    expect(verdicts(diff({ kind: grouped, desired: [wanted], observed: there, openGates }))).toEqual(['waiting ada']);
  });

  test('of a sync, and of a removal, of which nothing is summed up', () => {
    const sync: DesiredRequest = {
      address: addressOf('ada'),
      verb: 'sync',
      occasion: 'o',
      id: 'o',
      origin: desired('ada').origin,
    };
    const openGates = [gateFor('ada', { wants: 'sync', before: {}, after: {} })];
    expect(verdicts(diff({ ...owned, requests: [sync], openGates }))).toEqual(['unchanged ada', 'waiting ada']);
    const removal = [gateFor('ada', { wants: 'delete', before: {}, after: null })];
    expect(diff({ ...owned, desired: [], openGates: removal }).standing).toMatchObject([
      { verdict: 'waiting', summary: '' },
    ]);
  });
});
