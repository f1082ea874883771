import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../engine/model/json.ts';
import { publicId } from '../../providers/webex/ids.ts';
import { adaId, change, customerId, failure, grant, hub, person, scimList, scimUser, wire, writing } from './wire.ts';

const other = '75fe2995-24f5-4831-9d2c-1c2f82559999';
const attributes = { email: 'ada@acme.example', customer: customerId };
const key = `ada@acme.example/${customerId}`;
const admin = (...emails: readonly string[]): JsonObject => ({
  id: 'x',
  emails: [...emails],
  roleInCustomerOrg: 'id_full_admin',
});
const pathOf = (customer: string) => `/v1/partner/organizations/${publicId('ORGANIZATION', customer)}`;
const portal = hub(
  {
    people: [
      person('ada', { access: [grant('Partner Administrator', customerId), grant('Partner Administrator', 'globex')] }),
      person('ben', { access: [grant('Partner Administrator', customerId), grant('Full Administrator')] }),
    ],
  },
  { customers: { globex: other } },
);

describe('partner administrators are read', () => {
  test('customer by customer, those that grants name, each once', async () => {
    const one = wire(() => ({ json: { items: [admin('ada@home.example', 'Ada@Acme.example')] } }), { portal });
    const { resources, coverage, pages } = await one.reader.read('partner-admin', { known: [] });
    expect(one.lines()).toEqual([customerId, other].map((customer) => `GET ${pathOf(customer)}/partnerAdmins`));
    expect(resources.map(({ address }) => address.key)).toEqual([key, `ada@acme.example/${other}`]);
    expect([coverage, pages]).toEqual(['complete', 2]);
    expect(resources.map(({ id }) => id)).toEqual([`x/${customerId}`, `x/${other}`]);
  });

  test('of the customers that are ours already too', async () => {
    const one = wire(() => ({ json: { items: [] } }));
    const address = { portal: 'acme-hub', kind: 'partner-admin', key };
    await one.reader.read('partner-admin', { known: [{ address, id: null }] });
    expect(one.lines()).toEqual([`GET ${pathOf(customerId)}/partnerAdmins`]);
  });

  test('partly, where a later customer fails; not at all, where the first one does', async () => {
    const one = wire(
      ({ path }) => (path.startsWith(pathOf(other)) ? { status: 403, json: {} } : { json: { items: [] } }),
      {
        portal,
      },
    );
    const result = await one.reader.read('partner-admin', { known: [] });
    expect([result.coverage, result.problem?.code]).toEqual(['partial', 'auth']);
    const down = wire(() => ({ status: 403, json: { message: 'no' } }), { portal });
    expect(await failure(down.reader.read('partner-admin', { known: [] }))).toMatchObject({ code: 'auth' });
  });

  test('as not absent where the customer could not be asked', async () => {
    const one = wire(({ path }) =>
      path.startsWith(pathOf(other)) ? { status: 403, json: {} } : { json: { items: [] } },
    );
    const keys = [key, `ada@acme.example/${other}`];
    const only = keys.map((asked) => ({
      address: { portal: 'acme-hub', kind: 'partner-admin', key: asked },
      id: null,
    }));
    const result = await one.reader.read('partner-admin', { known: [], only });
    expect([result.coverage, result.absent]).toEqual(['partial', []]);
  });

  test('as nobody where no grant names a customer', async () => {
    const one = wire(() => ({}));
    expect(await one.reader.read('partner-admin', { known: [] })).toMatchObject({
      coverage: 'complete',
      resources: [],
    });
    expect(one.lines()).toEqual([]);
  });

  test('where only one is asked for, at that customer', async () => {
    const one = wire(() => ({ json: { items: [admin('ben@acme.example'), admin()] } }), { portal });
    const only = [{ address: { portal: 'acme-hub', kind: 'partner-admin', key }, id: null }];
    const result = await one.reader.read('partner-admin', { known: [], only });
    expect([result.resources, result.absent.map((address) => address.key)]).toEqual([[], [key]]);
  });
});

describe('a customer is', () => {
  const found = (status = 200) =>
    wire(({ method }) =>
      method === 'GET' ? { json: scimList(scimUser('ada')) } : { status, text: status === 404 ? '{}' : '' },
    );

  test('assigned, both named by their public ids', async () => {
    const one = found();
    const assign = change('partner-admin', key, { verdict: 'create', after: attributes });
    expect(await one.writer.create(assign, writing)).toMatchObject({ outcome: 'done', observed: { attributes } });
    expect(one.lines()[1]).toBe(`POST ${pathOf(customerId)}/partnerAdmin/${publicId('PEOPLE', adaId)}/assign`);
  });

  const unassign = change('partner-admin', key, { verdict: 'delete', before: attributes, after: null });

  test('unassigned, and what is not assigned is unassigned', async () => {
    for (const status of [200, 404]) {
      const one = found(status);
      expect(await one.writer.delete(unassign, writing)).toEqual({ outcome: 'done', observed: null });
      expect(one.lines()[1]).toBe(`DELETE ${pathOf(customerId)}/partnerAdmin/${publicId('PEOPLE', adaId)}/unassign`);
    }
  });

  test('nobody’s any more where the person is gone, and a refusal is told', async () => {
    const gone = wire(() => ({ json: scimList() }));
    expect(await gone.writer.delete(unassign, writing)).toMatchObject({ outcome: 'done' });
    expect(gone.lines()).toHaveLength(1);
    expect(await failure(found(403).writer.delete(unassign, writing))).toMatchObject({ code: 'auth' });
  });
});
