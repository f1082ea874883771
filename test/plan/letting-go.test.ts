import { expect, test } from 'vitest';
import { formatAddress } from '../../engine/model/address.ts';
import type { Change } from '../../engine/model/change.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { orderChanges } from '../../engine/plan/order-changes.ts';
import { portal } from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';
import { remove, update } from '../support/plan-builders.ts';

const account = kindWith({ kind: 'account' });

function accountAddress(key: string): string {
  return formatAddress({ portal: portal.name, kind: 'account', key });
}

/** A group names the accounts in it. */
const group = kindWith({
  kind: 'group',
  dependsOnKinds: ['account'],
  names: ({ members }) => (Array.isArray(members) ? members.map((key) => accountAddress(String(key as string))) : []),
});

const declared = [account, group].map((kind) => ({ portal, kind, resources: [], requests: [] }));

function accountGone(key: string): Change {
  return { ...remove(key), address: { portal: portal.name, kind: 'account', key } };
}

function groupOf(before: JsonObject): Pick<Change, 'address'> & { readonly before: JsonObject } {
  return { address: { portal: portal.name, kind: 'group', key: 'team' }, before };
}

/** What the removal of an account waits for. */
function waitsFor(changes: readonly Change[], key: string): readonly string[] {
  const removal = orderChanges(changes, declared).find(({ address }) => address.key === key);
  return removal?.dependsOn ?? [];
}

const team = formatAddress({ portal: portal.name, kind: 'group', key: 'team' });
const before = { members: ['ada', 'ben', 'cy'] };

test('who leaves a group leaves it before the account goes', () => {
  const change: Change = { ...update('team'), ...groupOf(before), after: { members: ['ada', 'cy'] } };
  expect(waitsFor([accountGone('ben'), change], 'ben')).toEqual([team]);
});

test('who stays named is not waited for: another change of the group says nothing about them', () => {
  const change: Change = { ...update('team'), ...groupOf(before), after: before };
  expect(waitsFor([accountGone('ben'), change], 'ben')).toEqual([]);
});

test('a group that goes lets go of everybody', () => {
  const change: Change = { ...remove('team'), ...groupOf(before) };
  const changes = [accountGone('ada'), accountGone('cy'), change];
  expect(waitsFor(changes, 'ada')).toEqual([team]);
  expect(waitsFor(changes, 'cy')).toEqual([team]);
  expect(waitsFor(changes, 'team')).toEqual([]);
});

test('a kind that names nothing holds nothing up', () => {
  const change: Change = { ...update('team'), ...groupOf(before), after: { members: [] } };
  const silent = declared.map((one) => ({ ...one, kind: { ...one.kind, names: () => [] } }));
  const [removal] = orderChanges([accountGone('ben'), change], silent);
  expect(removal?.dependsOn).toEqual([]);
});
