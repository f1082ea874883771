import { describe, expect, it } from 'vitest';
import { minute, second } from '../../../engine/model/instant.ts';
import { acme, base, bought, docs, marketLab } from '../support/market-lab.ts';
import type { MarketLab, Row } from '../support/market-lab.ts';

const order = { type: 'sales', customerId: acme, products: [base] };

async function listed({ buy }: MarketLab, path: string): Promise<Row[]> {
  return (await buy('GET', path)).body['data'] as Row[];
}

describe('a sales order', () => {
  it('goes from submitted to processing to completed, and its subscription from pending to active', async () => {
    const stage = marketLab();
    const { buy, world } = stage;
    const { status, body } = await buy('POST', '/orders', { ...order, poNumber: 'PO-1' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ type: 'sales', poNumber: 'PO-1', status: 'submitted', customerId: acme });
    expect(body).not.toHaveProperty('subscriptionId');
    const read = async () => (await buy('GET', `/orders/${String(body['id'])}`)).body;
    const subscription = async () => (await listed(stage, '/subscriptions'))[0];
    world.advance(second);
    expect(await read()).toMatchObject({ status: 'processing', statusCode: 'PD' });
    expect(await subscription()).toMatchObject({ status: 'pending', customerId: acme });
    world.advance(3 * second);
    expect(await read()).toMatchObject({ status: 'completed', provisioningDate: '2026-11-21T09:00:04Z' });
    expect(await subscription()).toMatchObject({ status: 'pending' });
    world.advance(5 * second);
    expect(await subscription()).toMatchObject({ status: 'active', expirationDate: '2027-11-21', renewalStatus: true });
  });

  it('can take six minutes to become active, at the marketplace and at IBM', async () => {
    const stage = marketLab({ times: { activation: 6 * minute } });
    await bought(stage);
    const { emulator, world } = stage;
    const atIbm = () => [...emulator.service.state().subscriptions.values()].map(({ state }) => state);
    world.advance(4 * minute);
    expect(await listed(stage, '/subscriptions')).toMatchObject([{ status: 'pending' }]);
    expect(atIbm()).toEqual(['PENDING']);
    world.advance(2 * minute);
    expect(await listed(stage, '/subscriptions')).toMatchObject([{ status: 'active' }]);
    expect(atIbm()).toEqual(['ACTIVE']);
  });

  it('makes a subscription at IBM with the part that the product stands for', async () => {
    const stage = marketLab();
    const id = await bought(stage);
    const { body } = await stage.buy('GET', `/subscriptions/${id}`);
    const [atIbm] = [...stage.emulator.service.state().subscriptions.values()];
    expect(atIbm).toMatchObject({ partNumber: 'D0NPULL', seats: 20, durationUnits: 'YEARS', durationLength: 1 });
    expect(body['products']).toMatchObject([
      { mpn: 'IBM-CONN-S2', quantity: 20, vendorSubscriptionId: String(atIbm?.id), unitPrice: { amount: '8.20' } },
    ]);
  });

  it('gets what a product depends on added, into the same subscription', async () => {
    const stage = marketLab();
    const { body } = await stage.buy('POST', '/orders', { ...order, products: [docs] });
    expect(body['products']).toMatchObject([
      { mpn: 'IBM-CONN-S2', quantity: 5 },
      { mpn: 'IBM-CONN-DOCS', quantity: 5 },
    ]);
    stage.world.advance(minute);
    const parts = [...stage.emulator.service.state().subscriptions.values()];
    expect(parts).toMatchObject([
      { partNumber: 'D0NPULL' },
      { partNumber: 'D0QBKLL', parent: { partNumber: 'D0NPULL' } },
    ]);
    const both = marketLab();
    const given = await both.buy('POST', '/orders', { ...order, products: [docs, base] });
    expect((given.body['products'] as Row[]).map(({ quantity }) => quantity)).toEqual([5, 20]);
  });

  it('may say the quantity as a text, as the vendor’s example does', async () => {
    const { buy } = marketLab();
    const { status, body } = await buy('POST', '/orders', { ...order, products: [{ ...base, quantity: '2.0' }] });
    expect(status).toBe(200);
    expect(body['products']).toMatchObject([{ quantity: 2 }]);
  });

  it('is not recognized when it comes again: a second order, and a second subscription', async () => {
    const stage = marketLab();
    const numbers = [];
    for (let time = 0; time < 2; time += 1) {
      numbers.push((await stage.buy('POST', '/orders', { ...order, poNumber: 'PO-1' })).body['orderNumber']);
    }
    expect(numbers).toEqual(['SO000001', 'SO000002']);
    stage.world.advance(minute);
    expect(await listed(stage, '/subscriptions')).toHaveLength(2);
    expect([...stage.emulator.service.state().subscriptions.values()]).toHaveLength(2);
  });

  const wrong: readonly [string, Row, number, RegExp][] = [
    ['an unknown type', { type: 'unknown' }, 400, /type must be/u],
    ['a customer who is not there', { customerId: '9' }, 404, /customer 9/u],
    ['no products', { products: [] }, 400, /at least one/u],
    ['a product who is not there', { products: [{ mpn: 'NO', quantity: 1 }] }, 404, /product NO/u],
    ['none of it', { products: [{ ...base, quantity: 0 }] }, 400, /from 1 to 1000/u],
    ['too many', { products: [{ ...base, quantity: 1_001 }] }, 400, /from 1 to 1000/u],
    ['half a seat', { products: [{ ...base, quantity: 1.5 }] }, 400, /whole number/u],
    ['a quantity that is no number', { products: [{ ...base, quantity: 'many' }] }, 400, /whole number/u],
    ['one product twice', { products: [base, base] }, 400, /twice/u],
    ['another period', { products: [{ ...base, subscriptionPeriod: { type: 'month', duration: 1 } }] }, 400, /1 year/u],
  ];
  for (const [what, change, status, text] of wrong) {
    it(`is refused with ${what}`, async () => {
      const stage = marketLab();
      const answer = await stage.buy('POST', '/orders', { ...order, ...change });
      expect(answer.status).toBe(status);
      expect(answer.body['message']).toMatch(text);
      expect(await listed(stage, '/orders')).toEqual([]);
    });
  }

  it('can be taken back until somebody has begun with it', async () => {
    const { buy, world } = marketLab();
    const first = (await buy('POST', '/orders', order)).body['id'];
    expect((await buy('PATCH', `/orders/${String(first)}`, { statusCode: 'CL' })).body['status']).toBe('cancelled');
    const second = (await buy('POST', '/orders', order)).body['id'];
    world.advance(minute);
    expect((await buy('GET', `/orders/${String(first)}`)).body['status']).toBe('cancelled');
    expect((await buy('PATCH', `/orders/${String(second)}`, { statusCode: 'CL' })).status).toBe(409);
    expect((await buy('PATCH', `/orders/${String(second)}`, { statusCode: 'CP' })).status).toBe(400);
    expect((await buy('PATCH', `/orders/${String(second)}`, { creditCheck: true })).body['creditCheck']).toBe(true);
  });
});

