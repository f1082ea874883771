import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../engine/model/json.ts';
import { minute } from '../../../engine/model/instant.ts';
import { acme, base, bought, docs, marketLab } from '../support/market-lab.ts';
import type { MarketLab, Row } from '../support/market-lab.ts';

async function stageWith(products: readonly JsonObject[] = [base]): Promise<MarketLab & { readonly id: string }> {
  const stage = marketLab();
  return { ...stage, id: await bought(stage, products) };
}

function change(id: string, products: readonly JsonObject[]): JsonObject {
  return {
    type: 'change',
    customerId: acme,
    products: products.map((one) => ({ ...one, vendor: 'IBM', subscriptionId: id })),
  };
}

function quantities(body: Row): unknown {
  return (body['products'] as Row[]).map(({ mpn, quantity }) => [mpn, quantity]);
}

describe('subscriptions', () => {
  it('are listed without products, by customer, status and day', async () => {
    const { buy, id } = await stageWith();
    const rows = async (query: string) => (await buy('GET', `/subscriptions?${query}`)).body['data'] as Row[];
    expect(await rows(`customerId=${acme}`)).toMatchObject([{ id, name: 'IBM Connections Cloud S2' }]);
    expect((await rows(''))[0]).not.toHaveProperty('products');
    expect(await rows('customerId=9')).toEqual([]);
    expect(await rows('status=pending')).toEqual([]);
    expect(await rows('creationDateFrom=2026-11-21&creationDateTo=2026-11-21')).toHaveLength(1);
    expect(await rows('creationDateFrom=2026-11-22')).toEqual([]);
    expect(await rows('creationDateTo=2026-11-20')).toEqual([]);
    expect((await buy('GET', '/subscriptions/9')).status).toBe(404);
  });

  it('take renewal and attributes by PATCH, but nothing while they are being provisioned', async () => {
    const { buy, id } = await stageWith();
    const changed = await buy('PATCH', `/subscriptions/${id}`, { renewalStatus: false, attributes: { cost: '7' } });
    expect(changed.body).toMatchObject({ renewalStatus: false, attributes: { cost: '7' } });
    expect(changed.body).not.toHaveProperty('renewalDate');
    expect((await buy('PATCH', `/subscriptions/${id}`, { renewalStatus: 'no' })).status).toBe(400);
    const slow = marketLab({ times: { activation: 6 * minute } });
    const pending = await bought(slow);
    const refused = await slow.buy('PATCH', `/subscriptions/${pending}`, { renewalStatus: false });
    expect(refused.status).toBe(409);
    expect(refused.body['message']).toContain('still being provisioned');
  });
});

describe('a change order', () => {
  it('sets the new absolute quantity, here and at IBM, up and down', async () => {
    const { buy, id, world, emulator } = await stageWith();
    for (const quantity of [25, 12]) {
      expect((await buy('POST', '/orders', change(id, [{ ...base, quantity }]))).status).toBe(200);
      expect(quantities((await buy('GET', `/subscriptions/${id}`)).body)).not.toEqual([['IBM-CONN-S2', quantity]]);
      world.advance(minute);
      expect(quantities((await buy('GET', `/subscriptions/${id}`)).body)).toEqual([['IBM-CONN-S2', quantity]]);
      expect([...emulator.service.state().subscriptions.values()]).toMatchObject([{ seats: quantity }]);
    }
  });

  it('is estimated by what is more than before', async () => {
    const { buy, id } = await stageWith();
    const total = async (quantity: number) =>
      (await buy('POST', '/orders/estimate', change(id, [{ ...base, quantity }]))).body['total'];
    expect(await total(22)).toEqual({ currency: 'EUR', amount: '16.40' });
    expect(await total(10)).toEqual({ currency: 'EUR', amount: '0.00' });
  });

  it('adds a product that the subscription does not have yet', async () => {
    const { buy, id, world, emulator } = await stageWith();
    await buy('POST', '/orders', change(id, [docs]));
    world.advance(minute);
    expect(quantities((await buy('GET', `/subscriptions/${id}`)).body)).toEqual([
      ['IBM-CONN-S2', 20],
      ['IBM-CONN-DOCS', 5],
    ]);
    expect([...emulator.service.state().subscriptions.values()]).toMatchObject([
      {},
      { partNumber: 'D0QBKLL', seats: 5 },
    ]);
  });

  it('is refused while the subscription is being provisioned, or another order for it is open', async () => {
    const { buy, id } = await stageWith();
    expect((await buy('POST', '/orders', change(id, [{ ...base, quantity: 21 }]))).status).toBe(200);
    const second = await buy('POST', '/orders', change(id, [{ ...base, quantity: 22 }]));
    expect(second.status).toBe(409);
    expect(second.body['message']).toContain('still being provisioned');
    const slow = marketLab({ times: { activation: 6 * minute } });
    const pending = await bought(slow);
    expect((await slow.buy('POST', '/orders', change(pending, [base]))).status).toBe(409);
  });

  it('is refused without a subscription, with two, with a stranger, and outside the limits', async () => {
    const { buy, id } = await stageWith();
    const status = async (body: JsonObject) => (await buy('POST', '/orders', body)).status;
    expect(await status({ type: 'change', customerId: acme, products: [base] })).toBe(400);
    expect(await status({ ...change(id, [base]), subscriptionId: '9' })).toBe(400);
    expect(await status(change('9', [base]))).toBe(404);
    expect(await status(change(id, [{ ...base, quantity: 1_001 }]))).toBe(400);
    expect(await status({ ...change(id, []), subscriptionId: id })).toBe(400);
  });

  it('ends in error where IBM does not have the subscription any more', async () => {
    const { buy, id, world, emulator } = await stageWith();
    emulator.service.state().subscriptions.clear();
    const { body } = await buy('POST', '/orders', change(id, [{ ...base, quantity: 21 }]));
    world.advance(minute);
    expect((await buy('GET', `/orders/${String(body['id'])}`)).body['status']).toBe('error');
  });
});

describe('renewal and cancellation', () => {
  it('renews for another period', async () => {
    const { buy, id, world } = await stageWith();
    await buy('POST', '/orders', { type: 'renewal', customerId: acme, subscriptionId: id });
    world.advance(minute);
    expect((await buy('GET', `/subscriptions/${id}`)).body).toMatchObject({ expirationDate: '2028-11-21' });
  });

  it('cancels the whole, here and at IBM, whichever product is named, and nothing more can be ordered for it', async () => {
    const { buy, id, world, emulator } = await stageWith([base, docs]);
    const products = [{ mpn: docs.mpn, subscriptionId: id }];
    const { body } = await buy('POST', '/orders', { type: 'cancellation', customerId: acme, products });
    expect(body['orderNumber']).toBe('CN000002');
    world.advance(minute);
    expect((await buy('GET', `/subscriptions/${id}`)).body).toMatchObject({
      status: 'terminated',
      renewalStatus: false,
    });
    world.advance(minute);
    expect([...emulator.service.state().subscriptions.values()]).toEqual([]);
    expect((await buy('POST', '/orders', change(id, [base]))).status).toBe(409);
    expect((await buy('PATCH', `/subscriptions/${id}`, { renewalStatus: true })).status).toBe(409);
  });
});
