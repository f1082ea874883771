import { describe, expect, test } from 'vitest';
import { type Fact, factsOf } from '../../engine/diff/facts.ts';
import {
  addressOf,
  at,
  bound,
  diffInput,
  gateFor,
  intent,
  observed,
  pending,
  type World,
} from '../support/engine-builders.ts';
import { byHand, invitee, slow } from '../support/engine-kinds.ts';

function facts(world: World): readonly Fact[] {
  const { observation, ledger, bindings } = diffInput(world);
  return factsOf({ observation, ledger, bindings, at: world.at ?? at });
}

function noted(world: World): string[] {
  return facts(world).map(
    (fact) => `${fact.type === 'noted' ? fact.what : `closed ${fact.step}`} ${fact.address.key.split('@')[0]}`,
  );
}

const invited = bound('ada', {}, pending);

describe('what a read shows and the ledger does not know', () => {
  test.each<readonly [string, World, readonly string[]]>([
    ['nothing moved', { observed: [observed('ada')], bindings: [bound('ada')] }, []],
    [
      'an accepted invitation',
      { observed: [observed('ada', {}, { id: 'id-new' })], bindings: [invited] },
      ['accepted ada'],
    ],
    ['a pending one', { observed: [observed('ada', {}, pending)], bindings: [invited] }, []],
    ['one that ran out', { bindings: [invited], at: '2026-11-25T09:00:00.000Z' }, ['expired ada']],
    ['one that was withdrawn', { bindings: [invited] }, ['gone ada']],
    ['an object that is gone', { bindings: [bound('ada')] }, ['gone ada']],
    [
      'one that was made anew by somebody else',
      { observed: [observed('ada', {}, { id: 'id-2' })], bindings: [bound('ada')] },
      ['gone ada'],
    ],
    [
      'one that has another key',
      { observed: [observed('king', {}, { id: 'id-ada' })], bindings: [bound('ada')] },
      ['renamed king'],
    ],
    [
      'the id of one that was recorded before it had any',
      { observed: [observed('ada')], bindings: [bound('ada', {}, { id: null })] },
      ['identified ada'],
    ],
    [
      'no id at either place',
      { observed: [observed('ada', {}, { id: null })], bindings: [bound('ada', {}, { id: null })] },
      [],
    ],
    ['an id that is left out by now', { observed: [observed('ada', {}, { id: null })], bindings: [bound('ada')] }, []],
    ['half a list', { bindings: [bound('ada')], reading: { coverage: 'partial' } }, []],
    ['no answer at all', { bindings: [bound('ada')], reading: { coverage: 'failed' } }, []],
    [
      'an object that a call of ours is still open on',
      { bindings: [bound('ada')], openIntents: [{ seq: 1, at, intent: intent('ada'), ref: null }] },
      [],
    ],
    [
      'a new one that need not be visible yet',
      { kind: slow, bindings: [bound('ada', {}, { since: '2026-11-21T08:59:30.000Z' })] },
      [],
    ],
    [
      'a new one that should be visible',
      { kind: slow, bindings: [bound('ada', {}, { since: '2026-11-21T08:54:00.000Z' })] },
      ['gone ada'],
    ],
    [
      'a new one that should be visible by this clock, which may be ahead',
      { kind: slow, bindings: [bound('ada', {}, { since: '2026-11-21T08:54:00.001Z' })] },
      [],
    ],
  ])('%s', (_, world, expected) => {
    expect(noted({ kind: invitee, ...world })).toEqual(expected);
  });

  test('the new id of who accepted is kept', () => {
    expect(
      facts({ kind: invitee, observed: [observed('ada', {}, { id: 'id-new' })], bindings: [invited] }),
    ).toMatchObject([{ id: 'id-new', presence: 'active', evidence: { grade: 'read' } }]);
  });
});

describe('where nothing can be read', () => {
  const world: World = { kind: byHand, bindings: [invited], reading: { coverage: 'known-only' } };

  test('an invitation runs out, graded as what nobody could see', () => {
    expect(facts({ ...world, at: '2026-11-25T09:00:00.000Z' })).toMatchObject([
      { what: 'expired', evidence: { grade: 'not-observable' } },
    ]);
  });

  test('nothing else is ever gone', () => {
    expect(noted(world)).toEqual([]);
    expect(noted({ ...world, bindings: [bound('ada')] })).toEqual([]);
    expect(noted({ ...world, reading: { coverage: 'failed' }, at: '2026-11-25T09:00:00.000Z' })).toEqual([]);
  });
});

describe('a gate closes by itself', () => {
  const login = { kind: 'account', key: addressOf('ada').key, fact: 'login', at: '2026-11-20T09:00:00.000Z' };
  const gate = gateFor('ada', { gate: { proof: { by: 'evidence', fact: 'login' } } });
  const seen = (...evidence: (typeof login)[]) => facts({ openGates: [gate], reading: { evidence } });

  test('on evidence of its own fact and person, from after it opened', () => {
    expect(seen(login)).toMatchObject([
      {
        type: 'gate-closed',
        step: 'by-hand',
        how: 'seen',
        evidence: { grade: 'indirect', note: 'login at 2026-11-20T09:00:00.000Z' },
      },
    ]);
    expect(seen({ ...login, at: '2026-10-01T09:00:00.000Z' })).toEqual([]);
    expect(seen({ ...login, fact: 'logout' }, { ...login, key: 'ben@acme.example' })).toEqual([]);
    expect(seen(login, { ...login, at: '2026-10-01T09:00:00.000Z' })).toHaveLength(1);
  });

  test('on a read that shows what was wanted, where a read proves it', () => {
    const byRead = { gate: { proof: { by: 'read' as const } } };
    expect(noted({ openGates: [gateFor('ada', byRead)] })).toEqual([]);
    expect(noted({ openGates: [gateFor('ada', byRead)], observed: [observed('ada')] })).toEqual(['closed by-hand ada']);
    expect(noted({ openGates: [gateFor('ada', byRead)], observed: [observed('ada', { role: 'other' })] })).toEqual([]);
    expect(facts({ openGates: [gateFor('ada', byRead)], observed: [observed('ada')] })).toMatchObject([
      { how: 'seen' },
    ]);
    const removal = gateFor('ada', { ...byRead, wants: 'delete', after: null });
    expect(noted({ openGates: [removal] })).toEqual(['closed by-hand ada']);
    expect(noted({ openGates: [removal], reading: { coverage: 'partial' } })).toEqual([]);
    expect(noted({ openGates: [gateFor('ada', { ...byRead, wants: 'reset' })], observed: [observed('ada')] })).toEqual(
      [],
    );
    expect(noted({ openGates: [gateFor('ada')], observed: [observed('ada')] })).toEqual([]);
  });
});
