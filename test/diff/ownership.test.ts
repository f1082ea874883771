import { expect, test } from 'vitest';
import {
  addressOf,
  bound,
  desired,
  diff,
  identityOf,
  keyOf,
  observed,
  pending,
  verdicts,
} from '../support/engine-builders.ts';
import { grouped, invitee, kindWith } from '../support/engine-kinds.ts';

/** Ada’s key, but an object that somebody else made after ours was gone. */
const another = observed('ada', { role: 'administrator' }, { id: 'id-other' });

test('what another object with the same key is, is not ours: it is adopted where it is declared', () => {
  const { changes } = diff({ desired: [desired('ada')], observed: [another], bindings: [bound('ada')] });
  expect(changes).toMatchObject([{ verdict: 'adopt', id: 'id-other', fields: [{ field: 'role', after: 'member' }] }]);
});

test('and never removed where it is not', () => {
  expect(verdicts(diff({ observed: [another], bindings: [bound('ada')] }))).toEqual(['unmanaged ada']);
});

test('who accepted an invitation may have a new id and is still ours', () => {
  const world = {
    kind: invitee,
    observed: [observed('ada', {}, { id: 'id-new' })],
    bindings: [bound('ada', {}, pending)],
  };
  expect(verdicts(diff(world))).toEqual(['delete ada']);
  expect(verdicts(diff({ ...world, desired: [desired('ada')] }))).toEqual(['unchanged ada']);
});

test('a document that was renamed keeps what it had: ownership moves, and nothing is removed', () => {
  const renamed = desired('ada', {}, { identity: identityOf('lovelace') });
  const diffed = diff({ desired: [renamed], observed: [observed('ada')], bindings: [bound('ada')] });
  expect(verdicts(diffed)).toEqual(['adopt ada']);
  expect(diffed.changes[0]).toMatchObject({ word: 'hand over', identity: { name: 'lovelace' } });
});

test('a set that the earlier document had needs no consent to be changed by the renamed one', () => {
  const renamed = desired('ada', { groups: ['a'] }, { identity: identityOf('lovelace') });
  const world = { kind: grouped, desired: [renamed], observed: [observed('ada', { groups: ['a', 'b'] })] };
  expect(verdicts(diff({ ...world, bindings: [bound('ada', { groups: ['a', 'b'] })] }))).toEqual(['adopt ada']);
  expect(verdicts(diff(world))).toEqual(['take-over ada']);
});

test('what another document still wants is left to it', () => {
  const mover = desired('ada.king', {}, { identity: identityOf('ada') });
  const newcomer = desired('ada', {}, { identity: identityOf('ben') });
  const diffed = diff({ desired: [mover, newcomer], observed: [observed('ada')], bindings: [bound('ada')] });
  expect(verdicts(diffed)).toEqual(['update ada.king', 'blocked ada']);
  expect(diffed.standing[0]).toMatchObject({
    by: `acme/account/ada@acme.example is still managed for ${keyOf('ada')}`,
  });
});

test('what moved at the portal is known by its id, whoever declares the key that it has now', () => {
  const moved = observed('ben', {}, { id: 'id-ada' });
  const world = { desired: [desired('ada'), desired('ben')], observed: [moved], bindings: [bound('ada')] };
  expect(verdicts(diff(world))).toEqual(['update ada', 'blocked ben']);
  expect(verdicts(diff({ ...world, desired: [desired('ben')] }))).toEqual(['adopt ben']);
});

test('an owner that moved away long ago has no say any more', () => {
  const gone = bound('ada', {}, { address: addressOf('ada.king') });
  const world = {
    desired: [desired('ada.king', {}, { identity: identityOf('ada') }), desired('ben')],
    bindings: [gone],
  };
  const there = [observed('ada.king', {}, { id: 'id-ada' }), observed('ben')];
  expect(verdicts(diff({ ...world, observed: there }))).toEqual(['adopt ben', 'unchanged ada.king']);
});

test('a removal says what ended: a date, the whole workspace, the portal, or the document that gave it', () => {
  const owned = { observed: [observed('ada')], bindings: [bound('ada')] };
  const grant = { person: 'ada', role: 'x', origin: { file: 'a.yaml', document: 0, line: 1, path: [] } };
  const at = '2026-11-01T00:00:00.000Z';
  const ended = [{ ...grant, ended: at, because: 'until' as const }];
  expect(diff(owned).changes).toMatchObject([{ ends: { because: 'undeclared', was: 'User/ada' } }]);
  expect(diff({ ...owned, portal: { ended } }).changes).toMatchObject([{ ends: { because: 'until', at } }]);
  expect(diff({ ...owned, removeAll: true }).changes).toMatchObject([{ ends: { because: 'destroy' } }]);
  expect(diff({ ...owned, portal: { retire: true }, removeAll: true }).changes).toMatchObject([
    { ends: { because: 'retire' } },
  ]);
});

test('a removal says why, from the grant that ended last', () => {
  const because = (ended: string, ticket: string) => ({
    person: 'ada',
    role: 'member',
    ended,
    because: 'until' as const,
    why: { ticket },
    origin: { file: `${ticket}.yaml`, document: 0, path: [], line: 9 },
  });
  const ended = [because('2026-11-20T00:00:00.000Z', 'HR-2'), because('2026-10-20T00:00:00.000Z', 'HR-1')];
  const { changes } = diff({ portal: { ended }, observed: [observed('ada')], bindings: [bound('ada')] });
  expect(changes[0]).toMatchObject({ why: { ticket: 'HR-2' }, at: { file: 'HR-2.yaml', line: 9 } });
});

test('a removal is of the whole object, an update of the declared attributes alone', () => {
  const there = [observed('ada', { note: 'x' }), observed('ben', { note: 'x' })];
  const wanted = [desired('ben', { role: 'administrator' })];
  const { changes } = diff({ desired: wanted, observed: there, bindings: [bound('ada'), bound('ben')] });
  expect(changes.map((change) => change.before)).toEqual([
    { email: 'ben@acme.example', role: 'member' },
    { email: 'ada@acme.example', role: 'member', note: 'x' },
  ]);
});

test('what the portal never gives back is compared with what was given last', () => {
  const kind = kindWith({ writeOnlyFields: ['pin'] });
  const world = { kind, desired: [desired('ada', { pin: '2' })], observed: [observed('ada')] };
  expect(verdicts(diff({ ...world, bindings: [bound('ada', { pin: '2' })] }))).toEqual(['unchanged ada']);
  const { changes } = diff({ ...world, bindings: [bound('ada', { pin: '1' })] });
  expect(changes[0]).toMatchObject({ verdict: 'update', fields: [{ field: 'pin', before: '1', after: '2' }] });
});

test('what its kind keeps when its document goes is let go, and stays as it is', () => {
  const kind = kindWith({ whenUndeclared: ({ onRemove }) => (onRemove === 'cancel' ? 'delete' : 'release') });
  const owned = (onRemove: string) => ({
    kind,
    observed: [observed('ada')],
    bindings: [bound('ada', { onRemove })],
  });
  const kept = diff(owned('keep'));
  expect(kept.changes).toMatchObject([{ verdict: 'release', after: null, fields: [], harms: [] }]);
  expect(kept.changes[0]?.consequences[0]?.text).toBe('stays at acme as it is: member');
  expect(verdicts(diff(owned('cancel')))).toEqual(['delete ada']);
});
