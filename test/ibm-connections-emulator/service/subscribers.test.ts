import { describe, expect, it } from 'vitest';
import { acme } from './support/acme.ts';
import { basic, errorOf, newSubscriber } from './support/service-lab.ts';

describe('adding a subscriber', () => {
  it('answers 201 with the id, bare', async () => {
    const { call, customer } = await acme();
    const answer = await call('POST', '/resource/subscriber', { body: newSubscriber(customer, 'ann@acme.example') });
    expect(answer).toMatchObject({ status: 201, body: { Long: 70_002 } });
  });

  it('answers 200 where that quirk is chosen', async () => {
    const { call, customer } = await acme({ quirks: { createdStatus: 200 } });
    const answer = await call('POST', '/resource/subscriber', { body: newSubscriber(customer, 'ann@acme.example') });
    expect(answer.status).toBe(200);
  });

  it('takes CustomerId as a text and as a number, and gives it back as a number', async () => {
    const { call, customer, subscriber } = await acme();
    const body = newSubscriber(String(customer), 'ann@acme.example');
    const id = Number((await call('POST', '/resource/subscriber', { body })).body['Long']);
    expect(await subscriber(id)).toMatchObject({ CustomerId: customer, SubscriberState: 'PENDING' });
  });

  it('gives the object wrapped, with Id and Oid, and dates with the month first', async () => {
    const { call, person } = await acme();
    const id = await person('ann@acme.example', 'PENDING');
    const { body } = await call('GET', `/resource/subscriber/${id}`);
    expect(body).toEqual({
      Subscriber: {
        Id: id,
        Oid: id,
        CustomerId: 30_001,
        SubscriberState: 'PENDING',
        PartyRoleType: 'SUBSCRIBER',
        IsGuest: false,
        InvitedBy: null,
        IsSyncPending: false,
        SubscriberAttributeSet: [],
        Person: {
          GivenName: 'Ann',
          FamilyName: 'Lee',
          EmailAddress: 'ann@acme.example',
          OrgName: 'Acme',
          Owner: 30_001,
          RoleSet: ['User'],
          SecurityRealm: 'NON_FEDERATED',
          IsRestrictedUse: false,
          Deleted: false,
          Created: '11/21/2026 09:00:00',
          Modified: '11/21/2026 09:00:00',
        },
        SeatSet: [],
      },
    });
  });

  it('refuses an address that is in use, in any case, with the vendor’s words', async () => {
    const { call, customer, person, service } = await acme();
    await person('ann@acme.example');
    const body = newSubscriber(customer, 'ANN@acme.example');
    const answer = await call('POST', '/resource/subscriber', { body });
    expect(answer.status).toBe(400);
    expect(errorOf(answer)['ResponseMessage']).toBe('The email address already exists');
    expect(service.state().subscribers.size).toBe(2);
  });

  it('mails the person, unless that is suppressed', async () => {
    const { call, customer, mails } = await acme();
    await call('POST', '/resource/subscriber', { body: newSubscriber(customer, 'ann@acme.example') });
    await call('POST', '/resource/subscriber?suppressEmail=true', { body: newSubscriber(customer, 'b@acme.example') });
    expect(mails('ann@acme.example')).toMatchObject([{ portal: 'ibm', subject: 'Welcome to IBM Connections Cloud' }]);
    expect(mails('b@acme.example')).toEqual([]);
  });

  it('leaves out what is sent empty', async () => {
    const { call, customer, subscriber } = await acme();
    const body = newSubscriber(customer, 'ann@acme.example', { JobTitle: '', TimeZone: 'America/Central' });
    const id = Number((await call('POST', '/resource/subscriber', { body })).body['Long']);
    const person = (await subscriber(id))['Person'];
    expect(person).toMatchObject({ TimeZone: 'America/Central' });
    expect(person).not.toHaveProperty('JobTitle');
  });

  const bad: readonly [string, Parameters<typeof newSubscriber>[2], string][] = [
    ['no family name', { FamilyName: '' }, 'FamilyName is missing.'],
    ['no given name', { GivenName: '' }, 'GivenName is missing.'],
    ['no address', { EmailAddress: '' }, 'EmailAddress is missing.'],
    ['what is no address', { EmailAddress: 'ann' }, 'EmailAddress is no e-mail address.'],
    ['no roles', { RoleSet: [] }, 'RoleSet is missing.'],
    ['an unknown role', { RoleSet: ['Boss'] }, 'This is no role.'],
    ['a role that is only assigned later', { RoleSet: ['AppDeveloper'] }, 'AppDeveloper cannot be given at creation.'],
    ['a long job title', { JobTitle: 'x'.repeat(51) }, 'JobTitle is longer than 50 characters.'],
    ['a long prefix', { NamePrefix: 'x'.repeat(11) }, 'NamePrefix is longer than 10 characters.'],
    ['a long phone', { Fax: '1'.repeat(31) }, 'Fax is longer than 30 characters.'],
    ['a long language', { LanguagePreference: 'x'.repeat(16) }, 'LanguagePreference is longer than 15 characters.'],
    ['a long name', { GivenName: 'x'.repeat(256) }, 'GivenName is longer than 255 characters.'],
    ['a number for a text', { JobTitle: 7 }, 'JobTitle is no text.'],
  ];
  for (const [what, more, text] of bad) {
    it(`refuses ${what}`, async () => {
      const { call, customer, service } = await acme();
      const answer = await call('POST', '/resource/subscriber', {
        body: newSubscriber(customer, 'ann@acme.example', more ?? {}),
      });
      expect([answer.status, errorOf(answer)['ResponseMessage']]).toEqual([400, text]);
      expect(service.state().subscribers.size).toBe(1);
    });
  }

  it('refuses a body that is not wrapped, has no CustomerId, or names nobody', async () => {
    const { call } = await acme();
    const post = async (body: Parameters<typeof call>[2]) => (await call('POST', '/resource/subscriber', body)).status;
    expect(await post({ body: { CustomerId: 30_001 } })).toBe(400);
    expect(await post({ body: { Subscriber: { Person: {} } } })).toBe(400);
    expect(await post({ body: newSubscriber(-30_001, 'a@acme.example') })).toBe(400);
    expect(await post({ body: newSubscriber(30_999, 'a@acme.example') })).toBe(404);
    expect(await post({ body: '{"Subscriber":' })).toBe(400);
    expect(await post({ body: '[]' })).toBe(400);
  });
});

