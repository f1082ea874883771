import { describe, expect, it } from 'vitest';
import { acme } from './support/acme.ts';
import { newCustomer, serviceLab } from './support/service-lab.ts';

describe('registering a customer', () => {
  it('makes the contact its first subscriber, PENDING and administrator', async () => {
    const { call, read, mails } = serviceLab();
    const answer = await call('POST', '/resource/customer', { body: newCustomer() });
    expect(answer).toMatchObject({ status: 201, body: { Long: 30_001 } });
    const list = (await call('GET', '/resource/subscriber')).body['List'];
    expect(list).toMatchObject([
      {
        SubscriberState: 'PENDING',
        Person: { EmailAddress: 'owner@acme.example', RoleSet: ['CustomerAdministrator'] },
      },
    ]);
    expect(await read('/resource/customer/30001', 'Customer')).toMatchObject({
      Id: 30_001,
      Oid: 30_001,
      CustomerState: 'ACTIVE',
      Organization: { OrgName: 'Acme', AddressSet: [{ City: 'Bern' }] },
      IsSyncPending: false,
    });
    expect(mails('owner@acme.example')).toHaveLength(1);
  });

  const bad: readonly [string, object][] = [
    ['no organisation', {}],
    ['no name', { Organization: { Contact: {} } }],
    ['no contact', { Organization: { OrgName: 'Acme' } }],
    ['a long city', { Organization: { ...acmeOrganization(), AddressSet: [{ City: 'x'.repeat(51) }] } }],
    ['a long postal code', { Organization: { ...acmeOrganization(), AddressSet: [{ PostalCode: 'x'.repeat(21) }] } }],
    ['an address that is none', { Organization: { ...acmeOrganization(), AddressSet: [7] } }],
    ['a long name', { Organization: { ...acmeOrganization(), OrgName: 'x'.repeat(256) } }],
  ];
  for (const [what, customer] of bad) {
    it(`with ${what} is refused`, async () => {
      const { call, service } = serviceLab();
      const answer = await call('POST', '/resource/customer', { body: { Customer: customer } as never });
      expect(answer.status).toBe(400);
      expect(service.state().customers.size).toBe(0);
    });
  }

  it('with an address that somebody has is refused', async () => {
    const { call, service } = await acme();
    expect((await call('POST', '/resource/customer', { body: newCustomer() })).status).toBe(400);
    expect(service.state().customers.size).toBe(1);
  });

  it('is for the vendor only', async () => {
    const { call, owner: as } = await acme();
    for (const [method, path] of [
      ['POST', '/resource/customer'],
      ['GET', '/resource/customer'],
      ['DELETE', '/resource/customer/30001'],
      ['POST', '/resource/subscription'],
      ['PUT', '/resource/subscription/50001'],
      ['DELETE', '/resource/subscription/50001'],
    ] as const) {
      expect([path, (await call(method, path, { as })).status]).toEqual([path, 403]);
    }
    expect((await call('POST', '/resource/customer/30001', { as, op: 'suspendCustomer' })).status).toBe(403);
    expect((await call('POST', '/resource/subscription/50001', { as, op: 'suspendSubscription' })).status).toBe(403);
  });
});

function acmeOrganization(): object {
  return (newCustomer()['Customer'] as { readonly Organization: object }).Organization;
}

