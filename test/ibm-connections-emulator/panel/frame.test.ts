import { describe, expect, it } from 'vitest';
import { minute } from '../../../engine/model/instant.ts';
import { createSandbox } from '../../../providers/kit/sandbox/sandbox.ts';
import { parseFaultRule } from '../../../providers/kit/sandbox/fault-rule.ts';
import { acme, base, basic, bought, key, marketLab } from '../support/market-lab.ts';
import type { MarketLab, Row } from '../support/market-lab.ts';
import { panelLab, userNamed } from '../support/panel-lab.ts';

const order = { type: 'sales', customerId: acme, products: [base] };

/** What each plane answers now: purchase, panel, service. */
async function statuses({ buy, bus, send }: MarketLab): Promise<number[]> {
  const service = await send('GET', '/service/api/bss/resource/customer?_pageNumber=1&_pageSize=10', {
    headers: { authorization: basic },
  });
  return [(await buy('GET', '/products')).status, (await bus('GET', '/resources')).status, service.status];
}

describe('the three planes', () => {
  it('stand in one portal, with one journal and names that say the plane', async () => {
    const lab = await panelLab();
    expect(await statuses(lab)).toEqual([200, 200, 200]);
    const { operations, provider, journal } = lab.emulator;
    expect(provider).toBe('ibm-connections');
    expect(new Set(operations.map((name) => name.split(': ')[0]))).toEqual(new Set(['purchase', 'panel', 'service']));
    expect(new Set(operations).size).toBe(operations.length);
    for (const name of Object.keys(journal.counts().operations)) expect(operations).toContain(name);
  });

  it('tell writing operations from reading ones by what they do', async () => {
    const lab = marketLab();
    await lab.buy('POST', '/orders/estimate', order);
    expect(lab.emulator.journal.counts()).toMatchObject({ writes: 0 });
    await lab.buy('POST', '/orders', order);
    await lab.buy('POST', '/orders', { ...order, customerId: '9' });
    expect(lab.emulator.journal.counts()).toMatchObject({ writes: 2, landed: 1 });
    expect(lab.emulator.journal.entries().at(-1)).toMatchObject({ operation: 'purchase: place an order', status: 404 });
  });

  for (const [plane, expected] of [
    ['purchase', [503, 200, 200]],
    ['panel', [200, 503, 200]],
    ['service', [200, 200, 503]],
  ] as const) {
    it(`can each be down alone: ${plane}`, async () => {
      const lab = await panelLab();
      const { faults, operations } = lab.emulator;
      const rule = parseFaultRule({ plane, times: 'always', fault: { effect: 'answer', status: 503 } }, operations);
      if (typeof rule === 'string') throw new Error(rule);
      faults.inject(rule);
      expect(await statuses(lab)).toEqual(expected);
      faults.clear();
      expect(await statuses(lab)).toEqual([200, 200, 200]);
    });
  }

  it('know nobody without credentials', async () => {
    const { send } = marketLab();
    expect((await send('GET', '/purchase/products')).status).toBe(401);
    expect((await send('GET', '/panel/aps/2/resources')).status).toBe(401);
    expect((await send('GET', '/service/api/bss/resource/customer')).status).toBe(401);
  });

  it('answer 404 for what they do not know', async () => {
    const { buy, bus, send } = marketLab();
    expect((await buy('GET', '/nothing')).status).toBe(404);
    expect((await bus('GET', '/nothing')).status).toBe(404);
    expect((await send('GET', '/panel/else', { headers: { 'aps-token': 'sandbox' } })).status).toBe(404);
  });
});

describe('faults', () => {
  it('can lose the answer to an order that was placed', async () => {
    const lab = marketLab();
    lab.emulator.faults.inject({ operation: 'purchase: place an order', fault: { effect: 'cut', acting: 'after' } });
    await lab.buy('POST', '/orders', order);
    expect((await lab.buy('GET', '/orders')).body['data']).toHaveLength(1);
  });

  it('can say that a plane is busy, each in its own way', async () => {
    const lab = marketLab();
    await lab.buy('GET', '/products');
    lab.emulator.faults.inject({ times: 2, fault: { effect: 'busy' } });
    expect((await lab.buy('GET', '/products')).status).toBe(429);
    expect((await lab.bus('GET', '/resources')).status).toBe(503);
  });

  it('can strike one page of a list', async () => {
    const lab = marketLab();
    const fault = { effect: 'answer', status: 500 } as const;
    lab.emulator.faults.inject({ operation: 'purchase: list products', page: 2, fault });
    lab.emulator.faults.inject({ operation: 'panel: list resources', page: 3, fault });
    expect((await lab.buy('GET', '/products?offset=0&limit=2')).status).toBe(200);
    expect((await lab.buy('GET', '/products?offset=2&limit=2')).status).toBe(500);
    expect((await lab.bus('GET', '/resources?limit(2,2)')).status).toBe(200);
    expect((await lab.bus('GET', '/resources?limit(4,2)')).status).toBe(500);
  });

  it('can hide what is new from the reads of one plane', async () => {
    const lab = await panelLab();
    lab.emulator.faults.inject({ plane: 'panel', fault: { effect: 'invisible', milliseconds: minute } });
    const user = await lab.makeUser('ada');
    await lab.buy('POST', '/orders', order);
    const users = async () => (await lab.bus('GET', `/resources/${lab.account}/users`)).body as unknown as Row[];
    expect(await users()).toHaveLength(1);
    expect((await lab.bus('GET', `/resources/${user}`)).status).toBe(404);
    expect((await lab.buy('GET', '/orders?status=submitted')).body['data']).toHaveLength(1);
    lab.world.advance(minute);
    expect(await users()).toHaveLength(2);
    lab.emulator.faults.inject({ plane: 'purchase', fault: { effect: 'invisible', milliseconds: minute } });
    await lab.buy('POST', '/orders', order);
    expect((await lab.buy('GET', '/orders?status=submitted')).body['data']).toEqual([]);
  });
});

describe('the sandbox', () => {
  it('has the portal under its name, with its pages and people', async () => {
    const lab = await panelLab();
    await lab.makeUser('ada');
    const { app } = createSandbox({ world: lab.world, emulators: [lab.emulator] });
    const start = await (await app.fetch(new Request('http://127.0.0.1:4747/'), {})).text();
    for (const text of ['IBM Connections Cloud', 'ada@acme.example', 'Customer Control Panel', 'myCP']) {
      expect(start).toContain(text);
    }
    const token = new Request('http://127.0.0.1:4747/acme/purchase/token', {
      method: 'POST',
      headers: { ...key, authorization: basic },
    });
    expect((await app.fetch(token, {})).status).toBe(200);
  });

  it('goes back to the seeded state in all planes', async () => {
    const lab = marketLab();
    await bought(lab);
    await lab.bus('POST', '/resources/x/users', userNamed('ada'));
    lab.emulator.faults.inject({ operation: 'panel: list users', fault: { effect: 'busy' } });
    lab.emulator.reset();
    const { market, directory } = lab.emulator.panel();
    expect([...market.customers.keys()]).toEqual([acme]);
    expect([market.orders.size, market.subscriptions.size, directory.users.size]).toEqual([0, 0, 1]);
    expect([...lab.emulator.service.state().subscriptions.values()]).toEqual([]);
    expect(lab.emulator.journal.entries()).toEqual([]);
    expect(lab.emulator.faults.active()).toEqual([]);
    expect((await lab.buy('GET', '/products')).status).toBe(401);
  });
});
