import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../engine/model/ledger-entry.ts';
import { foldLedger } from '../../engine/ledger/fold.ts';
import { encodeLine } from '../../engine/ledger/segment.ts';
import { digestOf } from '../../engine/model/digest.ts';
import {
  addressOf,
  at,
  done,
  gateOpened,
  identityOf,
  intent,
  keyOf,
  linesOf,
  noted,
  runStarted,
} from './support/entries.ts';

const fold = (...entries: readonly LedgerEntry[]) => foldLedger(linesOf(entries), { ledgerId: 'acme-1' });
const invited = [intent('ada'), done(1)] as const;
const ada = (...entries: readonly LedgerEntry[]) => fold(...invited, ...entries).bindings.get(keyOf('ada'));
const seat = (part: string) => ({ ...identityOf('ada'), part });

describe('who owns what stands at an address', () => {
  test('is one document: another that is given the same takes it over', () => {
    const state = fold(...invited, intent('bob', { verdict: 'adopt', address: addressOf('ada') }), done(3));
    expect([...state.bindings.keys()]).toEqual([keyOf('bob')]);
    expect([...state.owners.values()]).toEqual([keyOf('bob')]);
  });

  test('is nobody any more once its own record moved to another address and the old one was given away', () => {
    const moved = [
      noted('ada', 'renamed', { address: addressOf('king') }),
      intent('bob', { address: addressOf('ada') }),
    ];
    const state = fold(...invited, ...moved, done(4));
    expect([...state.bindings.keys()]).toEqual([keyOf('ada'), keyOf('bob')]);
    expect([...state.owners.values()]).toEqual([keyOf('ada'), keyOf('bob')]);
  });

  test.each([
    ['portal', { ...addressOf('ada'), portal: 'other-connect' }],
    ['kind', { ...addressOf('ada'), kind: 'device' }],
  ])('is told apart by the %s, though the key is the same', (_, address) => {
    const state = fold(...invited, intent('ada', { address, identity: seat('second') }), done(3, { id: 'T-2' }));
    expect(state.bindings.size).toBe(2);
    const moved = fold(...invited, intent('ada', { verdict: 'update', address }), done(3));
    expect(moved.bindings.get(keyOf('ada'))?.address).toEqual(address);
    expect(moved.owners.size).toBe(1);
  });

  test('two objects that have no id are two, though they belong to one document', () => {
    const more = [intent('ada', { address: addressOf('king') }), done(3, { id: null })];
    expect(fold(intent('ada'), done(1, { id: null }), ...more).bindings.size).toBe(2);
  });

  test('ends with a removal by its owner alone', () => {
    const removal = intent('bob', { verdict: 'delete', address: addressOf('ada') });
    expect(fold(...invited, removal, done(3, { presence: 'absent' })).bindings.size).toBe(1);
  });

  test('what was made and is gone at once is not owned', () => {
    expect(fold(intent('ada'), done(1, { presence: 'absent' })).bindings.size).toBe(0);
    expect(fold(intent('ada'), done(1, { presence: 'active' })).bindings.get(keyOf('ada'))?.presence).toBe('active');
  });

  test('an update after which nothing is seen leaves it as present as it was', () => {
    expect(ada(intent('ada', { verdict: 'update' }), done(3, { presence: 'absent' }))?.presence).toBe('invited');
    expect(ada(intent('ada', { verdict: 'update' }), done(3, { presence: 'active' }))).toMatchObject({
      presence: 'active',
      invitation: null,
    });
  });
});

