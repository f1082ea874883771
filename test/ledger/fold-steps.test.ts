import { describe, expect, test } from 'vitest';
import type { GateClosedEntry, LedgerEntry } from '../../engine/model/ledger-entry.ts';
import { foldLedger } from '../../engine/ledger/fold.ts';
import {
  actor,
  addressOf,
  attested,
  done,
  evidence,
  gate,
  gateOpened,
  intent,
  keyOf,
  linesOf,
  noted,
} from './support/entries.ts';

const fold = (...entries: readonly LedgerEntry[]) => foldLedger(linesOf(entries), { ledgerId: 'acme-1' });
const invited = [intent('ada'), done(1)] as const;
const gateOf = 'acme-connect/teammate/ada@acme.example#';
const byPerson = gate('join', { waitingFor: { role: 'person', name: 'ada@acme.example' } });
const reset = { wants: 'reset', occasion: 'reset ada 1' } as const;

function closed(step: string, how: NonNullable<GateClosedEntry['how']>, person = 'ada'): LedgerEntry {
  return { type: 'gate-closed', run: 'run-1', address: addressOf(person), step, evidence, how };
}

describe('a step that is asked for', () => {
  const gated: LedgerEntry = { type: 'gated', intent: 3, id: null, gate: gate('s') };
  const call = intent('ada', { verdict: 'reset', occasion: 'reset ada 1' });
  const opened = (...entries: readonly LedgerEntry[]) => fold(...invited, ...entries).openGates.get(`${gateOf}s`);

  test('remembers that a call was sent for it, also when it is asked for again', () => {
    expect(opened(call, gated)).toMatchObject({ sent: true, occasion: 'reset ada 1' });
    expect(opened(call, gated, gateOpened('ada', 's', reset))).toMatchObject({ sent: true, seq: 4 });
    expect(opened(gateOpened('ada', 's', reset))).not.toHaveProperty('sent');
    expect(opened(gateOpened('ada', 's', reset), gateOpened('ada', 's', reset))).not.toHaveProperty('sent');
    expect(opened(gateOpened('ada', 's', reset), call, { ...gated, intent: 4 })).toMatchObject({ sent: true, seq: 3 });
  });

  test.each([
    ['occasion', { ...reset, occasion: 'reset ada 2' }],
    ['verb', { ...reset, wants: 'sync' as const }],
  ])('for another %s is another step: nothing was sent for it, and it begins today', (_, other) => {
    const again = opened(call, gated, gateOpened('ada', 's', other));
    expect(again).not.toHaveProperty('sent');
    expect(again).toMatchObject({ seq: 5, ...other });
  });

  test('of what is not asked once has no occasion', () => {
    expect(opened(gateOpened('ada', 's'))).not.toHaveProperty('occasion');
    const update = intent('ada', { verdict: 'update' });
    expect(opened(update, gated)).not.toHaveProperty('occasion');
  });

  test('stands beside others at the same address; all of them end with it', () => {
    const two = [gateOpened('ada', 's'), gateOpened('ada', 't'), gateOpened('bob', 's')];
    expect([...fold(...invited, ...two, closed('s', 'seen')).openGates.keys()]).toEqual([
      `${gateOf}t`,
      'acme-connect/teammate/bob@acme.example#s',
    ]);
    const gone = fold(...invited, ...two, noted('ada', 'gone'));
    expect([...gone.openGates.keys()]).toEqual(['acme-connect/teammate/bob@acme.example#s']);
  });
});

