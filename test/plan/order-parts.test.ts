import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../engine/model/address.ts';
import type { Change } from '../../engine/model/change.ts';
import { orderChanges } from '../../engine/plan/order-changes.ts';
import { portal } from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';
import { create, remove, update } from '../support/plan-builders.ts';

/** A group names the accounts in it; an add-on stands on its base, and both are seats of an account. */
const account = kindWith({ kind: 'account' });
const group = kindWith({
  kind: 'group',
  names: ({ members }) => (members as string[]).map((key) => addressOf('account', key)),
});
const seat = kindWith({
  kind: 'seat',
  dependsOnKinds: ['account'],
  standsOn: ({ base }) => (typeof base === 'string' ? [base] : []),
});
const declared = [account, group, seat].map((kind) => ({ portal, kind, resources: [], requests: [] }));

function addressOf(kind: string, key: string): string {
  return formatAddress({ portal: portal.name, kind, key });
}

/** A change of one thing in the name of Ada. */
function of<Item extends Change>(item: Item, kind: string, key: string, more: Partial<Item> = {}): Item {
  const identity = { document: 'User', name: 'ada', portal: portal.name, kind };
  return { ...item, address: { portal: portal.name, kind, key }, identity, ...more };
}
const gone = of(remove('x'), 'account', 'ada');
const seatGone = (key: string, base?: string) =>
  of(remove('x'), 'seat', key, { before: base === undefined ? {} : { base } });

/** What each change waits for, by its key. */
function waits(...changes: readonly Change[]): Record<string, readonly string[]> {
  const ordered = orderChanges(changes, declared);
  return Object.fromEntries(ordered.map(({ address, dependsOn }) => [address.key, dependsOn]));
}

describe('an account goes last', () => {
  test('after each of its seats, named in one order whatever the order of the changes', () => {
    const seats = ['c', 'a', 'b'].map((key) => addressOf('seat', key)).sort();
    for (const keys of [
      ['c', 'a', 'b'],
      ['b', 'c', 'a'],
    ]) {
      expect(waits(...keys.map((key) => seatGone(key)), gone)['ada']).toEqual(seats);
      expect(waits(gone, ...keys.map((key) => seatGone(key)))['ada']).toEqual(seats);
    }
  });

  test('and waits for no seat that stays, whatever else happens to it', () => {
    expect(waits(gone, of(update('x'), 'seat', 'a', { before: {} }))['ada']).toEqual([]);
    expect(waits(gone, of(create('x'), 'seat', 'a'))['ada']).toEqual([]);
  });

  test('after every group that lets go of it', () => {
    const leaving = (key: string) =>
      of(update('x'), 'group', key, { before: { members: ['ada', 'ben'] }, after: { members: ['ben'] } });
    const groups = ['one', 'three', 'two'].map((key) => addressOf('group', key));
    expect(waits(gone, leaving('two'), leaving('one'), leaving('three'))['ada']).toEqual(groups);
  });

  test('and is not held up by a group that is made meanwhile', () => {
    const made = of(create('x'), 'group', 'new', { after: { members: ['ben'] } });
    expect(waits(gone, made)).toEqual({ ada: [], new: [] });
  });
});

describe('a base goes after its add-ons', () => {
  test('after all of them', () => {
    const addOns = ['extra', 'more', 'plus'].map((key) => addressOf('seat', key));
    const changes = ['plus', 'extra', 'more'].map((key) => seatGone(key, 'base'));
    expect(waits(seatGone('base'), ...changes)['base']).toEqual(addOns);
  });

  test('and not after one that is only changed', () => {
    const kept = of(update('x'), 'seat', 'extra', { before: { base: 'base' }, after: { base: 'other' } });
    expect(waits(seatGone('base'), kept)['base']).toEqual([]);
  });
});

test('what is changed and not removed waits for nothing that goes', () => {
  const stays = of(update('x'), 'account', 'ada');
  expect(waits(stays, seatGone('a'))['ada']).toEqual([]);
  const base = of(update('x'), 'seat', 'base', { before: {} });
  expect(waits(base, seatGone('extra', 'base'))['base']).toEqual([]);
});

test('what gets another key waits for all that goes and was seen under the old one', () => {
  const moved = of(update('x'), 'account', 'ada.new', { formerKey: 'ada' });
  expect(waits(moved, seatGone('a'), seatGone('b'))['ada.new']).toEqual(
    ['a', 'b'].map((key) => addressOf('seat', key)),
  );
  expect(waits(moved, of(update('x'), 'seat', 'c'))['ada.new']).toEqual([]);
});

test('what a kind of is removed that is declared no more is put into the order like everything else', () => {
  expect(orderChanges([of(remove('x'), 'old', 'b'), of(remove('x'), 'account', 'c')], declared)).toMatchObject([
    { address: { key: 'c' } },
    { address: { key: 'b' }, dependsOn: [] },
  ]);
});
