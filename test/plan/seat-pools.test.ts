import { describe, expect, test } from 'vitest';
import { formatAddress, formatIdentity } from '../../engine/model/address.ts';
import type { Change } from '../../engine/model/change.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { digestOf } from '../../engine/model/digest.ts';
import { checkRails, judgeRails } from '../../engine/plan/check-rails.ts';
import { orderChanges } from '../../engine/plan/order-changes.ts';
import { afterSeatsAreFree, seatRails } from '../../engine/plan/seat-pools.ts';
import { at, observation, observed, portal } from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';
import { create, invite, remove, update } from '../support/plan-builders.ts';

const number = (attributes: JsonObject, name: string): number => Number(attributes[name] ?? 0);

const pool = kindWith({
  kind: 'pool',
  identify: ({ part }) => `${part as string}`,
  free: (attributes) => number(attributes, 'seats') - number(attributes, 'used'),
});
const seat = kindWith({
  kind: 'seat',
  identify: ({ who, part }) => `${who as string}/${part as string}`,
  takesFrom: ({ part }) => ({ portal: portal.name, kind: 'pool', key: `${part as string}` }),
  standsOn: ({ who, base }) => (base === undefined ? [] : [`${who as string}/${base as string}`]),
});
const declared = [pool, seat].map((kind) => ({ portal, kind, resources: [], requests: [] }));

function seated<Item extends Change>(item: Item, kind: string, key: string): Item {
  return { ...item, address: { portal: portal.name, kind, key } };
}
const takes = (who: string, part = 'P'): Change =>
  seated(create('x', { after: { who, part } }), 'seat', `${who}/${part}`);
const gives = (who: string, part = 'P', base?: string): Change =>
  seated(remove('x', { before: { who, part, ...(base === undefined ? {} : { base }) } }), 'seat', `${who}/${part}`);
const resized = (seats: number): Change => seated(update('x', { after: { part: 'P', seats } }), 'pool', 'P');
const made = (seats: number): Change => seated(create('x', { after: { part: 'P', seats } }), 'pool', 'P');

function seen(pools: readonly JsonObject[]) {
  const rows = pools.map((attributes) => {
    const address = { portal: portal.name, kind: 'pool', key: `${attributes['part'] as string}` };
    return { ...observed('x'), address, attributes };
  });
  return [observation(rows, { kind: pool }), observation([], { kind: seat })];
}
const short = (changes: readonly Change[], pools: readonly JsonObject[]): readonly string[] =>
  seatRails(changes, seen(pools)).map(({ reason }) => reason);

const tenFree = [{ part: 'P', seats: 12, used: 2 }];
const twelve = Array.from({ length: 12 }, (_, index) => takes(`p${index}`));

describe('seats that are short', () => {
  test('are refused with the numbers and the names', () => {
    const [rail] = seatRails(twelve, seen(tenFree));
    expect(rail).toMatchObject({
      rail: 'seats-short',
      portal: portal.name,
      verdict: 'refused',
      counted: 12,
      limit: '10 free',
      reason: 'P: needs 12, 10 free, 2 short',
    });
    expect(rail?.who).toHaveLength(12);
    expect(rail?.who[11]).toBe('p11/P');
  });

  test('are not, where there is one for each', () => {
    expect(short(twelve.slice(0, 10), tenFree)).toEqual([]);
  });

  test('are not, where the plan itself makes the pool large enough', () => {
    expect(short([...twelve, resized(14)], tenFree)).toEqual([]);
    expect(short([...twelve, resized(13)], tenFree)).toEqual(['P: needs 12, 11 free, 1 short']);
  });

  test('count a pool that the plan makes', () => {
    expect(short([...twelve, made(12)], [])).toEqual([]);
    expect(short([...twelve, made(11)], [])).toEqual(['P: needs 12, 11 free, 1 short']);
  });

  test('say nothing of a pool that nobody could read', () => {
    expect(short(twelve, [])).toEqual([]);
  });

  test('are counted pool by pool', () => {
    const pools = [...tenFree, { part: 'Q', seats: 1, used: 1 }];
    expect(short([takes('ada'), takes('ada', 'Q')], pools)).toEqual(['Q: needs 1, 0 free, 1 short']);
  });

  test('count what the plan gives back', () => {
    const full = [{ part: 'P', seats: 2, used: 2 }];
    expect(short([takes('ada'), gives('ben')], full)).toEqual([]);
    expect(short([takes('ada'), takes('cleo'), gives('ben')], full)).toEqual([
      "P: needs 2, 0 free and 1 more by this plan's removals, 1 short",
    ]);
  });

  test('stop a plan whatever consent there is', () => {
    const changeDigest = digestOf('the plan');
    const consents = [
      { name: 'yes', changeDigest, expires: '2026-11-22T00:00:00.000Z', who: 'grace', why: 'looked at' },
    ];
    const rails = checkRails({
      portals: [portal],
      counted: twelve,
      observations: seen(tenFree),
      changeDigest,
      consents,
      at,
      harmDone: [],
    });
    expect(rails.find(({ rail }) => rail === 'seats-short')?.verdict).toBe('refused');
  });
});

