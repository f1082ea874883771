import { expect, test } from 'vitest';
import { driftOf } from '../../engine/diff/drift.ts';
import type { Binding } from '../../engine/model/ledger.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
import { at, bound, intent, ledgerWith, observation, observed, pending } from '../support/engine-builders.ts';
import { kindWith, slow } from '../support/engine-kinds.ts';

function drift(bindings: readonly Binding[], there: readonly ObservedResource[], more = {}) {
  return driftOf({ observation: observation(there, more), ledger: ledgerWith({ bindings }), bindings, at });
}
const told = (found: ReturnType<typeof drift>): readonly string[] =>
  found.map(({ address, what }) => `${what} ${address.key}`);

test('what is as it was recorded has not moved, and what nobody owns does not count', () => {
  expect(drift([bound('ada')], [observed('ada', { note: 'x' }), observed('eve')])).toEqual([]);
});

test('an attribute that somebody changed is told with the ledger’s value and the portal’s', () => {
  const [changed] = drift([bound('ada')], [observed('ada', { role: 'administrator' })]);
  expect(changed).toMatchObject({
    what: 'changed',
    identity: { name: 'ada' },
    fields: [{ field: 'role', before: 'member', after: 'administrator' }],
  });
});

test('gone, come in, and run out are told apart', () => {
  const bindings = [bound('ada'), bound('ben', {}, pending), bound('cleo', {}, pending)];
  const found = drift(bindings, [observed('ben')]);
  expect(told(found)).toEqual(['gone ada@acme.example', 'accepted ben@acme.example', 'gone cleo@acme.example']);
});

test('an id that the ledger learns is nothing that has moved', () => {
  expect(drift([bound('ada', {}, { id: null })], [observed('ada')])).toEqual([]);
});

test('what may only not be seen yet, or was not read, has not moved', () => {
  const fresh = bound('ada', {}, { since: at });
  expect(drift([fresh], [], { kind: slow })).toEqual([]);
  expect(drift([bound('ada')], [], { coverage: 'failed' })).toEqual([]);
});

test('what the portal never gives back has not changed', () => {
  const kind = kindWith({ writeOnlyFields: ['pin'] });
  expect(drift([bound('ada', { pin: '1' })], [observed('ada')], { kind })).toEqual([]);
});

test('a call without an outcome is looked up first', () => {
  const bindings = [bound('ada')];
  const openIntents = [{ seq: 1, at, ref: null, intent: intent('ada') }];
  const seen = observation([observed('ada', { role: 'administrator' })]);
  const ledger = ledgerWith({ bindings, openIntents });
  expect(driftOf({ observation: seen, ledger, bindings, at })).toEqual([]);
});
