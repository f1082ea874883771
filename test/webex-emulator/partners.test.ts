import { describe, expect, it } from 'vitest';
import { partnerAdministrator } from '../../providers/webex/emulator/roles.ts';
import { wireId } from '../../providers/webex/emulator/wire-ids.ts';
import { ciscoUser, hubLab } from './support/hub-lab.ts';
import type { HubLab } from './support/hub-lab.ts';

const raw = '5c1d9d1e-0000-4000-8000-0000000000c1';
const customer = wireId('ORGANIZATION', raw);
const other = wireId('ORGANIZATION', '5c1d9d1e-0000-4000-8000-0000000000c2');
const base = '/v1/partner/organizations';

async function partner(choices: Parameters<typeof hubLab>[0] = {}, role = partnerAdministrator) {
  const lab = hubLab(choices);
  const id = await lab.create('ada', { roles: [{ value: role }, { value: 'id_user_admin' }] });
  const person = wireId('PEOPLE', id);
  const at = (org: string) => `${base}/${org}/partnerAdmin/${person}`;
  return {
    lab,
    id,
    person,
    assign: (org = customer) => lab.call('POST', `${at(org)}/assign`),
    unassign: (org = customer) => lab.call('DELETE', `${at(org)}/unassign`),
  };
}

async function managed(lab: HubLab, person: string) {
  return (await lab.call('GET', `${base}?managedBy=${person}`)).body['items'];
}

describe('partner administrators', () => {
  it('are assigned and unassigned without a body, and keep the role', async () => {
    const { lab, id, person, assign, unassign } = await partner();
    expect(await assign()).toMatchObject({ status: 200, body: {} });
    await assign(other);
    expect(await managed(lab, person)).toEqual([
      { orgId: customer, role: wireId('ROLE', 'id_full_admin') },
      { orgId: other, role: wireId('ROLE', 'id_full_admin') },
    ]);
    const { body } = await lab.call('GET', `${base}/${customer}/partnerAdmins`);
    expect(body['items']).toMatchObject([
      { id: person, emails: ['ada@acme.example'], roleInCustomerOrg: 'id_full_admin' },
    ]);
    expect((await unassign(other)).status).toBe(200);
    const user = (await lab.scim('GET', `/Users/${id}`)).body;
    expect(user[ciscoUser]).toMatchObject({ managedOrgs: [{ orgId: raw, role: 'id_full_admin' }] });
    expect(JSON.stringify(user['roles'])).toContain(partnerAdministrator);
  });

  it('show also where SCIM wrote them', async () => {
    const { lab, id, person } = await partner();
    const value = [{ orgId: raw, role: 'id_full_admin' }];
    await lab.patch(id, { op: 'add', path: `${ciscoUser}:managedOrgs`, value });
    expect(await managed(lab, person)).toHaveLength(1);
  });

  it.each([
    ['accepted', 200, 200],
    ['refused', 409, 404],
  ] as const)('may be repeated: %s', async (partnerRepeats, again, gone) => {
    const { assign, unassign } = await partner({ quirks: { partnerRepeats } });
    await assign();
    expect((await assign()).status).toBe(again);
    await unassign();
    expect((await unassign()).status).toBe(gone);
  });

  it('must have the role, and a customer that there is', async () => {
    expect((await (await partner({}, 'id_full_admin')).assign()).status).toBe(400);
    const { lab, assign } = await partner();
    expect((await assign(wireId('ORGANIZATION', '0'.repeat(8)))).status).toBe(404);
    expect((await lab.call('POST', `${base}/${customer}/partnerAdmin/x/assign`)).status).toBe(404);
    expect((await lab.call('GET', `${base}?managedBy=x`)).status).toBe(404);
  });

  it('who manage every customer have no list of them', async () => {
    const { lab, person } = await partner({}, 'atlas-portal.partner.salesfulladmin');
    const { status, body } = await lab.call('GET', `${base}?managedBy=${person}`);
    expect([status, body['message']]).toEqual([
      400,
      'The user already has access to all customers managed by their partner organization.',
    ]);
  });

  it('lose every partner role and customer at once, and nothing else', async () => {
    const { lab, id, person, assign } = await partner();
    await assign();
    expect((await lab.call('DELETE', `${base}/partnerAdmin/${person}`)).status).toBe(204);
    expect(await managed(lab, person)).toEqual([]);
    const { body } = await lab.scim('GET', `/Users/${id}`);
    expect(body['roles']).toMatchObject([{ value: 'id_user_admin' }]);
  });

  it('manage the customers that the settings name', async () => {
    const lab = hubLab({ portal: { settings: { customers: { Northwind: raw.replace('c1', 'd1') } } } });
    const { items } = (await lab.call('GET', '/v1/organizations')).body as { items: { displayName: string }[] };
    expect(items.map(({ displayName }) => displayName)).toEqual(['acme-hub', 'Northwind']);
  });
});
