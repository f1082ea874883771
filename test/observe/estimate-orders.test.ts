import { expect, test } from 'vitest';
import type { Change } from '../../engine/model/change.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { Reader } from '../../engine/model/provider.ts';
import { estimateOrders } from '../../engine/observe/estimate-orders.ts';
import { create } from '../support/plan-builders.ts';

const money = { kind: 'money' as const, text: 'buys 20' };
const mail = { kind: 'mail' as const, text: 'gets a mail' };
const bought = create('x', { harms: ['orders'], consequences: [money, mail] });

function asking(estimate: Reader['estimate']) {
  const asked: Change[] = [];
  const reader: Reader = {
    read: async () => Promise.reject(new Error('nothing is read')),
    poll: async () => null,
    estimate: async (change) => {
      asked.push(change);
      return estimate(change);
    },
  };
  const links = new Map([[bought.address.portal, { reader, problem: null }]]);
  return { asked, of: async (changes: readonly Change[]) => estimateOrders(changes, links) };
}
const textsOf = (changes: readonly Change[]): readonly string[] =>
  changes.flatMap(({ consequences }) => consequences.map(({ text }) => text));

test('an order says what it is estimated at, and nothing else of the change moves', async () => {
  const [priced] = await asking(async () => 'EUR 3.00').of([bought]);
  expect(priced).toEqual({ ...bought, consequences: [{ ...money, text: 'buys 20, estimated at EUR 3.00' }, mail] });
});

test('where nobody can say, the price is unknown, and the reason is told where there is one', async () => {
  expect(textsOf(await asking(async () => null).of([bought]))[0]).toBe('buys 20, price unknown');
  const down = asking(() => Promise.reject(new ProviderError('unavailable', 'The marketplace is down.')));
  expect(textsOf(await down.of([bought]))[0]).toBe('buys 20, price unknown (The marketplace is down.)');
  expect(textsOf(await estimateOrders([bought], new Map()))[0]).toBe('buys 20, price unknown');
});

test('a defect of a provider is no unknown price', async () => {
  await expect(asking(() => Promise.reject(new TypeError('x'))).of([bought])).rejects.toThrow(TypeError);
});

test('only what is bought is asked about', async () => {
  const { asked, of } = asking(async () => 'EUR 3.00');
  const others = [create('y'), create('z', { harms: ['orders'], consequences: [mail] })];
  expect(await of(others)).toEqual(others);
  expect(asked).toEqual([]);
});
