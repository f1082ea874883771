import { expect, test } from 'vitest';
import type { DesiredResource } from '../../engine/model/resource.ts';
import { onlyAbout, type OnlyInput, sharedWithout } from '../../engine/plan/only-the-person.ts';
import { wholeScope } from '../../engine/plan/scope.ts';
import {
  addressOf,
  bound,
  desired,
  identityOf,
  ledgerWith,
  observation,
  observed,
  portal,
} from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';
import { create, invite, remove, update } from '../support/plan-builders.ts';

const keyOf = (name: string) => `${name}@acme.example`;
const group = kindWith({
  kind: 'group',
  names: ({ members }) => (Array.isArray(members) ? members.map((one) => `acme/account/${one}`) : []),
});
const team = (...members: string[]) => {
  const place = { address: addressOf('team', 'group'), identity: identityOf('team', 'group') };
  return { ...desired('team', { members: members.map(keyOf), note: 'ours' }), ...place };
};
const seen = (...members: string[]) => ({
  ...observed('team', { members: members.map(keyOf), note: 'theirs' }),
  address: addressOf('team', 'group'),
});
const offboarding = {
  ...wholeScope,
  mode: 'offboard' as const,
  person: 'ada',
  target: ['acme/group/team@acme.example'],
};
const input: OnlyInput = { scope: offboarding, ledger: ledgerWith({ bindings: [bound('ada')] }) };

function without(wanted: DesiredResource, there: ReturnType<typeof seen>, given: OnlyInput = input) {
  const declared = [{ portal, kind: group, resources: [wanted], requests: [] }];
  return sharedWithout(declared, [observation([there], { kind: group })], given)[0]?.resources[0]?.attributes;
}

test('a group is to be as it stands there, but for the person', () => {
  const found = without(team('ben', 'newcomer'), seen('ada', 'ben', 'cleo'));
  expect(found).toMatchObject({ members: [keyOf('ben'), keyOf('cleo')], note: 'theirs' });
});

test('the person is known by what the ledger owns for them, and by each of their addresses', () => {
  const emails = new Set([keyOf('ada'), keyOf('lovelace')]);
  const stranger = { scope: offboarding, ledger: ledgerWith(), emails };
  expect(without(team('ben'), seen('lovelace', 'ben'), stranger)).toMatchObject({ members: [keyOf('ben')] });
  const nobody = { scope: offboarding, ledger: ledgerWith() };
  expect(without(team('ben'), seen('ada', 'ben'), nobody)).toMatchObject({ members: [keyOf('ada'), keyOf('ben')] });
});

test('what belongs to others, or to another document of that name, is not taken for theirs', () => {
  const role = bound('cleo', {}, { identity: { ...identityOf('ada'), document: 'Role' } });
  const others = { scope: offboarding, ledger: ledgerWith({ bindings: [bound('ada'), bound('ben'), role] }) };
  expect(without(team(), seen('ada', 'ben', 'cleo'), others)).toMatchObject({ members: [keyOf('ben'), keyOf('cleo')] });
});

test('of a group with several lists, who is beside the person in one is not taken out of the other', () => {
  const names = ({ members = [], owners = [] }: Record<string, unknown>) =>
    [...(members as string[]), ...(owners as string[])].map((one) => (one.includes('@') ? `acme/account/${one}` : one));
  const kind = kindWith({ kind: 'group', names });
  const lists = {
    members: [keyOf('ada'), keyOf('ben'), 'no address'],
    owners: [keyOf('ada'), keyOf('cleo')],
    tags: ['red'],
  };
  const there = { ...seen(), attributes: lists };
  const wanted = { ...team(), attributes: { members: [], owners: [], tags: [], purpose: 'work' } };
  const declared = [{ portal, kind, resources: [wanted], requests: [] }];
  expect(sharedWithout(declared, [observation([there], { kind })], input)[0]?.resources[0]?.attributes).toEqual({
    members: [keyOf('ben'), 'no address'],
    owners: [keyOf('cleo')],
    tags: ['red'],
    purpose: 'work',
  });
});

test('what nobody shares, what is not there yet, and what nobody could look at stays as it is declared', () => {
  const own = { portal, kind: kindWith({ kind: 'group' }), resources: [team('ben')], requests: [] };
  expect(sharedWithout([own], [observation([seen('ada')], { kind: own.kind })], input)).toEqual([own]);
  const made = { ...own, kind: group };
  expect(sharedWithout([made], [observation([], { kind: group })], input)).toEqual([made]);
  expect(sharedWithout([made], [], input)).toEqual([made]);
});

test('what the offboarding is not aimed at, and any other plan, is left to the manifests', () => {
  const aside = { ...input, scope: { ...offboarding, target: ['acme/account/ada@acme.example'] } };
  for (const other of [aside, { ...input, scope: wholeScope }]) {
    expect(without(team('ben'), seen('ada', 'ben'), other)).toMatchObject({ members: [keyOf('ben')], note: 'ours' });
  }
});

test('nobody else is made, invited or adopted by it; what shrinks with the person goes on', () => {
  const ben = { identity: identityOf('ben') };
  const theirs = remove('ada@acme.example', { identity: identityOf('ada') });
  const shrinking = update('team@acme.example', { identity: identityOf('team', 'group') });
  const changes = [create('ben@acme.example', ben), invite('ben@acme.example', ben), theirs, shrinking];
  expect(onlyAbout(changes, input)).toEqual([theirs, shrinking]);
  expect(onlyAbout(changes, { ...input, scope: wholeScope })).toEqual(changes);
});
