import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../engine/model/ledger-entry.ts';
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
  runStarted,
} from './support/entries.ts';

function fold(...entries: readonly LedgerEntry[]) {
  return foldLedger(linesOf(entries), { ledgerId: 'acme-1' });
}

const invited: readonly LedgerEntry[] = [intent('ada'), done(1)];
const byPerson = gate('join', { waitingFor: { role: 'person', name: 'ada@acme.example' } });
const gateOf = 'acme-connect/teammate/ada@acme.example#';

describe('what moved without us', () => {
  test('accepted: the binding is active, the invitation over', () => {
    expect(fold(...invited, noted('ada', 'accepted', { id: 'T-9' })).bindings.get(keyOf('ada'))).toMatchObject({
      presence: 'active',
      invitation: null,
      id: 'T-9',
      round: 1,
    });
  });

  test.each(['expired', 'gone'] as const)('%s: rounds and dates of the invitation are kept', (what) => {
    const state = fold(...invited, noted('ada', what));
    expect([state.bindings.size, state.owners.size]).toEqual([0, 0]);
    expect(state.lapsed.get(keyOf('ada'))).toEqual({
      round: 1,
      sentAt: '2026-11-21T09:14:00.000Z',
      expiresAt: '2026-11-28T09:14:00.000Z',
    });
  });

  test('expired but still listed at the portal: it stays owned', () => {
    const state = fold(...invited, noted('ada', 'expired', { presence: 'invited' }));
    expect([state.bindings.size, state.lapsed.get(keyOf('ada'))?.round]).toEqual([1, 1]);
  });

  test('a member who is gone leaves no invitation behind', () => {
    const state = fold(...invited, noted('ada', 'accepted'), noted('ada', 'gone'));
    expect([state.bindings.size, state.lapsed.size]).toEqual([0, 0]);
  });

  test('an invitation that lapsed is forgotten by the first run a year later, and not before', () => {
    const lines = linesOf([...invited, noted('ada', 'expired'), runStarted('run-2')]);
    const later = (at: string) => lines.map((line, index) => (index === 3 ? { ...line, at } : line));
    const lapsedAt = (at: string) => foldLedger(later(at), { ledgerId: null }).lapsed.size;
    expect(lapsedAt('2027-11-21T09:13:59.999Z')).toBe(1);
    expect(lapsedAt('2027-11-21T09:14:00.000Z')).toBe(0);
  });

  test('the year counts from the last invitation that lapsed', () => {
    const again = [intent('ada', { round: 2 }), done(5), noted('ada', 'expired'), runStarted('run-2')];
    const entries = [...invited, noted('ada', 'expired'), noted('bob', 'expired'), ...again];
    const dates = new Map([
      [6, '2027-06-01T00:00:00.000Z'],
      [7, '2027-12-01T00:00:00.000Z'],
    ]);
    const lines = linesOf(entries).map((line, index) => ({ ...line, at: dates.get(index) ?? line.at }));
    expect(foldLedger(lines, { ledgerId: null }).lapsed.get(keyOf('ada'))?.round).toBe(2);
  });

  test('a later invite takes the lapsed one’s place', () => {
    const state = fold(...invited, noted('ada', 'expired'), intent('ada', { round: 2 }), done(4));
    expect([state.bindings.get(keyOf('ada'))?.round, state.lapsed.size]).toEqual([2, 0]);
  });

  test('renamed: ownership moves along', () => {
    const state = fold(...invited, noted('ada', 'renamed', { address: addressOf('king'), presence: 'active' }));
    expect([...state.owners]).toEqual([['acme-connect/teammate/king@acme.example', keyOf('ada')]]);
  });

  test('what nobody owns stays nobody’s', () => {
    expect(fold(noted('ada', 'accepted')).bindings.size).toBe(0);
  });
});