describe('what is seen at the portal', () => {
  test('somebody is invited again: the rest stays as it was', () => {
    const again = ada(noted('ada', 'accepted'), noted('ada', 'invited', { presence: 'invited' }));
    expect(again).toMatchObject({ presence: 'invited', id: 'T-1', round: 1 });
  });

  test('the id that is seen is kept, and one that is not seen takes none away', () => {
    expect(ada(noted('ada', 'accepted', { id: 'T-9' }))?.id).toBe('T-9');
    expect(ada(noted('ada', 'accepted'))?.id).toBe('T-1');
  });

  test('an id alone leaves the rest as it was', () => {
    const before = fold(intent('ada'), done(1, { id: null })).bindings.get(keyOf('ada'))!;
    const seen = noted('ada', 'identified', { id: 'T-9', presence: 'invited' });
    expect(before).toMatchObject({ id: null, presence: 'invited', address: addressOf('ada') });
    const { bindings, lapsed } = fold(intent('ada'), done(1, { id: null }), seen);
    expect(bindings.get(keyOf('ada'))).toEqual({ ...before, id: 'T-9' });
    // Its invitation goes on.
    expect(lapsed.size).toBe(0);
  });

  test('an invitation that ran out and is still listed keeps what was seen of it last', () => {
    const evidence = { grade: 'read', at: '2026-12-01T00:00:00.000Z' } as const;
    expect(ada(noted('ada', 'expired', { presence: 'invited', evidence, id: 'T-9' }))).toMatchObject({
      evidence,
      id: 'T-9',
    });
    expect(ada(noted('ada', 'expired', { presence: 'absent' }))).toBeUndefined();
    expect(ada(noted('ada', 'gone', { presence: 'invited' }))).toBeUndefined();
  });

  test('an invitation without dates lapses as of the day it was recorded', () => {
    const lapsed = (invitation: { readonly sentAt: string } | null) =>
      fold(intent('ada'), done(1, { invitation }), noted('ada', 'expired')).lapsed.get(keyOf('ada'));
    expect(lapsed(null)).toEqual({ round: 1, sentAt: at, expiresAt: null });
    expect(lapsed({ sentAt: '2026-11-01T00:00:00.000Z' })).toMatchObject({ sentAt: '2026-11-01T00:00:00.000Z' });
  });
});

describe('the ends of runs and calls', () => {
  const ended = (run: string): LedgerEntry => ({ type: 'run-finished', run, exitCode: 3, counts: {} });
  const problem = { code: 'ambiguous', text: 'no answer' } as const;

  test('a run that ended is told with its exit code, and others go on', () => {
    const { runs } = fold(runStarted(), runStarted('run-2'), ended('run-1'), ended('run-9'));
    expect(runs.map(({ run, exitCode, finishedAt }) => [run, exitCode, finishedAt])).toEqual([
      ['run-1', 3, at],
      ['run-2', null, null],
    ]);
  });

  test('outcomes of what was never announced, or is over already, change nothing', () => {
    const strays: readonly LedgerEntry[] = [
      { type: 'accepted', intent: 1, ref: 'job' },
      { type: 'unknown', intent: 1, problem },
      { type: 'gated', intent: 9, id: null, gate: gateOpened('ada', 's').gate },
      done(1),
      { type: 'failed', intent: 1, problem },
    ];
    const { seq: _, head: __, epoch: ___, ...before } = fold(...invited);
    expect(fold(...invited, ...strays)).toMatchObject({ ...before });
  });

  test('a mail that may have been sent is spent, and so never sent again; one that was not is free', () => {
    const mail = intent('ada', { verdict: 'notify', occasion: 'welcome ada' });
    expect([...fold(mail, { type: 'unknown', intent: 1, problem }).spent]).toEqual([['welcome ada', 'unknown']]);
    expect([...fold(mail, { type: 'failed', intent: 1, problem }).spent]).toEqual([]);
    expect([...fold(mail, done(1)).spent]).toEqual([['welcome ada', 'done']]);
    expect([
      ...fold(...invited, intent('ada', { verdict: 'update' }), { type: 'unknown', intent: 3, problem }).spent,
    ]).toEqual([]);
  });

  test.each(['release', 'notify'] as const)('a %s opens no gate, since it needs nobody', (verdict) => {
    const gated: LedgerEntry = { type: 'gated', intent: 1, id: null, gate: gateOpened('ada', 's').gate };
    expect(fold(intent('ada', { verdict }), gated).openGates.size).toBe(0);
  });

  test('fields that were let go are no longer ours, and those of somebody who is not ours never were', () => {
    const release = intent('ada', { verdict: 'release', fields: ['role'] });
    expect(ada(release, done(3))?.attributes).toEqual({ email: 'ada@acme.example' });
    expect(fold(release, done(1)).bindings.size).toBe(0);
  });

  test('the ledger writes to what the first run wrote to, whatever later ones say', () => {
    const sandbox = { ...runStarted('run-2'), portals: 'sandbox' as const };
    expect(fold(runStarted(), sandbox).portals).toBe('live');
    expect(fold().portals).toBeNull();
  });

  test('the head is the digest of the last line, and of nothing where there is none', () => {
    expect(fold().head).toBe(digestOf(''));
    expect(fold(...invited).head).toBe(digestOf(encodeLine(linesOf(invited)[1]!)));
  });
});
