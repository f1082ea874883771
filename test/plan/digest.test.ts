import { describe, expect, test } from 'vitest';
import type { Change, NotifyChange, RequestChange } from '../../engine/model/change.ts';
import { canonicalJson } from '../../engine/model/canonical-json.ts';
import { digestOf } from '../../engine/model/digest.ts';
import { type PlanScope, planFormatVersion } from '../../engine/model/plan.ts';
import { changeDigest } from '../../engine/plan/change-digest.ts';
import type { Counted } from '../../engine/plan/count-harm.ts';
import { wholeScope } from '../../engine/plan/scope.ts';
import { byHand, create, invite, remove, update } from '../support/plan-builders.ts';

const ben = update('ben@acme.example');
const { id: _id, ...about } = ben;
const mail = { occasion: 'ben/welcome', to: 'ben@acme.example', subject: 'Hello', text: 'Hi', locale: 'en' };
const notify: NotifyChange = { ...about, id: null, verdict: 'notify', before: null, after: null, mail };
const reset: RequestChange = { ...about, id: null, verdict: 'reset', before: {}, after: {}, request: 'ben/lost' };
const all: Counted[] = [
  ben,
  invite('cy@acme.example'),
  remove('dia@acme.example'),
  byHand('eva@acme.example'),
  notify,
  reset,
];

function digest(counted: readonly Counted[], scope: Partial<PlanScope> = {}): string {
  return changeDigest(counted, { ...wholeScope, ...scope });
}

test('mails from somebody else are other mails', () => {
  const from = (name: string) => digest([{ ...notify, mail: { ...mail, from: { name, address: 'it@acme.example' } } }]);
  expect(from('IT')).not.toBe(from('Sales'));
});

function changed(one: Change, more: object): string {
  return digest([{ ...one, ...more }]);
}

describe('the digest of a plan is the same', () => {
  test('as ever where no policy and no rail decides: what was approved before there were any stays approved', () => {
    const aim = { target: [], exclude: [], at: null, mode: 'normal' };
    expect(digest([])).toBe(digestOf(canonicalJson({ formatVersion: planFormatVersion, changes: [], ...aim })));
  });

  test('in whatever order the changes, harms and targets stand', () => {
    expect(digest([...all].reverse())).toBe(digest(all));
    const harms = ['accounts', 'mails'] as const;
    expect(changed(ben, { harms })).toBe(changed(ben, { harms: [...harms].reverse() }));
    expect(changed(ben, { restores: ['a', 'b'] })).toBe(changed(ben, { restores: ['b', 'a'] }));
    expect(digest(all, { target: ['a', 'b'] })).toBe(digest(all, { target: ['b', 'a'] }));
  });

  test('in whatever order the attributes were written', () => {
    expect(changed(ben, { after: { a: 1, b: 2 } })).toBe(changed(ben, { after: { b: 2, a: 1 } }));
  });

  test.each([
    ['when it was read', { evidence: { grade: 'attested', at: '2027-01-01T00:00:00.000Z' } }],
    ['where it was written', { at: { file: 'other.yaml', line: 9, column: 1, length: 1 } }],
    ['why, who asked', { why: { ticket: 'X-1' } }],
    ['how the kind puts it', { summary: 'in other words', consequences: [{ kind: 'privilege', text: 'x' }] }],
    ['how many requests it costs', { requests: 99 }],
    ['what it waits for', { dependsOn: ['a/b/c'] }],
  ])('whatever %s', (_, more) => {
    expect(changed(ben, more)).toBe(digest([ben]));
  });
});

describe('the digest of a plan is another one', () => {
  test.each([
    ['the object', { address: { ...ben.address, key: 'bob@acme.example' } }],
    ['the portal', { address: { ...ben.address, portal: 'other' } }],
    ['the document', { identity: { ...ben.identity, name: 'bob' } }],
    ['the portal’s id', { id: 'T-1' }],
    ['the word for it', { word: 'extend' }],
    ['what is there now', { before: { role: 'Owner' } }],
    ['what is to be there', { after: { role: 'Owner' } }],
    ['one changed field', { fields: [] }],
    ['whether the person has joined', { presence: 'invited' }],
    ['its harm', { harms: ['accounts'] }],
    ['why it needs a consent', { consent: ['one way'] }],
    ['until when it is given', { until: '2027-01-01T00:00:00.000Z' }],
    ['what comes back with it', { restores: ['acme/role/admin'] }],
    ['the key it had', { formerKey: 'old@acme.example' }],
  ])('with another: %s', (_, more) => {
    expect(changed(ben, more)).not.toBe(digest([ben]));
  });

  test('with another round, request, mail, step, verdict or scope', () => {
    const cy = invite('cy@acme.example');
    expect(changed(cy, { round: 2 })).not.toBe(digest([cy]));
    expect(changed(reset, { request: 'ben/again' })).not.toBe(digest([reset]));
    expect(changed(reset, { verdict: 'sync' })).not.toBe(digest([reset]));
    for (const part of ['to', 'subject', 'text', 'locale', 'occasion'] as const) {
      expect(changed(notify, { mail: { ...mail, [part]: 'x' } })).not.toBe(digest([notify]));
    }
    const eva = byHand('eva@acme.example');
    expect(digest([{ ...eva, gate: { ...eva.gate, step: 'other' } }])).not.toBe(digest([eva]));
    expect(digest([{ ...eva, wants: 'delete' }])).not.toBe(digest([eva]));
    for (const scope of [
      { target: ['a'] },
      { exclude: ['a'] },
      { at: '2027-01-01T00:00:00.000Z' },
      { mode: 'destroy' as const },
    ]) {
      expect(digest(all, scope)).not.toBe(digest(all));
    }
  });

  test('with one change more, less or twice', () => {
    expect(new Set([digest([]), digest([ben]), digest([ben, ben]), digest([ben, create('x@acme.example')])]).size).toBe(
      4,
    );
  });
});
