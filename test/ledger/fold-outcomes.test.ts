import { describe, expect, test } from 'vitest';
import { formatAddress, replacedIdentity, replacementOf } from '../../engine/model/address.ts';
import type { LedgerEntry } from '../../engine/model/ledger-entry.ts';
import { emptyLedgerState, foldLedger } from '../../engine/ledger/fold.ts';
import { digestOf } from '../../engine/model/digest.ts';
import { encodeLine } from '../../engine/ledger/segment.ts';
import { addressOf, done, evidence, identityOf, intent, keyOf, linesOf, runStarted } from './support/entries.ts';

function fold(...entries: readonly LedgerEntry[]) {
  return foldLedger(linesOf(entries), { ledgerId: 'acme-1' });
}

const owner = (person: string) => formatAddress(addressOf(person));
const invited: readonly LedgerEntry[] = [intent('ada'), done(1)];

describe('an empty ledger', () => {
  test('says nothing', () => {
    const state = fold();
    expect(state).toMatchObject({
      ledgerId: 'acme-1',
      epoch: 0,
      seq: 0,
      head: digestOf(''),
      openIntents: [],
      runs: [],
    });
    expect(emptyLedgerState(null).ledgerId).toBeNull();
  });
});

describe('an invite that is done', () => {
  test('binds what was given, not all that stands there', () => {
    const state = fold(intent('ada'), done(1, { attributes: { role: 'Full access', phone: '1' } }));
    expect(state.bindings.get(keyOf('ada'))).toEqual({
      identity: identityOf('ada'),
      address: addressOf('ada'),
      id: 'T-1',
      presence: 'invited',
      attributes: { email: 'ada@acme.example', role: 'Full access' },
      since: '2026-11-21T09:14:00.000Z',
      how: 'created',
      round: 1,
      invitation: { sentAt: '2026-11-21T09:14:00.000Z', expiresAt: '2026-11-28T09:14:00.000Z' },
      passed: [],
      evidence,
    });
    expect(state.owners.get(owner('ada'))).toBe(keyOf('ada'));
    expect(state.openIntents).toEqual([]);
  });

  test('moves number and head on', () => {
    const lines = linesOf(invited);
    expect(foldLedger(lines, { ledgerId: null })).toMatchObject({ seq: 2, head: digestOf(encodeLine(lines[1]!)) });
  });
});

describe('an intent', () => {
  test('stays open, with the portal’s reference, until it has an outcome', () => {
    const open = fold(intent('ada'), { type: 'accepted', intent: 1, ref: 'job-7' }).openIntents;
    expect(open).toEqual([{ seq: 1, at: '2026-11-21T09:14:00.000Z', intent: intent('ada'), ref: 'job-7' }]);
  });

  test('that failed is closed and binds nothing', () => {
    const state = fold(intent('ada'), { type: 'failed', intent: 1, problem: { code: 'invalid', text: 'no' } });
    expect([state.openIntents.length, state.bindings.size]).toEqual([0, 0]);
  });

  test('has one outcome: a second one changes nothing', () => {
    const state = fold(...invited, done(1, { id: 'T-2' }));
    expect(state.bindings.get(keyOf('ada'))?.id).toBe('T-1');
  });
});

describe('update', () => {
  const changed = { verdict: 'update', after: { role: 'Limited access' }, round: 0 } as const;

  test('merges what it gave and keeps how it came to be owned', () => {
    const state = fold(...invited, intent('ada', changed), done(3, { id: null, invitation: null }));
    expect(state.bindings.get(keyOf('ada'))).toMatchObject({
      id: 'T-1',
      attributes: { email: 'ada@acme.example', role: 'Limited access' },
      how: 'created',
      round: 1,
      presence: 'invited',
      invitation: { sentAt: '2026-11-21T09:14:00.000Z' },
    });
  });

  test('of the key moves ownership to the new address', () => {
    const moved = intent('ada', { ...changed, address: addressOf('ada.king') });
    const state = fold(...invited, moved, done(3, { presence: 'active' }));
    expect([...state.owners]).toEqual([[owner('ada.king'), keyOf('ada')]]);
    expect(state.bindings.get(keyOf('ada'))).toMatchObject({ address: addressOf('ada.king'), invitation: null });
  });

  test('of what is not owned binds nothing: it is not to be deletable by it', () => {
    expect(fold(intent('ada', changed), done(1)).bindings.size).toBe(0);
  });
});

