import { describe, expect, test } from 'vitest';
import { foldLedger } from '../../engine/ledger/fold.ts';
import type { LedgerEntry } from '../../engine/model/ledger-entry.ts';
import { actor, at, attested, done, intent, linesOf, runStarted } from './support/entries.ts';

const occasion = 'welcome/acme/ada';
const hits = { mails: ['ada@acme.example'] };
const mail = intent('ada', { verdict: 'notify', occasion, hits });
const problem = { code: 'ambiguous', text: 'no answer' } as const;
const lost = (announced: number): LedgerEntry => ({ type: 'unknown', intent: announced, problem });
const word = (came: 'yes' | 'no', person = 'ada') => attested(person, `mail:${occasion}`, { set: { came } });
const fold = (...entries: readonly LedgerEntry[]) =>
  foldLedger(linesOf([runStarted(), ...entries]), { ledgerId: 'acme-1' });

describe('a mail of which nobody knows whether it went out', () => {
  test('is known by its occasion, with whom it was for and since when', () => {
    const state = fold(mail, lost(2));
    const { address, identity } = mail;
    expect([...state.unknownMails]).toEqual([[occasion, { seq: 2, address, identity, occasion, since: at }]]);
    expect(state.harmDone).toHaveLength(1);
  });

  test('is no reset, and no mail without an occasion', () => {
    for (const more of [{ verdict: 'reset' }, { verdict: 'notify', occasion: null }] as const) {
      expect(fold({ ...mail, ...more }, lost(2)).unknownMails.size).toBe(0);
    }
  });

  test('was done where somebody says that it came', () => {
    const state = fold(mail, lost(2), word('yes'));
    expect([state.unknownMails.size, [...state.spent], state.harmDone.length]).toEqual([0, [[occasion, 'done']], 1]);
    expect(state.attestations).toHaveLength(1);
  });

  test('may be sent where somebody says that it did not come, and harmed nobody', () => {
    const state = fold(mail, lost(2), word('no'));
    expect([state.unknownMails.size, state.spent.size, state.harmDone.length]).toEqual([0, 0, 0]);
  });

  test('is unknown again where the second one has no answer either, and known once one was sent', () => {
    expect(fold(mail, lost(2), word('no'), mail, lost(5)).unknownMails.get(occasion)?.seq).toBe(5);
    expect(fold(mail, lost(2), mail, done(4)).unknownMails.size).toBe(0);
  });

  test('is unknown again where the word is taken back', () => {
    const back: LedgerEntry = { type: 'attest-withdrawn', attested: 4, actor, why: 'another mail' };
    const state = fold(mail, lost(2), word('no'), back);
    expect([...state.spent, state.unknownMails.size]).toEqual([[occasion, 'unknown'], 1]);
  });

  test('is settled by its occasion, also at an address that the person has only since', () => {
    const state = fold(mail, lost(2), word('yes', 'ada.king'));
    expect([state.unknownMails.size, [...state.spent]]).toEqual([0, [[occasion, 'done']]]);
    expect(fold(mail, lost(2), word('no', 'ada.king'))).toMatchObject({ unknownMails: new Map(), spent: new Map() });
  });

  test('that came after all is not sent once more on a word that came too late', () => {
    for (const came of ['yes', 'no'] as const) {
      const state = fold(mail, done(2), word(came));
      expect([[...state.spent], state.harmDone.length]).toEqual([[[occasion, 'done']], 1]);
    }
  });

  test('is not settled by a word on another mail, nor does a word on a mail accept an invitation', () => {
    const other = attested('ada', 'mail:welcome/acme/ben', { set: { came: 'yes' } });
    expect(fold(mail, lost(2), other).unknownMails.size).toBe(1);
    const invited = [intent('ada', { verdict: 'invite', round: 1 }), done(2, { presence: 'invited' })];
    for (const said of [[word('yes')], [mail, lost(4), word('yes')], [mail, lost(4), word('no')]]) {
      expect([...fold(...invited, ...said).bindings.values()][0]).toMatchObject({ presence: 'invited' });
    }
  });
});
