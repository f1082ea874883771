import { describe, expect, it } from 'vitest';
import { acme } from './support/acme.ts';
import type { Acme } from './support/acme.ts';
import { newOrder } from './support/service-lab.ts';

async function stateOf(lab: Acme, id: number): Promise<unknown> {
  return (await lab.read(`/resource/subscription/${id}`, 'Subscription'))['SubscriptionState'];
}

function operate(lab: Acme, id: number, op: string): Promise<number> {
  return lab.call('POST', `/resource/subscription/${id}`, { op }).then(({ status }) => status);
}

describe('an order', () => {
  it('answers 200 with the ids, and the subscription is ACTIVE after a while', async () => {
    const lab = await acme({ delays: { subscriptionActivation: 360_000 } });
    const answer = await lab.call('POST', '/resource/subscription', { body: newOrder(lab.customer, 'D0NPULL', 20) });
    expect(answer).toEqual({
      status: 200,
      body: { List: [{ SubscriptionId: 50_001, PartNumber: 'D0NPULL' }] },
      location: null,
    });
    lab.world.advance(359_999);
    expect(await stateOf(lab, 50_001)).toBe('PENDING');
    lab.world.advance(1);
    expect(await lab.read('/resource/subscription/50001', 'Subscription')).toEqual({
      Id: 50_001,
      Oid: 50_001,
      CustomerId: 30_001,
      PartNumber: 'D0NPULL',
      SubscriptionState: 'ACTIVE',
      NumberOfSeats: 20,
      MaxNumberOfSeats: 20,
      NumberOfAvailableSeats: 20,
      EntitlementQuantity: 20,
      EntitlementQuantityAvailable: 20,
      DurationLength: 1,
      DurationUnits: 'YEARS',
      PurchaseDate: '11/21/2026 09:00:00',
      EffectiveDate: '11/21/2026 09:06:00',
      ExpirationDate: '11/21/2027 09:00:00',
      IsAutomaticallyRenewed: false,
      IsTrial: false,
      IsBeta: false,
      IsFree: false,
      ParentSubscriptionId: -1,
      Deleted: false,
      Created: '11/21/2026 09:00:00',
      Modified: '11/21/2026 09:06:00',
    });
  });

  it('a second time is a second subscription', async () => {
    const lab = await acme();
    const body = newOrder(String(lab.customer), 'D0NPULL', 20);
    await lab.call('POST', '/resource/subscription', { body });
    await lab.call('POST', '/resource/subscription', { body });
    const path = `/resource/subscription?_namedQuery=getSubscriptionByCustomer&customerId=${lab.customer}`;
    expect((await lab.call('GET', path)).body['List']).toHaveLength(2);
  });

  it('of an add-on belongs to the only base there is, or to the one that is named', async () => {
    const lab = await acme();
    expect(
      (await lab.call('POST', '/resource/subscription', { body: newOrder(lab.customer, 'D0QBKLL', 1) })).status,
    ).toBe(400);
    const base = await lab.subscription('D0NPULL', 2);
    const docs = await lab.subscription('D0QBKLL', 2);
    const read = (id: number) => lab.read(`/resource/subscription/${id}`, 'Subscription');
    expect(await read(docs)).toMatchObject({ ParentSubscriptionId: base });
    const other = await lab.subscription('D0NWLLL', 2);
    const item = { PartNumber: 'D0QBKLL', PartQuantity: 1, DurationUnits: 'MONTHS', DurationLength: 6 };
    const order = async (attributes: readonly object[]) => {
      const items = [{ ...item, OrderItemAttributeSet: attributes }];
      const body = { Order: { CustomerId: lab.customer, OrderItemSet: items } } as never;
      return lab.call('POST', '/resource/subscription', { body });
    };
    expect((await order([])).status).toBe(400);
    expect((await order([{ Name: 'ParentSubscriptionId', StringValue: String(docs) }])).status).toBe(400);
    const { body } = await order([{ Name: 'ParentSubscriptionId', IntegerValue: other }]);
    const made = (body['List'] as Record<string, unknown>[])[0]!;
    expect(await read(Number(made['SubscriptionId']))).toMatchObject({ ParentSubscriptionId: other });
  });

  it('mails the contact, unless that is suppressed', async () => {
    const lab = await acme();
    await lab.subscription('D0NPULL', 1);
    expect(lab.mails('owner@acme.example')).toEqual([]);
    await lab.call('POST', '/resource/subscription', { body: newOrder(lab.customer, 'D0NPULL', 20) });
    expect(lab.mails('owner@acme.example')).toMatchObject([{ text: 'D0NPULL: 20 seats' }]);
  });

  const bad: readonly [string, object][] = [
    ['no part', { PartNumber: '' }],
    ['no quantity', { PartQuantity: 0 }],
    ['a quantity as a text', { PartQuantity: '20' }],
    ['an unknown unit', { DurationUnits: 'WEEKS' }],
    ['no length', { DurationLength: 0 }],
    ['an unknown frequency', { BillingFrequency: 'WEEKLY' }],
  ];
  for (const [what, more] of bad) {
    it(`with ${what} is refused, and so is all beside it`, async () => {
      const lab = await acme();
      const good = { PartNumber: 'D0NPULL', PartQuantity: 1, DurationUnits: 'DAYS', DurationLength: 30 };
      const body = { Order: { CustomerId: lab.customer, OrderItemSet: [good, { ...good, ...more }] } } as never;
      expect((await lab.call('POST', '/resource/subscription', { body })).status).toBe(400);
      expect(lab.service.state().subscriptions.size).toBe(0);
    });
  }

  it('without items or a customer is refused', async () => {
    const lab = await acme();
    const post = async (order: object) =>
      (await lab.call('POST', '/resource/subscription', { body: { Order: order } as never })).status;
    expect(await post({ CustomerId: lab.customer })).toBe(400);
    expect(await post({ CustomerId: lab.customer, OrderItemSet: [] })).toBe(400);
    expect(await post({ OrderItemSet: [] })).toBe(400);
    expect(await post({ CustomerId: 39_999, OrderItemSet: [] })).toBe(404);
  });
});

