import { describe, expect, test } from 'vitest';
import { compareFields } from '../../engine/diff/compare-fields.ts';
import type { Json } from '../../engine/model/json.ts';
import { bound, desired, diff, observed } from '../support/engine-builders.ts';
import { account, grouped, kindWith } from '../support/engine-kinds.ts';

describe('an attribute that was never given counts as null', () => {
  test('also where it has the name of something that every object has', () => {
    const sides = { desired: { constructor: 'x' }, observed: {}, given: null };
    expect(compareFields(account, sides)).toEqual([{ field: 'constructor', before: null, after: 'x' }]);
  });

  test('also where the portal never gives it back and nothing is recorded', () => {
    const kind = kindWith({ writeOnlyFields: ['pin'] });
    const { changes } = diff({ kind, desired: [desired('ada', { pin: '1' })], observed: [observed('ada')] });
    expect(changes).toMatchObject([{ verdict: 'adopt', fields: [{ field: 'pin', before: null, after: '1' }] }]);
    const first = {
      kind,
      desired: [desired('ada', { pin: '1' })],
      observed: [observed('ada')],
      bindings: [bound('ada')],
    };
    expect(diff(first).changes).toMatchObject([{ verdict: 'update', fields: [{ field: 'pin', before: null }] }]);
  });
});

describe('an exclusive attribute that is set for the first time', () => {
  const verdictOf = (before: Json | undefined, after: Json) => {
    const there = observed('ada', before === undefined ? {} : { groups: before });
    const [change] = diff({ kind: grouped, desired: [desired('ada', { groups: after })], observed: [there] }).changes;
    return change?.verdict;
  };

  test.each<[string, Json | undefined, Json, string]>([
    ['where nothing was', undefined, ['a'], 'adopt'],
    ['where a list loses nothing', ['a'], ['b', 'a'], 'adopt'],
    ['where a list loses one', ['a', 'b'], ['a'], 'take-over'],
    ['where a list ends', ['a'], 'all', 'take-over'],
    ['where an empty list ends', [], 'all', 'adopt'],
    ['where one value becomes another', 'some', 'all', 'take-over'],
    ['where elements are the same in another order of members', [{ a: 1, b: 2 }], [{ b: 2, a: 1 }, 'x'], 'adopt'],
  ])('%s', (_, before, after, expected) => {
    expect(verdictOf(before, after)).toBe(expected);
  });
});

test('attributes that cannot change are all named, whoever owns the object', () => {
  const kind = kindWith({ immutableFields: ['role', 'note'] });
  const world = { kind, desired: [desired('ada', { role: 'host', note: 'x' })], observed: [observed('ada')] };
  const because = 'role, note cannot be changed.';
  expect(diff(world).standing).toMatchObject([{ verdict: 'manual', because }]);
  expect(diff({ ...world, bindings: [bound('ada')] }).standing).toMatchObject([{ verdict: 'manual', because }]);
});
