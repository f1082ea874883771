import { expect, test } from 'vitest';
import { foldLedger } from '../../engine/ledger/fold.ts';
import { consentOccasion } from '../../engine/model/consent-occasion.ts';
import type { ConsentDeclaration } from '../../engine/model/declaration.ts';
import type { LedgerEntry } from '../../engine/model/ledger-entry.ts';
import { digestOf } from '../../engine/model/digest.ts';
import { done, intent, linesOf, runStarted } from './support/entries.ts';

const consent: ConsentDeclaration = {
  name: 'more-mails',
  changeDigest: digestOf('a plan'),
  expires: '2026-11-30T00:00:00.000Z',
  who: 'grace',
  why: 'looked at',
  origin: { file: 'consent.yaml', document: 0, line: 1, path: ['spec'] },
};
const begun = { ...runStarted('run-1'), consents: [consent] };
const fold = (...entries: readonly LedgerEntry[]) => foldLedger(linesOf(entries), { ledgerId: 'acme-1' });
const isUsed = (state: ReturnType<typeof fold>, one = consent): boolean => state.usedConsents.has(consentOccasion(one));

test('a consent is used by the first thing that its run has done', () => {
  const [first, second] = [intent('ada', { run: 'run-1' }), intent('ben', { run: 'run-1' })];
  expect(isUsed(fold(begun, first))).toBe(false);
  expect(isUsed(fold(begun, first, second, done(2)))).toBe(true);
});

test('a run that did nothing leaves it to another', () => {
  const failed: LedgerEntry = { type: 'failed', intent: 2, problem: { code: 'unavailable', text: 'down' } };
  expect(isUsed(fold(begun, intent('ada', { run: 'run-1' }), failed))).toBe(false);
});

test('what another run does uses none of it', () => {
  expect(isUsed(fold(begun, intent('ada', { run: 'run-2' }), done(2)))).toBe(false);
});

test('another consent to the same plan is another one, wherever it stands', () => {
  const state = fold(begun, intent('ada', { run: 'run-1' }), done(2));
  expect(isUsed(state, { ...consent, expires: '2026-12-30T00:00:00.000Z' })).toBe(false);
  expect(isUsed(state, { ...consent, name: 'again' })).toBe(false);
  const { origin: _elsewhere, ...same } = consent;
  expect(isUsed(state, same)).toBe(true);
});

test('the ledger says which run used it, and when', () => {
  const state = fold(begun, intent('ada', { run: 'run-1' }), done(2));
  expect(state.usedConsents.get(consentOccasion(consent))).toMatchObject({
    run: 'run-1',
    at: expect.stringMatching(/Z$/),
  });
});