describe('a customer', () => {
  it('is found by contact, by subscriber and by name', async () => {
    const { call, person, customer } = await acme();
    await person('ann@acme.example');
    const find = async (query: string) => {
      const { status, body } = await call('GET', `/resource/customer?_namedQuery=${query}`);
      return status === 200 ? (body['List'] as { Id: number }[]).map(({ Id }) => Id) : status;
    };
    expect(await find('getCustomersByContactEmail&emailAddress=Owner@acme.example')).toEqual([customer]);
    expect(await find('getCustomersByContactEmail&emailAddress=ann@acme.example')).toBe(404);
    expect(await find('getCustomersBySubscriberEmail&emailAddress=ann@acme.example')).toEqual([customer]);
    expect(await find('getCustomerByOrgName&orgName=acme')).toEqual([customer]);
    expect(await find('getCustomerByOrgName&orgName=other')).toBe(404);
    expect(await find('getCustomerByOrgName')).toBe(400);
    expect(await find('getCustomerByMoonPhase&orgName=acme')).toBe(400);
  });

  it('is replaced as a whole', async () => {
    const { call, read } = await acme();
    const body = { Customer: { Organization: { OrgName: 'Acme Inc', Phone: '1' } } };
    expect((await call('PUT', '/resource/customer/30001', { body })).status).toBe(204);
    const after = await read('/resource/customer/30001', 'Customer');
    expect(after['Organization']).toEqual({ OrgName: 'Acme Inc', Phone: '1' });
    expect((await call('PUT', '/resource/customer/30001', { body: {} })).status).toBe(400);
  });

  it('is suspended and unsuspended; twice is an error of the server', async () => {
    const { call, read } = await acme();
    const operate = async (op: string) => (await call('POST', '/resource/customer/30001', { op })).status;
    expect([await operate('suspendCustomer'), await operate('suspendCustomer')]).toEqual([204, 500]);
    expect(await read('/resource/customer/30001', 'Customer')).toMatchObject({ CustomerState: 'SUSPENDED' });
    expect([await operate('unsuspendCustomer'), await operate('unsuspendCustomer')]).toEqual([204, 500]);
  });

  it('is not deleted while it has active subscriptions', async () => {
    const { call, subscription, world } = await acme();
    const id = await subscription('D0NPULL', 1);
    expect((await call('DELETE', '/resource/customer/30001')).status).toBe(409);
    await call('DELETE', `/resource/subscription/${id}`);
    expect((await call('DELETE', '/resource/customer/30001')).status).toBe(204);
    expect((await call('GET', '/resource/customer/30001')).body).toMatchObject({
      Customer: { CustomerState: 'DEREGISTER_PENDING' },
    });
    world.advance(5_000);
    expect((await call('GET', '/resource/customer/30001')).status).toBe(404);
    expect((await call('GET', '/resource/subscriber')).body).toEqual({ List: [] });
  });

  it('is deleted with its active subscriptions where that quirk is chosen', async () => {
    const { call, subscription, world, service } = await acme({ quirks: { deleteWithSubscriptions: 'cancels' } });
    await subscription('D0NPULL', 1);
    expect((await call('DELETE', '/resource/customer/30001')).status).toBe(204);
    world.advance(5_000);
    const { customers, subscribers, subscriptions } = service.state();
    expect([customers.size, subscribers.size, subscriptions.size]).toEqual([0, 0, 0]);
  });
});

describe('another organisation', () => {
  it('is not there for an administrator', async () => {
    const { call, owner: as, customer } = await acme();
    await call('POST', '/resource/customer', { body: newCustomer('boss@other.example') });
    const get = async (path: string) => (await call('GET', path, { as })).status;
    expect(await get('/resource/customer/30002')).toBe(404);
    expect(await get('/resource/subscriber/70002')).toBe(404);
    expect(await get('/resource/subscriber?_namedQuery=getSubscriberByCustomer&customer=30002')).toBe(404);
    const byEmail = 'getSubscriberByEmailAddress&emailAddress=boss@other.example';
    expect(await get(`/resource/subscriber?_namedQuery=${byEmail}`)).toBe(404);
    expect(await get('/resource/customer?_namedQuery=getCustomerByOrgName&orgName=acme')).toBe(200);
    const list = (await call('GET', '/resource/subscriber', { as })).body['List'];
    expect(list).toMatchObject([{ CustomerId: customer }]);
    expect((await call('GET', '/resource/subscriber')).body['List']).toHaveLength(2);
  });
});