describe('replacing a subscriber', () => {
  it('removes what is left out, and keeps state, roles and seats', async () => {
    const { call, customer, person, subscriber } = await acme();
    const id = await person('ann@acme.example');
    const path = `/resource/subscriber/${id}`;
    const put = (more: object) =>
      call('PUT', path, { body: newSubscriber(customer, 'ann@acme.example', { ...more, RoleSet: ['VSR'] }) });
    expect(await put({ JobTitle: 'Lead', Fax: '1' })).toMatchObject({ status: 204, body: {} });
    expect((await subscriber(id))['Person']).toMatchObject({ JobTitle: 'Lead', Fax: '1', RoleSet: ['User'] });
    expect((await put({ Fax: '2' })).status).toBe(204);
    expect((await subscriber(id))['Person']).not.toHaveProperty('JobTitle');
    expect(await subscriber(id)).toMatchObject({ SubscriberState: 'ACTIVE', Person: { Fax: '2' } });
  });

  it('takes back what was read', async () => {
    const { call, person, subscriber } = await acme();
    const id = await person('ann@acme.example');
    const before = await subscriber(id);
    const body = { Subscriber: before } as Parameters<typeof call>[2];
    expect((await call('PUT', `/resource/subscriber/${id}`, { body: body as never })).status).toBe(204);
    expect(await subscriber(id)).toMatchObject({ ...before, Person: expect.anything() as object });
  });

  it('keeps attributes for mail products, until they are left out', async () => {
    const { call, customer, person, subscriber } = await acme();
    const id = await person('ann@acme.example');
    const attribute = { Name: 'dom__emailAddress', Type: 'STRING', StringValue: 'ann@mail.example' };
    const plain = newSubscriber(customer, 'ann@acme.example')['Subscriber'] as object;
    const put = (more: object) =>
      call('PUT', `/resource/subscriber/${id}`, { body: { Subscriber: { ...plain, ...more } } as never });
    expect((await put({ SubscriberAttributeSet: [attribute] })).status).toBe(204);
    expect((await subscriber(id))['SubscriberAttributeSet']).toEqual([attribute]);
    expect((await put({ SubscriberAttributeSet: [{}] })).status).toBe(400);
    expect((await put({ SubscriberAttributeSet: 'x' })).status).toBe(400);
    expect((await put({})).status).toBe(204);
    expect((await subscriber(id))['SubscriberAttributeSet']).toEqual([]);
  });

  it('moves the address, but not onto somebody else’s', async () => {
    const { call, customer, person } = await acme();
    const id = await person('ann@acme.example');
    await person('bea@acme.example');
    const rename = async (email: string) =>
      (await call('PUT', `/resource/subscriber/${id}`, { body: newSubscriber(customer, email) })).status;
    expect(await rename('bea@acme.example')).toBe(400);
    expect(await rename('ann.lee@acme.example')).toBe(204);
    const find = async (email: string) =>
      (await call('GET', `/resource/subscriber?_namedQuery=getSubscriberByEmailAddress&emailAddress=${email}`)).status;
    expect([await find('ann@acme.example'), await find('ann.lee@acme.example')]).toEqual([404, 200]);
  });

  it('does not move a person to another organisation', async () => {
    const { call, person } = await acme();
    const id = await person('ann@acme.example');
    const put = (customer: number) =>
      call('PUT', `/resource/subscriber/${id}`, { body: newSubscriber(customer, 'ann@acme.example') });
    expect((await put(30_002)).status).toBe(400);
  });
});

describe('the ids in paths', () => {
  for (const [id, status] of [
    ['-70001', 400],
    ['ann', 400],
    ['1.5', 400],
    ['79999', 404],
  ] as const) {
    it(`answer ${status} for ${id}`, async () => {
      const { call } = await acme();
      for (const method of ['GET', 'DELETE']) {
        expect((await call(method, `/resource/subscriber/${id}`)).status).toBe(status);
        expect((await call(method, `/resource/subscription/${id}`)).status).toBe(status);
        expect((await call(method, `/resource/customer/${id}`)).status).toBe(status);
      }
    });
  }
});

describe('a plain user', () => {
  it('reads their own object only, and lists nobody', async () => {
    const { call, person } = await acme();
    const ann = await person('ann@acme.example');
    const bea = await person('bea@acme.example');
    const as = basic('ann@acme.example');
    expect((await call('GET', `/resource/subscriber/${ann}`, { as })).status).toBe(200);
    expect((await call('GET', `/resource/subscriber/${bea}`, { as })).status).toBe(404);
    expect((await call('GET', '/resource/subscriber', { as })).status).toBe(403);
  });
});