describe('delete', () => {
  test('ends the binding, and takes nobody’s invitation for lapsed', () => {
    const state = fold(...invited, intent('ada', { verdict: 'delete', after: null }), done(3, { presence: 'absent' }));
    expect([state.bindings.size, state.owners.size, state.lapsed.size]).toEqual([0, 0, 0]);
  });

  test('of the former address leaves a replacement alone', () => {
    const replaced = [
      ...invited,
      intent('ada', { verdict: 'create', address: addressOf('ada.king') }),
      done(3, { id: 'T-2' }),
    ];
    const both = fold(...replaced);
    const earlier = `${keyOf('ada')}#replaced:ada@acme.example`;
    expect([...both.owners.values()]).toEqual([earlier, keyOf('ada')]);
    const identity = { ...identityOf('ada'), part: 'replaced:ada@acme.example' };
    const after = fold(...replaced, intent('ada', { identity, verdict: 'delete' }), done(5, { presence: 'absent' }));
    expect([...after.owners.keys()]).toEqual([owner('ada.king')]);
    expect(after.bindings.get(keyOf('ada'))?.id).toBe('T-2');
  });

  test('of one of several seats of a document keeps the others apart from it', () => {
    const seat = (part: string) => ({ ...identityOf('ada'), part });
    const create = { verdict: 'create', round: 0 } as const;
    const [s1, s2] = [
      intent('s1', { ...create, identity: seat('s1') }),
      intent('s2', { ...create, identity: seat('s2') }),
    ];
    const moved = intent('s1', { ...create, identity: seat('s1'), address: addressOf('s1.new') });
    const both = fold(s1, done(1, { id: 'T-1' }), s2, done(3, { id: 'T-2' }), moved, done(5, { id: 'T-3' }));
    const [first, second, earlier] = ['s1', 's2', 's1replaced:s1@acme.example'].map(
      (part) => `${keyOf('ada')}#${part}`,
    );
    expect(new Map([...both.bindings].map(([key, { id }]) => [key, id]))).toEqual(
      new Map([
        [first, 'T-3'],
        [second, 'T-2'],
        [earlier, 'T-1'],
      ]),
    );
    expect(replacementOf(both.bindings.get(earlier ?? '')!.identity)).toEqual(seat('s1'));
    const ended = intent('s1', { verdict: 'delete', identity: replacedIdentity(seat('s1'), 's1@acme.example') });
    const after = foldLedger(
      linesOf([
        s1,
        done(1, { id: 'T-1' }),
        s2,
        done(3, { id: 'T-2' }),
        moved,
        done(5, { id: 'T-3' }),
        ended,
        done(7, { presence: 'absent' }),
      ]),
      { ledgerId: null },
    );
    expect([...after.bindings.keys()].sort()).toEqual([first, second]);
  });

  test('of what another owns ends nothing', () => {
    const foreign = intent('bob', { verdict: 'delete', address: addressOf('ada') });
    const state = fold(...invited, foreign, done(3, { presence: 'absent' }));
    expect([state.bindings.size, state.owners.size]).toEqual([1, 1]);
  });
});

describe('adopt and take-over', () => {
  test.each([
    ['adopt', 'adopted'],
    ['take-over', 'taken-over'],
  ] as const)('%s says how', (verdict, how) => {
    const state = fold(intent('ada', { verdict, round: 0 }), done(1, { presence: 'active', invitation: null }));
    expect(state.bindings.get(keyOf('ada'))).toMatchObject({ how, presence: 'active', round: 0 });
  });

  test('of the same object under a new key leaves nothing owned under the old one', () => {
    const moved = intent('ada', { verdict: 'adopt', address: addressOf('ada.king') });
    const state = fold(...invited, moved, done(3, { id: 'T-1', presence: 'active' }));
    expect([...state.owners]).toEqual([[owner('ada.king'), keyOf('ada')]]);
    expect(state.bindings.get(keyOf('ada'))).toMatchObject({ how: 'adopted', address: addressOf('ada.king') });
  });

  test('by a renamed document ends the former one’s ownership', () => {
    const adopted = intent('countess', { verdict: 'adopt', address: addressOf('ada') });
    const state = fold(...invited, adopted, done(3, { presence: 'active' }));
    expect([...state.bindings.keys()]).toEqual([keyOf('countess')]);
    expect(state.owners.get(owner('ada'))).toBe(keyOf('countess'));
  });
});

describe('release', () => {
  const gone = done(3, { presence: 'absent' });

  test('of fields drops them from what is owned', () => {
    const state = fold(...invited, intent('ada', { verdict: 'release', after: null, fields: ['role'] }), gone);
    expect(state.bindings.get(keyOf('ada'))?.attributes).toEqual({ email: 'ada@acme.example' });
  });

  test('of the whole ends ownership', () => {
    const state = fold(...invited, intent('ada', { verdict: 'release', after: null }), gone);
    expect([state.bindings.size, state.owners.size]).toEqual([0, 0]);
  });
});

describe('what may be done only once', () => {
  const occasion = 'reset ada lost-phone';

  test.each(['reset', 'sync', 'notify'] as const)('%s is spent when done', (verdict) => {
    const state = fold(intent('ada', { verdict, occasion }), done(1));
    expect([...state.spent]).toEqual([[occasion, 'done']]);
    expect(state.bindings.size).toBe(0);
  });

  test('is spent when nobody knows, and not when it surely failed', () => {
    const problem = { code: 'ambiguous', text: 'no answer' } as const;
    const asked = intent('ada', { verdict: 'reset', occasion });
    expect([...fold(asked, { type: 'unknown', intent: 1, problem }).spent]).toEqual([[occasion, 'unknown']]);
    expect(fold(asked, { type: 'failed', intent: 1, problem }).spent.size).toBe(0);
    expect(fold(asked).spent.size).toBe(0);
  });
});

describe('runs', () => {
  test('are open until they say that they finished', () => {
    const end = { type: 'run-finished', run: 'run-1', exitCode: 5, counts: {} } as const;
    expect(fold(runStarted(), runStarted('run-2'), end).runs).toMatchObject([
      { run: 'run-1', exitCode: 5, finishedAt: '2026-11-21T09:14:00.000Z' },
      { run: 'run-2', exitCode: null, finishedAt: null },
    ]);
  });
});

test('an entry of a type that is not known here stops the reading', () => {
  const line = linesOf([{ ...runStarted(), type: 'teleported' } as unknown as LedgerEntry]);
  expect(() => foldLedger(line, { ledgerId: null })).toThrow(/"teleported", which is not known here/);
});
