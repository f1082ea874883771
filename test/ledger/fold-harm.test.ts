import { describe, expect, test } from 'vitest';
import { foldLedger } from '../../engine/ledger/fold.ts';
import { digestOf } from '../../engine/model/digest.ts';
import { addTo, day } from '../../engine/model/instant.ts';
import type { GateClosedEntry, LedgerEntry, RunStartedEntry } from '../../engine/model/ledger-entry.ts';
import {
  addressOf,
  at,
  attested,
  digest,
  done,
  evidence,
  gate,
  gateOpened,
  intent,
  linesOf,
} from './support/entries.ts';
import { runStarted } from './support/entries.ts';

const harmIn = (...entries: readonly LedgerEntry[]) => foldLedger(linesOf(entries), { ledgerId: 'acme-1' }).harmDone;

const key = addressOf('ada').key;
const removal = intent('ada', { verdict: 'delete', after: null, hits: { accounts: [key] } });
const begun: RunStartedEntry = { ...runStarted('run-1'), consents: [] };
const failed: LedgerEntry = { type: 'failed', intent: 1, problem: { code: 'invalid', text: 'no' } };
const unknown: LedgerEntry = { type: 'unknown', intent: 1, problem: { code: 'ambiguous', text: 'no answer' } };
const asked = gateOpened('ada', 'remove-by-hand', { wants: 'delete', hits: { accounts: [key] } });
const closed = (how: 'seen' | 'not-needed'): GateClosedEntry => {
  return { type: 'gate-closed', run: 'run-2', address: addressOf('ada'), step: 'remove-by-hand', evidence, how };
};

describe('harm that an intent announced', () => {
  test('is told with its run, its place and its moment', () => {
    const place = { portal: 'acme-connect', kind: 'teammate', key };
    expect(harmIn(removal, done(1, { presence: 'absent' }))).toEqual([
      { run: 'run-1', at, ...place, harm: 'accounts', unit: key, taken: true, open: false, consented: false },
    ]);
  });

  test.each<readonly [string, readonly LedgerEntry[], readonly boolean[]]>([
    ['without an answer yet', [removal], [true]],
    ['that the portal accepted', [removal, { type: 'accepted', intent: 1, ref: 'job' }], [true]],
    ['that was done', [removal, done(1, { presence: 'absent' })], [false]],
    ['of which nobody can say whether it was done', [removal, unknown], [false]],
    ['that a person has still to do', [removal, { type: 'gated', intent: 1, id: null, gate: gate('approve') }], [true]],
    ['that failed', [removal, failed], []],
    ['as an earlier version wrote it', [intent('ada', { verdict: 'delete' }), done(1)], []],
  ])('counts or not: one %s', (_, entries, open) => {
    expect(harmIn(...entries).map((one) => one.open)).toEqual(open);
  });

  test('is taken where it was removed, or where a unit left what remains', () => {
    const hits = { 'role-assignments': ['ben', 'cy'], accounts: [key] };
    const taken = harmIn(intent('ada', { verdict: 'update', hits })).map(({ unit, taken }) => [unit, taken]);
    expect(taken).toEqual([
      [key, false],
      ['ben', true],
      ['cy', true],
    ]);
  });
});

describe('harm that a person was asked to do', () => {
  test.each<readonly [string, readonly LedgerEntry[], readonly boolean[]]>([
    ['and has not done yet', [asked], [true]],
    ['and was seen to do', [asked, closed('seen')], [false]],
    ['and says to have done', [asked, attested('ada', 'remove-by-hand')], [false]],
    ['and need not do any more', [asked, closed('not-needed')], []],
    ['and was asked for in another way since', [asked, { ...asked, hits: { seats: ['one'] } }], [true]],
  ])('counts or not: %s', (_, entries, open) => {
    expect(harmIn(...entries).map((one) => one.open)).toEqual(open);
  });

  test('is taken where the step is a removal, as with a call', () => {
    expect(harmIn(asked)).toMatchObject([{ unit: key, taken: true }]);
    expect(harmIn({ ...asked, wants: 'update' })).toMatchObject([{ unit: key, taken: false }]);
  });

  test('stands as it was asked last', () => {
    expect(harmIn(asked, { ...asked, hits: { seats: ['one'] } })).toMatchObject([{ harm: 'seats', unit: 'one' }]);
  });

  test('in place of an intent goes with its step', () => {
    const gated: LedgerEntry = { type: 'gated', intent: 1, id: null, gate: gate('remove-by-hand') };
    expect(harmIn(removal, gated, closed('not-needed'))).toEqual([]);
    expect(harmIn(removal, gated, closed('seen'))).toMatchObject([{ open: false }]);
  });
});

describe('a run', () => {
  const consent = { name: 'c', changeDigest: digest, expires: addTo(at, day), who: 'grace', why: 'looked at' };

  test.each([
    ['a consent to its plan', consent, true],
    ['a consent to another plan', { ...consent, changeDigest: digestOf('another') }, false],
    ['a consent that had run out', { ...consent, expires: at }, false],
  ] as const)('with %s', (_, given, consented) => {
    expect(harmIn({ ...begun, consents: [given] }, removal)).toMatchObject([{ consented }]);
  });

  test('is consented to by itself', () => {
    const second = intent('ben', { run: 'run-2', hits: { mails: ['ben'] } });
    const runs = [{ ...begun, consents: [consent] }, removal, { ...begun, run: 'run-2' }, second];
    expect(harmIn(...runs).map(({ consented }) => consented)).toEqual([true, false]);
  });

  test('a year later is forgotten, and not before', () => {
    const lines = linesOf([removal, intent('ben', { hits: { mails: ['ben'] } }), { ...begun, run: 'run-2' }]);
    const later = (days: number) =>
      lines.map((line) => (line.seq === 1 ? line : { ...line, at: addTo(at, line.seq === 2 ? day : days * day) }));
    const left = (days: number) => foldLedger(later(days), { ledgerId: null }).harmDone.map(({ harm }) => harm);
    expect(left(365)).toEqual(['accounts', 'mails']);
    expect(left(366)).toEqual(['mails']);
  });
});
