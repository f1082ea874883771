import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../engine/model/json.ts';
import { acme, marketLab } from '../support/market-lab.ts';
import type { Row } from '../support/market-lab.ts';

const nordic: JsonObject = {
  name: 'Nordic AB',
  externalId: 'EXT-7',
  language: 'sv',
  address: { streetAddress: 'Storgatan 1', postalCode: '11122', city: 'Stockholm', countryCode: 'SE' },
  contactPersons: [
    {
      type: 'admin',
      firstName: 'Eva',
      lastName: 'Lund',
      email: 'eva@nordic.example',
      phoneNumber: '46##85550100#',
      login: 'eva.admin',
      password: 'Right-Horse7',
    },
  ],
};

function names(body: Row): unknown[] {
  return (body['data'] as Row[]).map(({ name }) => name);
}

describe('customers', () => {
  it('has the one of the settings, and no other', async () => {
    const { buy } = marketLab();
    const { body } = await buy('GET', '/customers');
    expect(body).toMatchObject({
      data: [{ id: acme, name: 'Acme', status: 'active', resellerId: '1000000' }],
      pagination: { offset: 0, limit: 10, total: 1 },
    });
    expect(await buy('GET', `/customers/${acme}`)).toMatchObject({ status: 200, body: { name: 'Acme' } });
    expect((await buy('GET', '/customers/9')).status).toBe(404);
  });

  it('has none where the settings name none', async () => {
    const { buy, mails } = marketLab({
      portal: { name: 'acme', contacts: {}, settings: { customer: { name: 'Acme' } } },
    });
    expect((await buy('GET', '/customers?name=Acme')).body).toMatchObject({ data: [], pagination: { total: 0 } });
    expect(mails('owner@acme.example')).toEqual([]);
  });

  it('makes one, without showing the login and password that came with it', async () => {
    const { buy } = marketLab();
    const { status, body } = await buy('POST', '/customers', nordic);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: '1000002', externalId: 'EXT-7', name: 'Nordic AB', status: 'active' });
    expect(JSON.stringify(body)).not.toMatch(/Right-Horse7|eva\.admin/u);
  });

  it('makes a second one of the same name without a word', async () => {
    const { buy } = marketLab();
    const again = { ...nordic, contactPersons: [{ ...(nordic['contactPersons'] as JsonObject[])[0], login: '' }] };
    await buy('POST', '/customers', again);
    await buy('POST', '/customers', again);
    expect((await buy('GET', '/customers?name=nordic')).body).toMatchObject({ pagination: { total: 2 } });
  });

  it('names everything that is required and missing', async () => {
    const { buy } = marketLab();
    const { status, body } = await buy('POST', '/customers', { contactPersons: [{ email: 'a@b.example' }] });
    expect(status).toBe(400);
    for (const name of ['name', 'language', 'address.city', 'contactPersons[0].phoneNumber']) {
      expect(body['message']).toContain(name);
    }
    expect((await buy('POST', '/customers', {})).body['message']).toContain('contactPersons');
    expect((await buy('POST', '/customers', 'no json')).status).toBe(400);
  });

  it('refuses a login of the wrong form, or one that is in use', async () => {
    const { buy } = marketLab();
    const withLogin = (login: string): JsonObject => ({
      ...nordic,
      contactPersons: [{ ...(nordic['contactPersons'] as JsonObject[])[0], login }],
    });
    expect((await buy('POST', '/customers', withLogin('eva'))).status).toBe(400);
    expect((await buy('POST', '/customers', withLogin('-eva-admin'))).status).toBe(400);
    expect((await buy('POST', '/customers', withLogin('grace@acme.example'))).status).toBe(409);
  });

  it('is filtered by name, e-mail and external id', async () => {
    const { buy } = marketLab();
    await buy('POST', '/customers', nordic);
    expect(names((await buy('GET', '/customers?name=nord')).body)).toEqual(['Nordic AB']);
    expect(names((await buy('GET', '/customers?email=GRACE@acme.example')).body)).toEqual(['Acme']);
    expect(names((await buy('GET', '/customers?externalId=EXT-7')).body)).toEqual(['Nordic AB']);
    expect(names((await buy('GET', '/customers?resellerId=7')).body)).toEqual([]);
  });

  it('changes what is given and keeps the rest', async () => {
    const { buy } = marketLab();
    const { body } = await buy('PATCH', `/customers/${acme}`, { externalId: 'EXT-1' });
    expect(body).toMatchObject({ externalId: 'EXT-1', name: 'Acme' });
    expect((await buy('PATCH', `/customers/${acme}`, { name: '' })).status).toBe(400);
    expect((await buy('GET', `/customers/${acme}`)).body).toMatchObject({ externalId: 'EXT-1', name: 'Acme' });
  });

  it('comes with an administrator of the panel, who is mailed', async () => {
    const { buy, mails, bus } = marketLab();
    await buy('POST', '/customers', nordic);
    expect(mails('eva@nordic.example')).toHaveLength(1);
    const { body } = await bus('GET', '/collections/pa-service-users?eq(login,eva.admin)');
    expect(body).toMatchObject([{ isAccountAdmin: true, email: 'eva@nordic.example' }]);
  });
});
