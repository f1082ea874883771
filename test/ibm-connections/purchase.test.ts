import { describe, expect, test } from 'vitest';
import type { ObservedResource } from '../../engine/model/resource.ts';
import { seededProducts } from '../../providers/ibm-connections/emulator/purchase/catalogue.ts';
import { changeOf, docs, type Lab, lab, licenseOf, s2 } from './lab.ts';

const wanted = { mpn: 'IBM-CONN-S2', quantity: 5, term: '1 year', billing: '1 month', renewal: 'none' };
const addOn = { mpn: 'IBM-CONN-DOCS', quantity: 3, term: '1 year', billing: '1 month' };

async function bought(): Promise<Lab> {
  const shop = lab();
  await shop.write('subscription', 'IBM-CONN-S2', { after: wanted });
  return shop;
}

async function read(shop: Lab): Promise<readonly ObservedResource[]> {
  return (await shop.reader.read('subscription', { known: [] })).resources;
}

function orders(shop: Lab): readonly string[] {
  return [...shop.emulator.panel().market.orders.values()].map(({ type, status }) => `${type} ${status}`);
}

describe('an order', () => {
  test('is done when the subscription is active, with what was ordered', async () => {
    const shop = lab();
    const outcome = await shop.write('subscription', 'IBM-CONN-S2', { after: wanted });
    expect(outcome).toMatchObject({ outcome: 'done', observed: { presence: 'active', attributes: wanted } });
  });

  test('that is open counts as there, from the first moment on', async () => {
    const shop = lab();
    const context = { occasion: 'o', signal: shop.deps.signal };
    await shop.writer.create(changeOf('subscription', 'IBM-CONN-S2', { after: wanted }), context);
    expect(await read(shop)).toMatchObject([
      { address: { key: 'IBM-CONN-S2' }, presence: 'invited', attributes: { quantity: 5 }, id: 'ordered/IBM-CONN-S2' },
    ]);
  });

  test('whose answer was lost is found among the orders, and is there once', async () => {
    const shop = lab();
    shop.emulator.faults.inject({ operation: 'purchase: place an order', fault: { effect: 'cut', acting: 'after' } });
    const lost = shop.write('subscription', 'IBM-CONN-S2', { after: wanted });
    await expect(lost).rejects.toMatchObject({ code: 'ambiguous' });
    expect(await read(shop)).toHaveLength(1);
    await shop.deps.sleep(60_000);
    expect(await read(shop)).toMatchObject([{ presence: 'active', attributes: wanted }]);
    expect(orders(shop)).toEqual(['sales completed']);
  });

  test('that ended in error says so, and orders nothing again', async () => {
    const shop = lab({
      through: (direct) => ({
        send: async (request) => {
          const answer = await direct.send(request);
          const isOrder = /\/orders\/\d+$/u.test(request.url);
          return isOrder
            ? { ...answer, body: answer.body.replace(/"(submitted|processing|completed)"/u, '"error"') }
            : answer;
        },
      }),
    });
    const failed = shop.write('subscription', 'IBM-CONN-S2', { after: wanted });
    await expect(failed).rejects.toMatchObject({
      code: 'invalid',
      cure: expect.stringContaining('nothing is ordered'),
    });
    expect(orders(shop)).toHaveLength(1);
  });

  test('of an add-on adds a line to the subscription of its base', async () => {
    const shop = await bought();
    await shop.write('subscription', 'IBM-CONN-DOCS', { after: addOn });
    expect(orders(shop)).toEqual(['sales completed', 'change completed']);
    expect(
      (await read(shop)).map(({ attributes }) => [attributes['mpn'], attributes['base'], attributes['addOns']]),
    ).toEqual([
      ['IBM-CONN-S2', undefined, ['IBM-CONN-DOCS']],
      ['IBM-CONN-DOCS', 'IBM-CONN-S2', undefined],
    ]);
  });

  test('waits for another one that is still open', async () => {
    const shop = lab();
    const context = { occasion: 'o', signal: shop.deps.signal };
    await shop.writer.create(changeOf('subscription', 'IBM-CONN-S2', { after: wanted }), context);
    const early = shop.write('subscription', 'IBM-CONN-DOCS', { after: addOn });
    await expect(early).rejects.toMatchObject({ code: 'conflict' });
    expect(orders(shop)).toHaveLength(1);
  });
});

