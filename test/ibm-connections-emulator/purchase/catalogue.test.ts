import { describe, expect, it } from 'vitest';
import { acme, marketLab } from '../support/market-lab.ts';
import type { Row } from '../support/market-lab.ts';

describe('the catalogue', () => {
  it('gives quantities as texts, prices, periods, and what a product depends on', async () => {
    const { buy } = marketLab();
    const { body } = await buy('GET', '/products');
    const [base, docs, storage] = body['data'] as Row[];
    expect(base).toMatchObject({
      mpn: 'IBM-CONN-S2',
      vendor: 'IBM',
      minimumQuantity: '1',
      maximumQuantity: '1000',
      prices: [{ currency: 'EUR', amount: '8.20', type: 'recurring' }],
      billingPeriod: { type: 'month', duration: 1 },
      subscriptionPeriod: { type: 'year', duration: 1 },
      dependsOn: [],
    });
    expect(docs).toMatchObject({ mpn: 'IBM-CONN-DOCS', dependsOn: [{ mpn: 'IBM-CONN-S2' }] });
    expect(storage).toMatchObject({ mpn: 'IBM-CONN-STORAGE', dependsOn: [], maximumQuantity: '100' });
    expect(JSON.stringify(body)).not.toContain('D0NPULL');
  });

  it('is read page by page: ten rows where nothing is asked for', async () => {
    const { buy, emulator } = marketLab();
    const { products } = emulator.panel().market;
    const many = Array.from({ length: 23 }, (_, index) => ({ ...products[0]!, mpn: `P${index}` }));
    const crowded = marketLab({ products: many });
    const page = async (query: string) => (await crowded.buy('GET', `/products${query}`)).body;
    expect((await page('')) as unknown).toMatchObject({ pagination: { offset: 0, limit: 10, total: 23 } });
    expect((await page(''))['data']).toHaveLength(10);
    expect((await page('?offset=20'))['data']).toHaveLength(3);
    expect((await page('?offset=23'))['data']).toEqual([]);
    expect((await page('?offset=5&limit=2'))['data']).toMatchObject([{ mpn: 'P5' }, { mpn: 'P6' }]);
    expect((await buy('GET', '/products?limit=0')).status).toBe(400);
    expect((await buy('GET', '/products?offset=-1')).status).toBe(400);
    expect((await buy('GET', '/products?limit=x')).status).toBe(400);
  });

  it('finds products by part number, vendor and plan', async () => {
    const { buy } = marketLab();
    const found = async (query: string) => ((await buy('GET', `/products?${query}`)).body['data'] as Row[]).length;
    expect(await found('mpn=IBM-CONN-DOCS')).toBe(1);
    expect(await found('vendor=Other')).toBe(0);
    expect(await found('planId=10005')).toBe(3);
    expect(await found('planId=1')).toBe(0);
  });

  it('has plans', async () => {
    const { buy } = marketLab();
    expect((await buy('GET', '/plans')).body['data']).toMatchObject([{ id: '10005', published: true }]);
    expect((await buy('GET', '/plans/10005')).body).toMatchObject({ id: '10005', planSwitches: [] });
    expect((await buy('GET', '/plans/1')).status).toBe(404);
  });
});

describe('the validation of parameters', () => {
  const path = '/validation/parameters';

  it('says of each parameter whether it would do', async () => {
    const { buy } = marketLab();
    const parameters = [
      { name: 'domain', value: 'acme' },
      { name: 'contact', value: ' ' },
    ];
    const { status, body } = await buy('POST', path, {
      customerId: acme,
      type: 'sales',
      products: [{ mpn: 'IBM-CONN-S2', parameters }],
    });
    expect(status).toBe(200);
    expect(body['data']).toMatchObject([
      {
        mpn: 'IBM-CONN-S2',
        parameters: [
          { name: 'domain', result: 'success' },
          { name: 'contact', result: 'error', message: 'A value must be given.' },
        ],
      },
    ]);
  });

  it('refuses a customer or product that is not there, and an empty question', async () => {
    const { buy } = marketLab();
    const ask = async (customerId: string, products: { mpn: string; parameters: [] }[]) =>
      (await buy('POST', path, { customerId, products })).status;
    expect(await ask('9', [{ mpn: 'IBM-CONN-S2', parameters: [] }])).toBe(404);
    expect(await ask(acme, [{ mpn: 'NO', parameters: [] }])).toBe(404);
    expect(await ask(acme, [])).toBe(400);
  });
});