describe('replacing a subscription', () => {
  async function putter(part = 'D0NPULL') {
    const lab = await acme();
    const base = await lab.subscription('D0NPULL', 3);
    const id = part === 'D0NPULL' ? base : await lab.subscription(part, 3);
    const before = await lab.read(`/resource/subscription/${id}`, 'Subscription');
    const put = async (more: object) => {
      const body = { Subscription: { ...before, ...more } } as never;
      return (await lab.call('PUT', `/resource/subscription/${id}`, { body })).status;
    };
    return { ...lab, id, put };
  }

  it('changes the number of seats, by any of its three fields', async () => {
    for (const name of ['NumberOfSeats', 'MaxNumberOfSeats', 'EntitlementQuantity']) {
      const { put, available, id } = await putter();
      expect(await put({ [name]: 7 })).toBe(204);
      expect(await available(id)).toBe(7);
    }
  });

  it('refuses fewer seats than are in use, and numbers that contradict each other', async () => {
    const lab = await putter();
    const { put, id } = lab;
    await lab.seat(await lab.person('a@acme.example'), id);
    await lab.seat(await lab.person('b@acme.example'), id);
    expect(await put({ NumberOfSeats: 1 })).toBe(409);
    expect(await put({ NumberOfSeats: 5, MaxNumberOfSeats: 6 })).toBe(400);
    expect(await put({ NumberOfSeats: 0 })).toBe(400);
    expect(await put({ NumberOfSeats: 2 })).toBe(204);
    expect(await lab.available(id)).toBe(0);
  });

  it('refuses another quantity of pooled storage', async () => {
    const { put } = await putter('D100PLL');
    expect(await put({ NumberOfSeats: 7 })).toBe(400);
    expect(await put({})).toBe(204);
  });

  it('changes the expiry date, which has the month first', async () => {
    const { put, read, id } = await putter();
    expect(await put({ ExpirationDate: '31/12/2027 00:00:00' })).toBe(400);
    expect(await put({ ExpirationDate: '12/31/2027 00:00:00' })).toBe(204);
    const after = await read(`/resource/subscription/${id}`, 'Subscription');
    expect(after).toMatchObject({ ExpirationDate: '12/31/2027 00:00:00', MaxNumberOfSeats: 3 });
  });

  it('needs the whole object, in its wrapping', async () => {
    const { put, call, id } = await putter();
    expect(await put({ ExpirationDate: undefined })).toBe(400);
    expect(await put({ CustomerId: undefined })).toBe(400);
    expect(await put({ CustomerId: 30_002 })).toBe(400);
    expect((await call('PUT', `/resource/subscription/${id}`, { body: {} })).status).toBe(400);
  });
});

