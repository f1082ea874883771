import { describe, expect, test } from 'vitest';
import type { Gate } from '../../engine/model/gate.ts';
import {
  at,
  before,
  bound,
  desired,
  diff,
  gateFor,
  intent,
  observed,
  pending,
  type World,
} from '../support/engine-builders.ts';
import { byHand, invitationGate, invitee, kindWith, slow, without } from '../support/engine-kinds.ts';

const place = { file: 'people.yaml', line: 3, column: 1, length: 1 };
const owned = { observed: [observed('ada')], bindings: [bound('ada')] };

function standing(world: World) {
  return diff(world).standing;
}
function gateOf(world: World): Gate {
  const [one] = standing(world);
  if (one === undefined || !('gate' in one)) throw new TypeError('nobody is waited for');
  return one.gate;
}

describe('a step by hand that the kind does not describe', () => {
  const speechless = (more: Parameters<typeof kindWith>[0] = {}) =>
    kindWith({
      capabilities: without('delete', 'reset', 'sync'),
      describe: () => ({ word: 'x', harms: [], consequences: [], consent: [], requests: 1 }),
      ...more,
    });
  const world: World = { kind: speechless(), ...owned };

  test('waits for the account that Rollcall works with, else for the owner, else for anybody who administers', () => {
    const contacts = { owner: 'olga' };
    const name = (portal: World['portal'] = {}) => gateOf({ ...world, portal }).waitingFor;
    expect(name({ account: 'robot', contacts })).toEqual({ role: 'administrator', name: 'robot' });
    expect(name({ contacts })).toEqual({ role: 'administrator', name: 'olga' });
    expect(name()).toEqual({ role: 'administrator', name: 'an administrator of acme' });
  });

  test('says what to do to whom, from now on', () => {
    const gate = gateOf(world);
    expect(gate).toMatchObject({ step: 'delete-by-hand', title: 'delete ada@acme.example at the portal', since: at });
    expect(gate.instructions).toEqual([
      expect.stringMatching(/^Nobody can delete here.* ada@acme.example\.$/) as unknown,
    ]);
  });

  test('is proven by a read where one can show it, else by somebody’s word', () => {
    const asks = (verb: 'reset' | 'sync') => {
      const request = { address: desired('ada').address, verb, occasion: 'o', id: 'o', origin: desired('ada').origin };
      const found = standing({ ...world, desired: [desired('ada')], requests: [request] });
      return found.flatMap((one) => ('gate' in one ? [one.gate.proof] : []));
    };
    expect(gateOf(world).proof).toEqual({ by: 'read' });
    expect(asks('reset')).toEqual([{ by: 'attest' }]);
    expect(asks('sync')).toEqual([{ by: 'attest' }]);
    expect(gateOf({ ...world, kind: speechless({ reads: 'none' }) }).proof).toEqual({ by: 'attest' });
  });
});

describe('credentials that do not exist yet', () => {
  const reading = { coverage: 'known-only' as const, pending: 'access-key' };

  test('are waited for by the owner, else by anybody who administers', () => {
    const world: World = { desired: [desired('ada')], reading };
    expect(gateOf(world)).toMatchObject({
      waitingFor: { role: 'administrator', name: 'an administrator of acme' },
      since: at,
      instructions: [expect.stringContaining('access-key') as unknown],
    });
    expect(gateOf({ ...world, portal: { contacts: { owner: 'olga' } } }).waitingFor.name).toBe('olga');
  });
});