describe('the list of orders', () => {
  it('has no products: those are read one by one', async () => {
    const stage = marketLab();
    await stage.buy('POST', '/orders', order);
    const [row] = await listed(stage, '/orders');
    expect(row).toMatchObject({ orderNumber: 'SO000001', total: { currency: 'EUR', amount: '164.00' } });
    expect(row).not.toHaveProperty('products');
  });

  it('is filtered by customer, subscription, number, status and time', async () => {
    const stage = marketLab();
    const subscription = await bought(stage);
    await stage.buy('POST', '/orders', order);
    const numbers = async (query: string) =>
      (await listed(stage, `/orders?${query}`)).map(({ orderNumber }) => orderNumber);
    expect(await numbers(`customerId=${acme}`)).toEqual(['SO000001', 'SO000002']);
    expect(await numbers('customerId=9')).toEqual([]);
    expect(await numbers(`subscriptionId=${subscription}`)).toEqual(['SO000001']);
    expect(await numbers('orderNumber=SO000002')).toEqual(['SO000002']);
    expect(await numbers('status=submitted')).toEqual(['SO000002']);
    expect(await numbers('statusCode=CP')).toEqual(['SO000001']);
    expect(await numbers('creationTimeFrom=2026-11-21T09:00:30Z')).toEqual(['SO000002']);
    expect(await numbers('creationTimeTo=2026-11-21T09:00:30Z')).toEqual(['SO000001']);
    expect(await numbers('creationTimeFrom=2026-11-21T09:00:00Z&creationTimeTo=2026-11-21T09:00:00Z')).toEqual([
      'SO000001',
    ]);
    expect((await stage.buy('GET', '/orders?creationTimeFrom=yesterday')).status).toBe(400);
  });

  it('passes over a filter by purchase order number, which there is none', async () => {
    const stage = marketLab();
    await stage.buy('POST', '/orders', { ...order, poNumber: 'PO-1' });
    expect(await listed(stage, '/orders?poNumber=PO-2')).toHaveLength(1);
  });
});

describe('an estimate', () => {
  it('has the prices of the order with what would be added to it, and orders nothing', async () => {
    const stage = marketLab();
    const { status, body } = await stage.buy('POST', '/orders/estimate', { ...order, products: [docs] });
    expect(status).toBe(200);
    expect(body).toMatchObject({ total: { currency: 'EUR', amount: '54.75' } });
    expect(body['details']).toMatchObject([
      { mpn: 'IBM-CONN-S2', quantity: 5, unitPrice: { amount: '8.20' }, extendedPrice: { amount: '41.00' } },
      { mpn: 'IBM-CONN-DOCS', quantity: 5, extendedPrice: { amount: '13.75' } },
    ]);
    expect(body).not.toHaveProperty('id');
    expect(await listed(stage, '/orders')).toEqual([]);
    expect((await stage.buy('POST', '/orders/estimate', { ...order, customerId: '9' })).status).toBe(404);
    expect(stage.emulator.journal.counts()).toMatchObject({ writes: 0 });
  });
});