describe('who comes when a pool is full', () => {
  const waitsOf = (changes: readonly Change[], pools: readonly JsonObject[]) =>
    new Map(afterSeatsAreFree(changes, seen(pools)).map((one) => [one.address.key, one.dependsOn]));

  test('waits for one who goes, each for another', () => {
    const changes = [takes('ada'), takes('ben'), takes('cleo'), gives('dora'), gives('eve')];
    const waits = waitsOf(changes, [{ part: 'P', seats: 3, used: 2 }]);
    expect([...waits.values()]).toEqual([[], ['acme/seat/dora/P'], ['acme/seat/eve/P'], [], []]);
  });

  test('waits only as far as there is somebody who goes, by an invitation too', () => {
    const invited = seated(invite('x', { after: { who: 'ada', part: 'P' } }), 'seat', 'ada/P');
    const full = [{ part: 'P', seats: 2, used: 2 }];
    const [first, second] = waitsOf([invited, takes('ben'), gives('zoe')], full).values();
    expect([first, second]).toEqual([['acme/seat/zoe/P'], []]);
    expect(short([invited], full)).toEqual(['P: needs 1, 0 free, 1 short']);
  });

  test('names whom it waits for in one order with what it waited for before', () => {
    const ada = { ...takes('ada'), dependsOn: ['acme/seat/zoe/Q'] };
    const waits = waitsOf([ada, gives('dora')], [{ part: 'P', seats: 1, used: 1 }]);
    expect(waits.get('ada/P')).toEqual(['acme/seat/dora/P', 'acme/seat/zoe/Q']);
  });

  test('waits for nobody where nobody knows how many are free', () => {
    const changes = [takes('ada'), gives('dora')];
    expect([...waitsOf(changes, []).values()]).toEqual([[], []]);
    const unread = [observation([], { kind: seat })];
    expect(afterSeatsAreFree(changes, unread).map(({ dependsOn }) => dependsOn)).toEqual([[], []]);
  });

  test('is nobody who has a seat already and is only changed', () => {
    const changed = seated(update('x', { before: { who: 'ada', part: 'P' } }), 'seat', 'ada/P');
    expect(short([changed], [{ part: 'P', seats: 1, used: 1 }])).toEqual([]);
  });

  test('waits for nobody where there is room', () => {
    const waits = waitsOf([takes('ada'), gives('ben')], tenFree);
    expect([...waits.values()]).toEqual([[], []]);
  });
});