describe('a subscription', () => {
  test('is resized by the new number, and shows it while the order is open', async () => {
    const shop = await bought();
    const change = { verb: 'update', before: wanted, after: { ...wanted, quantity: 8 } } as const;
    await shop.writer.update(changeOf('subscription', 'IBM-CONN-S2', change), {
      occasion: 'o',
      signal: shop.deps.signal,
    });
    expect(await read(shop)).toMatchObject([{ presence: 'invited', attributes: { quantity: 8 } }]);
    await shop.deps.sleep(60_000);
    expect(await read(shop)).toMatchObject([{ presence: 'active', attributes: { quantity: 8 } }]);
  });

  test('has its renewal changed without an order', async () => {
    const shop = await bought();
    const change = { verb: 'update', before: wanted, after: { ...wanted, renewal: 'automatic' } } as const;
    const outcome = await shop.write('subscription', 'IBM-CONN-S2', change);
    expect(outcome).toMatchObject({ outcome: 'done', observed: { attributes: { renewal: 'automatic' } } });
    expect(orders(shop)).toEqual(['sales completed']);
  });

  test('is gone while its cancellation is open, and cancelled once', async () => {
    const shop = await bought();
    const removal = { verb: 'delete', before: wanted } as const;
    shop.emulator.faults.inject({ operation: 'purchase: place an order', fault: { effect: 'cut', acting: 'after' } });
    const lost = shop.write('subscription', 'IBM-CONN-S2', removal);
    await expect(lost).rejects.toMatchObject({ code: 'ambiguous' });
    expect(await read(shop)).toEqual([]);
    expect((await shop.write('subscription', 'IBM-CONN-S2', removal)).outcome).toBe('done');
    expect(orders(shop)).toEqual(['sales completed', expect.stringContaining('cancellation')]);
  });

  test('of an add-on is never cancelled: its base would end with it', async () => {
    const shop = await bought();
    await shop.write('subscription', 'IBM-CONN-DOCS', { after: addOn });
    const removal = shop.write('subscription', 'IBM-CONN-DOCS', { verb: 'delete', before: addOn });
    await expect(removal).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('IBM-CONN-S2') });
    expect(orders(shop)).toHaveLength(2);
  });

  test('that is a second one of the same product is shown beside the first', async () => {
    const shop = await bought();
    const context = { customerId: '1000001', type: 'sales', products: [{ mpn: 'IBM-CONN-S2', quantity: 2 }] };
    const basic = { 'x-subscription-key': 'sandbox', authorization: `Basic ${btoa('a:sandbox')}` };
    const login = { method: 'POST', headers: basic, body: '{"marketplace":"us"}' };
    const given = await shop.emulator.app.fetch(new Request('http://x.test/purchase/token', login), {});
    const token = /"token":"([^"]+)"/u.exec(await given.text())?.[1] ?? '';
    const headers = { 'x-subscription-key': 'sandbox', authorization: `Bearer ${token}` };
    const order = { method: 'POST', headers, body: JSON.stringify(context) };
    await shop.emulator.app.fetch(new Request('http://x.test/purchase/orders', order), {});
    await shop.deps.sleep(60_000);
    const keys = (await read(shop)).map(({ address }) => address.key);
    expect(keys).toEqual(['IBM-CONN-S2', expect.stringMatching(/^IBM-CONN-S2#\d+$/u)]);
  });

  test('whose quantity comes as a text has it as a number', async () => {
    const shop = lab({
      through: (direct) => ({
        send: async (request) => {
          const answer = await direct.send(request);
          return { ...answer, body: answer.body.replaceAll(/"quantity":(\d+)/gu, '"quantity":"$1.0"') };
        },
      }),
    });
    await shop.put('subscription', 'IBM-CONN-S2', { quantity: 4 });
    expect(await read(shop)).toMatchObject([{ attributes: { quantity: 4 } }]);
  });
});

describe('at IBM by the vendor interface', () => {
  const products = seededProducts.map((product) => ({ ...product, part: `MARKET-${product.part}` }));
  const settings = { activation: 'vsr', organisation: 30_001 };

  async function organised(): Promise<Lab> {
    const term = licenseOf('s2', { ...s2, term: '6 months' });
    const ibm = lab({ settings, products, portal: { licenses: [term, docs] } });
    ibm.emulator.service.organisationOf({ externalId: 'x', name: 'Acme', contactEmail: 'grace@acme.example' });
    return ibm;
  }

  test('a subscription is ordered for its own term, and an add-on names its base', async () => {
    const ibm = await organised();
    await ibm.write('service-subscription', 'D0NPULL', { after: { part: 'D0NPULL', seats: 5 } });
    await ibm.put('service-subscription', 'D0NWKLL', { seats: 1 });
    await ibm.write('service-subscription', 'D0QBKLL', { after: { part: 'D0QBKLL', seats: 3 } });
    const all = [...ibm.emulator.service.state().subscriptions.values()];
    expect(all.map((one) => [one.partNumber, one.seats, one.durationUnits, one.durationLength])).toEqual([
      ['D0NPULL', 5, 'MONTHS', 6],
      ['D0NWKLL', 1, 'YEARS', 1],
      ['D0QBKLL', 3, 'YEARS', 1],
    ]);
    expect(all[2]?.parent).toBe(all[0]);
  });

  test('by the order of the marketplace nothing is written, only waited for', async () => {
    const ibm = lab();
    await ibm.put('service-subscription', 'D0NPULL', { seats: 5 });
    const outcome = await ibm.write('service-subscription', 'D0NPULL', { after: { part: 'D0NPULL', seats: 5 } });
    expect([outcome.outcome, ibm.writes()]).toEqual(['done', []]);
  });
});