describe('the portal is waited for', () => {
  const call = (ref: string | null) => [{ seq: 1, at: before, intent: intent('ada', { word: 'invite' }), ref }];

  test('where it accepted a call, since then', () => {
    const [one] = standing({ desired: [desired('ada')], openIntents: call('r-1') });
    expect(one).toMatchObject({
      verdict: 'waiting',
      summary: 'member',
      at: place,
      overdue: false,
      evidence: { grade: 'read', at },
      gate: {
        step: 'accepted',
        title: 'go on with what was accepted: invite',
        waitingFor: { role: 'portal', name: 'acme' },
        since: before,
        proof: { by: 'read' },
        instructions: [expect.stringContaining('acme') as unknown],
      },
    });
  });

  test('where a call has no outcome, nobody is: apply looks it up', () => {
    const [one] = standing({ ...owned, openIntents: call(null) });
    expect(one).toMatchObject({
      verdict: 'blocked',
      summary: '',
      by: `an earlier invite of ${before} has no known outcome`,
      evidence: { grade: 'not-observable', at },
    });
    expect(one).not.toHaveProperty('at');
  });

  test('until a new object has to be visible', () => {
    const since = '2026-11-21T08:59:30.000Z';
    expect(gateOf({ kind: slow, desired: [desired('ada')], bindings: [bound('ada', {}, { since })] })).toMatchObject({
      step: 'visible',
      title: 'appear in acme',
      waitingFor: { role: 'portal', name: 'acme' },
      since,
      until: '2026-11-21T09:05:30.000Z',
      proof: { by: 'read' },
      instructions: [expect.stringContaining('acme') as unknown],
    });
  });

  test('between two invitations, which says whether somebody withdrew the first', () => {
    const invited = (expiresAt: string) => {
      const invitation = { sentAt: '2026-11-20T12:00:00.000Z', expiresAt };
      const bindings = [bound('ada', {}, { ...pending, invitation, round: 1 })];
      return gateOf({ kind: invitee, desired: [desired('ada')], bindings });
    };
    const withdrawn = invited('2026-11-27T12:00:00.000Z');
    expect(withdrawn).toMatchObject({
      waitingFor: { role: 'portal', name: 'acme' },
      since: '2026-11-20T12:00:00.000Z',
      proof: { by: 'read' },
      instructions: [
        expect.stringContaining('acme') as unknown,
        expect.stringContaining('2026-11-27 12:00 UTC') as unknown,
      ],
    });
    expect(invited(at)).toMatchObject({
      until: '2026-11-21T12:00:00.000Z',
      instructions: [expect.stringContaining('2026-11-21 12:00 UTC') as unknown],
    });
  });
});

describe('an invited person is waited for', () => {
  const step = (name: string): Gate => ({ ...invitationGate(observed('ada', {}, pending)), step: name });
  const evidence = { grade: 'read' as const, at };
  const world = (gates: readonly string[], ...passed: string[]): World => ({
    kind: kindWith({ arrives: 'invite', arrivalGates: () => gates.map(step) }),
    desired: [desired('ada')],
    observed: [observed('ada', {}, { ...pending, passed: passed.map((name) => ({ step: name, evidence })) })],
    bindings: [bound('ada', {}, pending)],
  });

  test('at the first step that is still ahead, and at the last one where none is', () => {
    expect(gateOf(world(['open', 'join'])).step).toBe('open');
    expect(gateOf(world(['open', 'join'], 'open')).step).toBe('join');
    expect(gateOf(world(['open', 'join', 'login'], 'open', 'join', 'login')).step).toBe('login');
  });

  test('not at all by a kind that names no step: that is a defect, and said', () => {
    expect(() => diff(world([]))).toThrow('account names no step of its invitations');
  });

  test('until the step’s time is over: on its very instant it is not overdue yet', () => {
    const due = (until: string) => {
      const kind = kindWith({ arrives: 'invite', arrivalGates: () => [{ ...step('join'), until }] });
      return standing({ ...world([]), kind });
    };
    expect(due(at)).toMatchObject([{ overdue: false }]);
    expect(due('2026-11-21T08:59:59.999Z')).toMatchObject([{ overdue: true }]);
  });
});

describe('a gate of an earlier run keeps waiting', () => {
  test('whichever of two on one object it is', () => {
    const openGates = [
      gateFor('ada', { wants: 'delete', gate: { step: 'first' } }),
      gateFor('ada', { wants: 'create', gate: { step: 'second' } }),
    ];
    for (const gates of [openGates, openGates.toReversed()]) {
      expect(gateOf({ desired: [desired('ada')], openGates: gates }).step).toBe('second');
      expect(gateOf({ ...owned, desired: [desired('ada')], openGates: gates }).step).toBe('second');
    }
  });

  test('but not one of another portal or another step', () => {
    const there = gateFor('ada');
    const elsewhere = { ...there, address: { ...there.address, portal: 'other' } };
    expect(diff({ desired: [desired('ada')], openGates: [elsewhere] }).changes).toHaveLength(1);
    expect(standing({ kind: byHand, desired: [desired('ada')], openGates: [there] })).toMatchObject([{ opened: null }]);
  });

  test('an adoption that ended at one is not asked for again', () => {
    const after = desired('ada', { role: 'host' }).attributes;
    const openGates = [gateFor('ada', { wants: 'update', after, before: {} })];
    const world = { desired: [desired('ada', { role: 'host' })], observed: [observed('ada')], openGates };
    expect(standing(world)).toMatchObject([{ verdict: 'waiting', gate: { step: 'by-hand' } }]);
  });
});
