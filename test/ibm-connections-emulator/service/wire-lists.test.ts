import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPerson } from '../../../providers/ibm-connections/emulator/service/attributes.ts';
import { acme } from './support/acme.ts';
import { newOrder } from './support/service-lab.ts';

describe('what a list shows', () => {
  it('of every kind is what reading each by itself shows', async () => {
    const lab = await acme();
    const ann = await lab.person('ann@acme.example');
    const base = await lab.subscription('D0NPULL', 3);
    const docs = await lab.subscription('D0QBKLL', 3);
    await lab.seat(ann, base);
    await lab.seat(ann, docs);
    for (const [kind, wrapping, length] of [
      ['customer', 'Customer', 1],
      ['subscriber', 'Subscriber', 2],
      ['subscription', 'Subscription', 2],
    ] as const) {
      const list = (await lab.call('GET', `/resource/${kind}`)).body['List'] as Record<string, unknown>[];
      expect(list).toHaveLength(length);
      for (const one of list) {
        expect(one['Oid']).toBe(one['Id']);
        expect(one).toEqual(await lab.read(`/resource/${kind}/${String(one['Id'])}`, wrapping));
      }
    }
    for (const seat of await lab.seatsOf(ann)) {
      const path = `/resource/subscription/${String(seat['SubscriptionId'])}/seat/${String(seat['Id'])}`;
      expect(await lab.read(path, 'Seat')).toEqual(seat);
    }
  });

  it('of an order with several items is each of them, in their order', async () => {
    const lab = await acme();
    const [first] = (newOrder(lab.customer, 'D0NPULL', 2)['Order'] as { OrderItemSet: object[] }).OrderItemSet;
    const items = [first, { ...first, PartNumber: 'D0NWLLL', DurationUnits: 'MONTHS', DurationLength: 3 }];
    const body = { Order: { CustomerId: lab.customer, OrderItemSet: items } } as never;
    const made = (await lab.call('POST', '/resource/subscription', { body })).body['List'];
    expect(made).toEqual([
      { SubscriptionId: 50_001, PartNumber: 'D0NPULL' },
      { SubscriptionId: 50_002, PartNumber: 'D0NWLLL' },
    ]);
    const ends = async (id: number) =>
      (await lab.read(`/resource/subscription/${id}`, 'Subscription'))['ExpirationDate'];
    expect([await ends(50_001), await ends(50_002)]).toEqual(['11/21/2027 09:00:00', '02/21/2027 09:00:00']);
  });
});

describe('the attributes of a person', () => {
  const required = { GivenName: 'Ann', FamilyName: 'Lee', EmailAddress: 'ann@acme.example' };

  it('never throw, whatever is sent, and hold only texts that are not empty', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (more) => {
        const read = readPerson({ ...(more as object), ...required });
        return !read.ok || Object.values(read.value).every((value) => typeof value === 'string' && value !== '');
      }),
    );
  });

  it('are as long as they may be, and not longer', () => {
    for (const [name, longest] of [
      ['NamePrefix', 10],
      ['NameSuffix', 10],
      ['EmployeeNumber', 10],
      ['LanguagePreference', 15],
      ['MobilePhone', 30],
      ['JobTitle', 50],
      ['TimeZone', 255],
      ['Photo', 255],
    ] as const) {
      expect(readPerson({ ...required, [name]: 'é'.repeat(longest) }).ok).toBe(true);
      expect(readPerson({ ...required, [name]: 'é'.repeat(longest + 1) })).toMatchObject({ ok: false, status: 400 });
    }
  });

  it('that are not known are not kept', () => {
    expect(readPerson({ ...required, Shoes: '42' })).toEqual({ ok: true, value: required });
  });
});