describe('suspending a subscription', () => {
  it('suspends its add-ons, and leaves the seats ASSIGNED', async () => {
    const lab = await acme();
    const ann = await lab.person('ann@acme.example');
    const base = await lab.subscription('D0NPULL', 2);
    const docs = await lab.subscription('D0QBKLL', 2);
    await lab.seat(ann, base);
    expect(await operate(lab, base, 'suspendSubscription')).toBe(204);
    expect([await stateOf(lab, base), await stateOf(lab, docs)]).toEqual(['SUSPENDED', 'SUSPENDED']);
    expect(await lab.seatsOf(ann)).toMatchObject([{ SeatState: 'ASSIGNED' }]);
    expect(await operate(lab, base, 'suspendSubscription')).toBe(500);
  });

  it('is undone for the parent too where an add-on is unsuspended', async () => {
    const lab = await acme();
    const base = await lab.subscription('D0NPULL', 2);
    const docs = await lab.subscription('D0QBKLL', 2);
    await operate(lab, base, 'suspendSubscription');
    expect(await operate(lab, docs, 'unsuspendSubscription')).toBe(204);
    expect([await stateOf(lab, base), await stateOf(lab, docs)]).toEqual(['ACTIVE', 'ACTIVE']);
    expect(await operate(lab, docs, 'unsuspendSubscription')).toBe(500);
  });
});

describe('cancelling a subscription', () => {
  it('is CANCEL_PENDING for a while; then it is gone with its add-ons and seats', async () => {
    const lab = await acme();
    const ann = await lab.person('ann@acme.example');
    const base = await lab.subscription('D0NPULL', 2);
    const docs = await lab.subscription('D0QBKLL', 2);
    await lab.seat(ann, base);
    await lab.seat(ann, docs);
    expect((await lab.call('DELETE', `/resource/subscription/${base}`)).status).toBe(204);
    expect([await stateOf(lab, base), await stateOf(lab, docs)]).toEqual(['CANCEL_PENDING', 'CANCEL_PENDING']);
    lab.world.advance(5_000);
    for (const id of [base, docs]) expect((await lab.call('GET', `/resource/subscription/${id}`)).status).toBe(404);
    expect(await lab.seatsOf(ann)).toEqual([]);
  });

  it('before it was ever ACTIVE does not activate it later', async () => {
    const lab = await acme();
    await lab.call('POST', '/resource/subscription', { body: newOrder(lab.customer, 'D0NPULL', 20) });
    lab.world.advance(118_000);
    await lab.call('DELETE', '/resource/subscription/50001');
    lab.world.advance(4_000);
    expect(await stateOf(lab, 50_001)).toBe('CANCEL_PENDING');
    lab.world.advance(200_000);
    expect((await lab.call('GET', '/resource/subscription/50001')).status).toBe(404);
  });
});
