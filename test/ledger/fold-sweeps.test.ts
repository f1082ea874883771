import { expect, test } from 'vitest';
import { foldLedger } from '../../engine/ledger/fold.ts';
import { digestOf } from '../../engine/model/digest.ts';
import type { LedgerEntry, RunStartedEntry, Sweep } from '../../engine/model/ledger-entry.ts';
import { at, digest, done, gateOpened, intent, linesOf, runStarted } from './support/entries.ts';

const acme = 'acme-connect';
const consent = {
  name: 'c',
  changeDigest: digest,
  expires: '2026-11-30T00:00:00.000Z',
  who: 'g',
  why: 'y',
};
const leaving: Sweep = { mode: 'offboard', why: 'theft', person: 'ada', email: 'ada@acme.example' };
const locked: Sweep = { mode: 'lockdown', why: 'stolen key', portals: [acme, 'other'] };
const run = (name: string, more: Partial<RunStartedEntry> = {}): LedgerEntry => ({
  ...runStarted(name),
  consents: [],
  ...more,
});
const fold = (...entries: readonly LedgerEntry[]) => foldLedger(linesOf(entries), { ledgerId: 'acme-1' });
const lockedPortals = (...entries: readonly LedgerEntry[]) => [
  ...fold(run('run-1', { sweep: locked }), ...entries).lockdowns.keys(),
];

test('an offboarding holds from the start of its run, with who and why', () => {
  const ada = fold(run('run-1', { sweep: leaving })).offboarded.get('ada');
  expect(ada).toMatchObject({ person: 'ada', email: 'ada@acme.example', why: 'theft' });
  expect(ada?.who).not.toBe('');
});

test('an offboarding locks nothing, and a lockdown offboards nobody', () => {
  expect(fold(run('run-1', { sweep: { ...leaving, portals: [acme] } })).lockdowns.size).toBe(0);
  expect(fold(run('run-1', { sweep: { ...locked, person: 'ada' } })).offboarded.size).toBe(0);
  expect(fold(run('run-1', { sweep: { mode: 'offboard', why: 'theft' } })).offboarded.size).toBe(0);
});

test('a lockdown is told with when, who and why; without portals it holds nowhere', () => {
  const told = { portal: acme, at, who: 'ci:example:acme/access#812' };
  expect(fold(run('run-1', { sweep: locked })).lockdowns.get(acme)).toEqual({ ...told, why: 'stolen key' });
  expect(fold(run('run-1', { sweep: { ...locked, why: null } })).lockdowns.get(acme)).toEqual({ ...told, why: '' });
  expect(fold(run('run-1', { sweep: { mode: 'lockdown', why: 'x' } })).lockdowns.size).toBe(0);
  expect(
    fold(run('run-1', { sweep: { mode: 'offboard', why: 'x', person: 'ada' } })).offboarded.get('ada')?.email,
  ).toBe('');
});

test('a step by hand that a run with a consent asks for ends a lockdown too, where it gives something', () => {
  const asks = (wants: 'invite' | 'delete') => gateOpened('ada', 's', { run: 'run-2', wants });
  expect(lockedPortals(run('run-2', { consents: [consent] }), asks('invite'))).toEqual(['other']);
  expect(lockedPortals(run('run-2', { consents: [consent] }), asks('delete'))).toEqual([acme, 'other']);
  expect(lockedPortals(run('run-2'), asks('invite'))).toEqual([acme, 'other']);
  const question = gateOpened('ada', 's', { run: 'run-2', sent: true });
  expect(lockedPortals(run('run-2', { consents: [consent] }), question)).toEqual([acme, 'other']);
});

test('and with every address that the person had', () => {
  const formerEmails = ['king@acme.example'];
  expect(fold(run('run-1', { sweep: { ...leaving, formerEmails } })).offboarded.get('ada')).toMatchObject({
    formerEmails,
  });
  expect(fold(run('run-1', { sweep: leaving })).offboarded.get('ada')).not.toHaveProperty('formerEmails');
});

test('it is over when somebody takes it back, and only for that person', () => {
  const actor = { name: 'os:grace', how: 'os' } as const;
  const withdrawn = (person: string): LedgerEntry => ({ type: 'offboard-withdrawn', person, actor, why: 'mistaken' });
  const begun = run('run-1', { sweep: leaving });
  expect(fold(begun, withdrawn('ben')).offboarded.size).toBe(1);
  expect(fold(begun, withdrawn('ada')).offboarded.size).toBe(0);
});

test('a refused sweep and a destruction hold nothing', () => {
  const refused: LedgerEntry = { ...runStarted('run-1'), type: 'run-refused', exitCode: 4, because: [], sweep: locked };
  expect(fold(refused).lockdowns.size).toBe(0);
  expect(fold(run('run-1', { sweep: { mode: 'destroy', why: null } })).lockdowns.size).toBe(0);
});

test('a lockdown holds for each portal until a run with a consent has given something there', () => {
  const given = intent('ada', { run: 'run-2' });
  expect(lockedPortals()).toEqual([acme, 'other']);
  expect(lockedPortals(run('run-2'), given, done(3))).toEqual([acme, 'other']);
  expect(lockedPortals(run('run-2', { consents: [consent] }), given)).toEqual([acme, 'other']);
  expect(lockedPortals(run('run-2', { consents: [consent] }), given, done(3))).toEqual(['other']);
});

test.each([
  ['to another plan', { ...consent, changeDigest: digestOf('another plan') }],
  ['that had run out', { ...consent, expires: at }],
])('a consent %s ends no lockdown', (_, other) => {
  const given = intent('ada', { run: 'run-2' });
  expect(lockedPortals(run('run-2', { consents: [other] }), given, done(3))).toEqual([acme, 'other']);
});

test('a removal with a consent ends no lockdown, nor does a further sweep', () => {
  const removal = intent('ada', { run: 'run-2', verdict: 'delete' });
  expect(lockedPortals(run('run-2', { consents: [consent] }), removal, done(3))).toEqual([acme, 'other']);
  const given = intent('ada', { run: 'run-2' });
  const again = run('run-2', { consents: [consent], sweep: { mode: 'destroy', why: null } });
  expect(lockedPortals(again, given, done(3))).toEqual([acme, 'other']);
});