describe('gates', () => {
  test('asked for again, the first date stays', () => {
    const [first, second] = linesOf([
      gateOpened('ada', 's'),
      gateOpened('ada', 's', { after: { role: 'Limited access' } }),
    ]);
    const state = foldLedger([first!, { ...second!, at: '2026-12-01T00:00:00.000Z' }], { ledgerId: null });
    expect(state.openGates.get(`${gateOf}s`)).toMatchObject({
      seq: 1,
      opened: first!.at,
      after: { role: 'Limited access' },
    });
  });

  test('close when the step was seen, or when what they are about is gone', () => {
    const closed = { type: 'gate-closed', run: 'run-1', address: addressOf('ada'), step: 's', evidence } as const;
    expect(fold(gateOpened('ada', 's'), closed).openGates.size).toBe(0);
    const removed = [intent('ada', { verdict: 'delete' }), done(4, { presence: 'absent' })];
    expect(fold(...invited, gateOpened('ada', 's'), ...removed).openGates.size).toBe(0);
  });

  test('a call that ends at a gate opens it, with what it would have done', () => {
    const state = fold(intent('ada', { id: 'T-3' }), { type: 'gated', intent: 1, id: null, gate: gate('approve') });
    expect(state.openGates.get(`${gateOf}approve`)).toMatchObject({ seq: 2, wants: 'invite', id: 'T-3' });
    expect([state.openIntents.length, state.bindings.size]).toEqual([0, 0]);
  });

  test('a request that ended at a gate is spent when the gate is attested', () => {
    const asked = intent('ada', { verdict: 'reset', occasion: 'reset ada 1' });
    const gated: LedgerEntry = { type: 'gated', intent: 1, id: null, gate: gate('confirm') };
    expect(fold(asked, gated).spent.size).toBe(0);
    expect([...fold(asked, gated, attested('ada', 'confirm')).spent]).toEqual([['reset ada 1', 'done']]);
  });

  test.each([
    ['adopt', 'update'],
    ['take-over', 'update'],
    ['delete', 'delete'],
  ] as const)('a gated %s wants %s', (verdict, wants) => {
    const state = fold(intent('ada', { verdict }), { type: 'gated', intent: 1, id: null, gate: gate('x') });
    expect(state.openGates.get(`${gateOf}x`)?.wants).toBe(wants);
  });
});

describe('an attestation', () => {
  test('of an invite by hand binds it as invited, on the word given', () => {
    const state = fold(gateOpened('ada', 's'), attested('ada', 's', { set: { id: 'T-5', billingId: '11' } }));
    expect(state.bindings.get(keyOf('ada'))).toMatchObject({
      id: 'T-5',
      presence: 'invited',
      attributes: { role: 'Full access', billingId: '11' },
      how: 'attested',
      round: 1,
      invitation: { sentAt: '2026-11-21T09:14:00.000Z' },
      evidence: { grade: 'attested', note: 'TS0180' },
    });
    expect(state.openGates.size).toBe(0);
    expect(state.attestations).toMatchObject([{ seq: 2, step: 's', withdrawn: false }]);
  });

  test('of a second invite by hand is the second round', () => {
    const first = [gateOpened('ada', 's'), attested('ada', 's'), noted('ada', 'expired')];
    const state = fold(...first, gateOpened('ada', 's'), attested('ada', 's'));
    expect([state.bindings.get(keyOf('ada'))?.round, state.lapsed.size]).toEqual([2, 0]);
  });

  test('of a create by hand binds it as active', () => {
    const state = fold(gateOpened('ada', 's', { wants: 'create' }), attested('ada', 's'));
    expect(state.bindings.get(keyOf('ada'))).toMatchObject({ presence: 'active', round: 0, invitation: null });
  });

  test('of an update merges, of a delete ends', () => {
    const update = gateOpened('ada', 's', { wants: 'update', after: { role: 'Limited access' } });
    const updated = fold(...invited, update, attested('ada', 's')).bindings.get(keyOf('ada'));
    expect(updated).toMatchObject({ how: 'created', id: 'T-1', attributes: { role: 'Limited access' } });
    expect(updated?.evidence.grade).toBe('attested');
    const remove = gateOpened('ada', 's', { wants: 'delete', after: null });
    expect(fold(...invited, remove, attested('ada', 's')).bindings.size).toBe(0);
  });

  test('of the person’s own step accepts the invitation, whether the gate was recorded or derived', () => {
    const recorded = fold(...invited, gateOpened('ada', 'join', { gate: byPerson }), attested('ada', 'join'));
    const derived = fold(...invited, attested('ada', 'join'));
    for (const state of [recorded, derived]) {
      expect(state.bindings.get(keyOf('ada'))).toMatchObject({ presence: 'active', invitation: null, round: 1 });
    }
  });

  test('of a step that nobody asked for is recorded and has no effect', () => {
    const active = [...invited, noted('ada', 'accepted')];
    const state = fold(...active, attested('ada', 'x', { set: { role: 'Owner' } }), attested('bob', 'x'));
    expect(state.bindings).toEqual(fold(...active).bindings);
    expect(state.attestations.length).toBe(2);
  });
});

