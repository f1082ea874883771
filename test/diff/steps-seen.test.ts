import { describe, expect, test } from 'vitest';
import { driftOf } from '../../engine/diff/drift.ts';
import { type Fact, factsOf } from '../../engine/diff/facts.ts';
import {
  addressOf,
  at,
  attributesOf,
  before,
  bound,
  diffInput,
  gateFor,
  observed,
  pending,
  type World,
} from '../support/engine-builders.ts';
import { byHand, invitee, kindWith } from '../support/engine-kinds.ts';

function facts(world: World): readonly Fact[] {
  const { observation, ledger, bindings } = diffInput(world);
  return factsOf({ observation, ledger, bindings, at: world.at ?? at });
}
const evidence = { grade: 'read' as const, at };
const step = (name: string) => ({ step: name, evidence });

describe('a step of coming in that was seen to be done', () => {
  const invited = (presence: 'active' | 'invited', ...passed: string[]) =>
    observed('ada', {}, { ...pending, presence, passed: passed.map(step) });

  test('is noted once: what the ledger knows is not said again', () => {
    const bindings = [bound('ada', {}, { ...pending, passed: [step('mail')] })];
    expect(facts({ kind: invitee, observed: [invited('invited', 'mail', 'join')], bindings })).toEqual([
      { type: 'gate-closed', address: addressOf('ada'), step: 'join', evidence, how: 'seen' },
    ]);
  });

  test('comes with the acceptance, and is nothing of somebody who came in long ago', () => {
    const observedNow = [invited('active', 'join')];
    const types = (bindings: World['bindings']) =>
      facts({ kind: invitee, observed: observedNow, bindings: bindings ?? [] }).map(({ type }) => type);
    expect(types([bound('ada', {}, pending)])).toEqual(['gate-closed', 'noted']);
    expect(types([bound('ada')])).toEqual([]);
  });
});

describe('what nobody could see', () => {
  const blind: World = { kind: byHand, reading: { coverage: 'known-only' }, at: '2026-11-25T09:00:00.000Z' };

  test('runs out for invited ones alone, and not for who was seen after all', () => {
    const what = (binding: object, there: World['observed'] = []) =>
      facts({ ...blind, observed: there, bindings: [bound('ada', {}, binding)] }).map((one) =>
        one.type === 'noted' ? one.what : one.step,
      );
    expect(what(pending)).toEqual(['expired']);
    expect(what({ ...pending, presence: 'active' })).toEqual([]);
    expect(what({ presence: 'invited', invitation: null })).toEqual([]);
    expect(what({ ...pending, invitation: { sentAt: before } })).toEqual([]);
    expect(what(pending, [observed('ada', {}, pending)])).toEqual([]);
  });
});

test('an invitation that is gone without a date has run out, and of somebody who came in it has not', () => {
  const gone = (binding: object) => facts({ kind: invitee, bindings: [bound('ada', {}, binding)] });
  expect(gone({ presence: 'invited', invitation: null })).toMatchObject([{ what: 'expired', presence: 'absent' }]);
  expect(gone({ ...pending, presence: 'active', invitation: { sentAt: before, expiresAt: at } })).toMatchObject([
    { what: 'gone', presence: 'absent' },
  ]);
});

describe('a gate', () => {
  const byRead = { proof: { by: 'read' as const } };
  const closed = (more: Parameters<typeof gateFor>[1], world: World = {}) =>
    facts({ openGates: [gateFor('ada', more)], observed: [observed('ada')], ...world });

  test('of another portal or kind does not close on what stands under the same key here', () => {
    const address = addressOf('ada');
    expect(closed({ gate: byRead })).toHaveLength(1);
    expect(closed({ gate: byRead, address: { ...address, portal: 'other' } })).toEqual([]);
    expect(closed({ gate: byRead, address: { ...address, kind: 'seat' } })).toEqual([]);
  });

  test('closes with the read that proves it, whatever was to be made', () => {
    for (const wants of ['create', 'invite', 'update'] as const) {
      expect(closed({ wants, gate: byRead })).toEqual([
        {
          type: 'gate-closed',
          address: addressOf('ada'),
          step: 'by-hand',
          evidence: { grade: 'read', at, note: 'read as wanted' },
          how: 'seen',
        },
      ]);
      expect(closed({ wants, gate: byRead, after: null })).toEqual([]);
    }
  });

  test('of a reset, or of a portal that shows nothing, closes on no read', () => {
    for (const wants of ['reset', 'sync'] as const) expect(closed({ wants, gate: byRead })).toEqual([]);
    const hidden = kindWith({ reads: 'none' });
    expect(closed({ gate: byRead }, { kind: hidden, reading: { coverage: 'known-only' } })).toEqual([]);
  });

  test('of a removal closes also on what only is left behind, and not on what is there', () => {
    const removal = { wants: 'delete' as const, after: null, gate: byRead };
    const kind = kindWith({ isSpent: ({ role }) => role === 'expired' });
    expect(closed(removal, { kind })).toEqual([]);
    expect(closed(removal, { kind, observed: [observed('ada', { role: 'expired' })] })).toHaveLength(1);
    expect(closed(removal, { kind, observed: [], reading: { coverage: 'partial' } })).toEqual([]);
  });

  test('closes on evidence of the very instant in which it opened, and on the latest that there is', () => {
    const login = (time: string, note: string) => {
      return { kind: 'account', key: addressOf('ada').key, fact: 'login', at: time, note };
    };
    const gate = { gate: { proof: { by: 'evidence' as const, fact: 'login' } } };
    const notes = (...items: ReturnType<typeof login>[]) =>
      closed(gate, { reading: { evidence: items } }).map((one) => one.evidence.note);
    expect(notes(login(before, 'a'))).toEqual(['a']);
    expect(notes(login(before, 'a'), login(at, 'b'))).toEqual(['b']);
    expect(notes(login(at, 'b'), login(before, 'a'))).toEqual(['b']);
    expect(notes(login(at, 'first'), login(at, 'second'))).toEqual(['first']);
  });

  test('that only somebody’s word closes stays open on a login', () => {
    const evidenceItems = [{ kind: 'account', key: addressOf('ada').key, fact: 'undefined', at }];
    expect(closed({}, { reading: { evidence: evidenceItems } })).toEqual([]);
  });
});

describe('drift', () => {
  test('is what moved, and not that a step was done', () => {
    const { observation, ledger, bindings } = diffInput({
      observed: [observed('ada')],
      bindings: [bound('ada')],
      openGates: [gateFor('ada', { gate: { proof: { by: 'read' } } })],
    });
    expect(driftOf({ observation, ledger, bindings, at })).toEqual([]);
  });

  test('carries no fields of what is gone, and those of what changed under a key that something else lost', () => {
    const lost = bound('old', {}, { address: addressOf('ada'), id: 'id-lost' });
    const { observation, ledger } = diffInput({ observed: [observed('ada', { role: 'host' })] });
    const found = driftOf({ observation, ledger, bindings: [lost, bound('ada')], at });
    expect(found.map(({ what, fields }) => [what, fields])).toEqual([
      ['gone', []],
      ['changed', [{ field: 'role', before: attributesOf('ada')['role'], after: 'host' }]],
    ]);
  });
});