describe('a step that is over', () => {
  const asked = gateOpened('ada', 's', reset);

  test('is spent where it was seen, and may be asked again where nobody needs it', () => {
    expect([...fold(asked, closed('s', 'seen')).spent]).toEqual([['reset ada 1', 'done']]);
    expect([...fold(asked, closed('s', 'not-needed')).spent]).toEqual([]);
    expect([...fold(gateOpened('ada', 's'), closed('s', 'seen')).spent]).toEqual([]);
  });

  test('was one of an invitation only where it was seen, and no gate stood for it', () => {
    const passed = (...entries: readonly LedgerEntry[]) =>
      fold(...invited, ...entries).bindings.get(keyOf('ada'))?.passed;
    expect(passed(closed('s', 'seen'))).toEqual([{ step: 's', evidence }]);
    expect(passed(closed('s', 'not-needed'))).toEqual([]);
    expect(passed(gateOpened('ada', 's'), closed('s', 'seen'))).toEqual([]);
    expect(passed(noted('ada', 'accepted'), closed('s', 'seen'))).toEqual([]);
    expect(fold(closed('s', 'seen', 'eve')).bindings.size).toBe(0);
  });
});

describe('somebody’s word', () => {
  const word = (step: string, set: AttestedSet = {}) => attested('ada', step, { set });
  const after = (...entries: readonly LedgerEntry[]) => fold(...entries).bindings.get(keyOf('ada'));

  test.each(['reset', 'sync'] as const)('that a %s was done spends the request, and owns nothing', (wants) => {
    const state = fold(gateOpened('ada', 's', { ...reset, wants }), word('s'));
    expect([...state.spent]).toEqual([['reset ada 1', 'done']]);
    expect(state.bindings.size).toBe(0);
    expect(fold(gateOpened('ada', 's', { wants }), word('s')).spent.size).toBe(0);
  });

  test('on the person’s own step binds it where nothing was owned before', () => {
    const own = gateOpened('ada', 'join', { gate: byPerson, wants: 'create' });
    expect(after(own, word('join'))).toMatchObject({ presence: 'active', how: 'attested', passed: [] });
  });

  test('on an update of what is not owned yet binds it', () => {
    const update = gateOpened('ada', 's', { wants: 'update', after: { role: 'Viewer' } });
    expect(after(update, word('s', { id: 'T-7' }))).toMatchObject({
      id: 'T-7',
      presence: 'active',
      attributes: { role: 'Viewer' },
      round: 0,
    });
  });

  test('on an update keeps the id that it tells, else that of the step, else that which was known', () => {
    const update = (id: string | null) => gateOpened('ada', 's', { wants: 'update', id });
    expect(after(...invited, update('T-2'), word('s', { id: 'T-3' }))?.id).toBe('T-3');
    expect(after(...invited, update('T-2'), word('s'))?.id).toBe('T-2');
    expect(after(...invited, update(null), word('s'))?.id).toBe('T-1');
    expect(after(...invited, update(null), word('s', { id: 7 }))?.id).toBe('T-1');
  });

  test('that somebody came in keeps what was known, and adds what it tells; the id is no attribute', () => {
    expect(after(...invited, word('join'))).toMatchObject({ id: 'T-1', attributes: { role: 'Full access' } });
    expect(after(...invited, word('join', { id: 'T-4', login: 'al' }))).toMatchObject({
      id: 'T-4',
      attributes: { email: 'ada@acme.example', role: 'Full access', login: 'al' },
    });
    expect(after(...invited, word('join', { id: 'T-4' }))?.attributes).not.toHaveProperty('id');
  });

  test('that one step of several was done counts for that step alone, where it says no more', () => {
    const one = attested('ada', 'one', { completes: false });
    expect(after(...invited, one)).toMatchObject({
      presence: 'invited',
      id: 'T-1',
      passed: [{ step: 'one', evidence: { grade: 'attested', note: 'TS0180' } }],
    });
  });

  test('is kept with who gave it, and whether it was taken back', () => {
    const [kept] = fold(...invited, word('join'), {
      type: 'attest-withdrawn',
      attested: 3,
      actor,
      why: 'mistaken',
    }).attestations;
    expect(kept).toMatchObject({ seq: 3, address: addressOf('ada'), step: 'join', actor, withdrawn: true });
  });
});

type AttestedSet = ReturnType<typeof attested>['set'];