describe('taking an attestation back', () => {
  const withdrawn = (seq: number): LedgerEntry => ({ type: 'attest-withdrawn', attested: seq, actor, why: 'mistaken' });

  test('leaves all as if it had never been given, but for the record', () => {
    const before = [...invited, gateOpened('bob', 's'), gateOpened('ada', 'd', { wants: 'delete', after: null })];
    const state = fold(...before, attested('bob', 's'), attested('ada', 'd'), withdrawn(5), withdrawn(6));
    const { bindings, owners, openGates, lapsed } = fold(...before);
    expect({ ...state }).toMatchObject({ bindings, owners, openGates, lapsed });
    expect(state.attestations.map((attestation) => attestation.withdrawn)).toEqual([true, true]);
  });

  test('also takes back what later entries built on it', () => {
    const later = [intent('bob', { verdict: 'update', after: { role: 'x' } }), done(3)];
    expect(fold(gateOpened('bob', 's'), attested('bob', 's'), ...later, withdrawn(2)).bindings.size).toBe(0);
  });

  test('that was never given changes nothing', () => {
    expect(fold(...invited, withdrawn(1), withdrawn(99)).bindings).toEqual(fold(...invited).bindings);
  });
});

describe('an invitation that takes several steps', () => {
  const closed = (step: string): LedgerEntry => ({
    type: 'gate-closed',
    run: 'run-1',
    address: addressOf('ada'),
    step,
    evidence,
    how: 'seen',
  });
  const bindingAfter = (...entries: readonly LedgerEntry[]) => fold(...invited, ...entries).bindings.get(keyOf('ada'));

  test('keeps the steps that were seen, each once, and stays pending', () => {
    expect(bindingAfter(closed('one'), closed('one'), closed('two'))).toMatchObject({
      presence: 'invited',
      passed: [
        { step: 'one', evidence },
        { step: 'two', evidence },
      ],
    });
  });

  test('keeps the steps that a word covers while more follow, and is over with the last', () => {
    const word = attested('ada', 'two', { passes: ['one', 'two'], completes: false });
    expect(bindingAfter(word)).toMatchObject({ presence: 'invited', passed: [{ step: 'one' }, { step: 'two' }] });
    expect(bindingAfter(word, attested('ada', 'three'))).toMatchObject({ presence: 'active', invitation: null });
  });

  test('keeps what a word told, also of a step that is not the last', () => {
    const set = { id: 'p-9', login: 'ada.l' };
    const word = attested('ada', 'one', { passes: ['one'], completes: false, set });
    const before = bindingAfter();
    expect(bindingAfter(word)).toMatchObject({
      presence: 'invited',
      id: 'p-9',
      attributes: { ...before?.attributes, login: 'ada.l' },
    });
  });

  test('begins again with a new invitation', () => {
    const again = [intent('ada', { round: 2 }), done(4)];
    expect(bindingAfter(closed('one'), ...again)).toMatchObject({ presence: 'invited', round: 2, passed: [] });
  });
});