describe('who gets another key, and holds a seat under the earlier one', () => {
  const moved = seated(update('x', { formerKey: 'ada' }), 'account', 'king');
  const identity = { document: 'User', name: 'ada', portal: portal.name, kind: 'seat' };
  const arrival = { ...takes('king'), identity, dependsOn: ['acme/account/king'] };
  const held = { ...observed('x'), address: { portal: portal.name, kind: 'seat', key: 'ada/P' } };
  const there = [
    ...seen([{ part: 'P', seats: 1, used: 1 }]).slice(0, 1),
    observation([{ ...held, attributes: { who: 'ada', part: 'P' } }], { kind: seat }),
  ];
  const owners = new Map([['acme/seat/ada/P', formatIdentity(identity)]]);
  const shortOf = (...given: Parameters<typeof seatRails>) => seatRails(...given).map(({ reason }) => reason);
  const one = ['P: needs 1, 0 free, 1 short'];

  test('takes no other: it moves along', () => {
    expect(shortOf([moved, arrival], there, owners)).toEqual([]);
    const waits = afterSeatsAreFree([moved, arrival, gives('zoe')], there, owners);
    expect(waits[1]?.dependsOn).toEqual(['acme/account/king']);
    const rails = { portals: [portal], counted: [moved, arrival], observations: there, at, harmDone: [], owners };
    expect(judgeRails(rails).filter(({ rail }) => rail === 'seats-short')).toEqual([]);
  });

  test('takes another where nothing moves, where the held one is of another pool, or somebody else’s', () => {
    expect(shortOf([arrival], there, owners)).toEqual(one);
    expect(shortOf([seated(update('x'), 'account', 'king'), arrival], there, owners)).toEqual(one);
    expect(shortOf([moved, { ...arrival, identity: null }], there, owners)).toEqual(one);
    expect(shortOf([moved, { ...arrival, dependsOn: [] }], there, owners)).toEqual(one);
    expect(shortOf([moved, arrival], there, new Map())).toEqual(one);
    expect(shortOf([moved, arrival], there)).toEqual(one);
    expect(shortOf([moved, { ...arrival, identity: { ...identity, name: 'eve' } }], there, owners)).toEqual(one);
    const other = { ...arrival, after: { who: 'king', part: 'Q' } };
    const [pools] = seen([{ part: 'Q', seats: 1, used: 1 }]);
    expect(shortOf([moved, other], [pools!, there[1]!], owners)).toEqual(['Q: needs 1, 0 free, 1 short']);
  });
});

describe('of what moves along with another key', () => {
  const moved = seated(update('x', { formerKey: 'ada' }), 'account', 'king');
  const identity = { document: 'User', name: 'ada', portal: portal.name, kind: 'seat' };
  const owners = new Map([
    ['acme/seat/ada/P', formatIdentity(identity)],
    ['acme/pool/P', formatIdentity({ ...identity, document: 'License' })],
  ]);
  const held = { ...observed('x'), address: { portal: portal.name, kind: 'seat', key: 'ada/P' } };
  const full = seen([{ part: 'P', seats: 1, used: 1 }]).slice(0, 1);
  const there = [...full, observation([{ ...held, attributes: { who: 'ada', part: 'P' } }], { kind: seat })];
  const along = { identity, dependsOn: ['acme/account/king'] };

  test('a removal gives its piece back all the same', () => {
    const gone = { ...gives('ada'), ...along };
    expect(seatRails([moved, gone, takes('zoe')], there, owners)).toEqual([]);
    expect(seatRails([moved, takes('zoe')], there, owners)).toHaveLength(1);
  });

  test('what takes from no pool, or was not read, is passed over', () => {
    const unread = { ...seated(create('x'), 'role', 'king/admin'), ...along };
    const noPool = { ...made(2), ...along };
    expect(seatRails([moved, unread, noPool], there, owners)).toEqual([]);
  });
});

test('what stands on another of its kind is removed before it', () => {
  const [addOn, base] = orderChanges([gives('ada', 'P'), gives('ada', 'A', 'P')], declared);
  expect(formatAddress(addOn!.address)).toBe('acme/seat/ada/A');
  expect(addOn?.dependsOn).toEqual([]);
  expect(base?.dependsOn).toEqual(['acme/seat/ada/A']);
});
