import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../engine/model/json.ts';
import {
  connectRole,
  isSetByHand,
  knownRoles,
  managesEveryCustomer,
  roleId,
  roleName,
  roleType,
} from '../../providers/webex/roles.ts';
import { adaId, change, failure, scimList, scimUser, wire, writing } from './wire.ts';

const patchOf = (asked: { readonly body: unknown }) => (asked.body as { Operations: unknown }).Operations;

describe('the names of roles', () => {
  test.each([
    ['Full Administrator', 'id_full_admin'],
    [' full administrator ', 'id_full_admin'],
    ['ID_FULL_ADMIN', 'id_full_admin'],
    ['Contact Center Service Administrator', 'cjp.admin'],
    ['cjp.admin', 'cjp.admin'],
    ['atlas-portal.partner.orderadmin', 'atlas-portal.partner.orderadmin'],
  ])('%s is %s', (text, id) => {
    expect(roleId(text)).toBe(id);
  });

  test.each(['Emperor', 'admin', '', 'full_', 'a b.c', '.admin'])('"%s" is none', (text) => {
    expect(roleId(text)).toBeUndefined();
  });

  test('each stand for one id, and each id has one name', () => {
    expect(new Set(knownRoles.map(({ id }) => id)).size).toBe(knownRoles.length);
    expect(new Set(knownRoles.map(({ name }) => name)).size).toBe(knownRoles.length);
    for (const { id, name } of knownRoles) expect([roleId(name), roleId(id), roleName(id)]).toEqual([id, id, name]);
    expect(roleName('cjp.other')).toBe('cjp.other');
  });

  test.each(['Location Administrator', 'location_admin', 'Webex Site Admin', 'SITE ADMINISTRATOR'])(
    '%s is set by hand',
    (text) => {
      expect(isSetByHand(text)).toBe(true);
    },
  );

  test('say of what sort they are, and which manage every customer', () => {
    expect(['id_full_admin', 'cjp.admin'].map(roleType)).toEqual(['cirole', 'serviceRole']);
    const partner = ['atlas-portal.partner.salesfulladmin', 'atlas-portal.partner.salesadmin', 'id_full_admin'];
    expect(partner.map(managesEveryCustomer)).toEqual([true, false, false]);
  });

  test('lead by role sync to a role in Webex Connect, or to none', () => {
    const ids = ['id_full_admin', 'cjp.admin', 'id_readonly_admin', 'id_user_admin'];
    expect(ids.map(connectRole)).toEqual(['Owner', 'Owner', 'Read-only access', undefined]);
  });
});

const full = { email: 'ada@acme.example', role: 'id_full_admin' };
const key = 'ada@acme.example/id_full_admin';
const holding = (...values: readonly string[]): JsonObject =>
  scimUser('ada', { roles: values.map((value) => ({ value, type: 'ciRole' })) });

describe('roles are read', () => {
  test('with the users, each once, in lower case', async () => {
    const one = wire(() => ({
      json: scimList(holding('ID_Full_Admin', 'id_full_admin', 'cjp.admin'), scimUser('ben')),
    }));
    const { resources, coverage } = await one.reader.read('role', { known: [] });
    expect(coverage).toBe('complete');
    expect(resources.map(({ address }) => address.key)).toEqual([key, 'ada@acme.example/cjp.admin']);
    expect(resources[0]?.attributes).toEqual(full);
    // Of the person, not of the address: seed 2127 gave another address, and the role was nobody's from then on.
    expect(resources.map(({ id }) => id)).toEqual([`${adaId}/id_full_admin`, `${adaId}/cjp.admin`]);
  });

  test('of one person where only some are asked for; the others are absent', async () => {
    const one = wire(() => ({ json: scimList(holding('id_full_admin', 'cjp.admin')) }));
    const only = [key, 'ada@acme.example/id_user_admin'].map((asked) => ({
      address: { portal: 'acme-hub', kind: 'role', key: asked },
      id: null,
    }));
    const result = await one.reader.read('role', { known: [], only });
    expect(result.resources.map(({ address }) => address.key)).toEqual([key]);
    expect(result.absent.map((address) => address.key)).toEqual(['ada@acme.example/id_user_admin']);
    expect(one.lines()).toHaveLength(1);
  });
});

describe('a role is given', () => {
  const give = change('role', key, { verdict: 'create', after: full });

  test('by adding it, and nothing else', async () => {
    const one = wire(({ method }) => ({
      json: method === 'GET' ? scimList(scimUser('ada')) : holding('id_full_admin'),
    }));
    expect(await one.writer.create(give, writing)).toMatchObject({ outcome: 'done', observed: { attributes: full } });
    expect(one.lines()[1]).toBe(`PATCH /identity/scim/0ae87ade-8c8a-4952-af08-318798958d0c/v2/Users/${adaId}`);
    expect(patchOf(one.asked[1]!)).toEqual([
      { op: 'add', path: 'roles', value: [{ value: 'id_full_admin', type: 'cirole' }] },
    ]);
  });

  test('is not done where the answer does not show it', async () => {
    const one = wire(({ method }) => ({
      json: method === 'GET' ? scimList(scimUser('ada')) : holding('id_user_admin'),
    }));
    expect(await failure(one.writer.create(give, writing))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('Full Administrator'),
      cure: expect.stringContaining('verified'),
    });
  });

  test('to somebody who is gone fails, and says so', async () => {
    const one = wire(() => ({ json: scimList() }));
    expect(await failure(one.writer.create(give, writing))).toMatchObject({ code: 'not-found' });
  });
});

describe('a role is taken away', () => {
  const take = change('role', key, { verdict: 'delete', before: full, after: null });

  test('by a filter with the value as Webex spells it: without one, every role would go', async () => {
    const one = wire(({ method }) => ({
      json: method === 'GET' ? scimList(holding('cjp.admin', 'ID_FULL_ADMIN')) : holding('cjp.admin'),
    }));
    expect(await one.writer.delete(take, writing)).toEqual({ outcome: 'done', observed: null });
    expect(patchOf(one.asked[1]!)).toEqual([{ op: 'remove', path: 'roles[value eq "ID_FULL_ADMIN"]' }]);
  });

  test.each<readonly [string, readonly JsonObject[]]>([
    ['the person is gone', []],
    ['the person has it no more', [holding('cjp.admin')]],
  ])('without a write where %s', async (_, users) => {
    const one = wire(() => ({ json: scimList(...users) }));
    expect(await one.writer.delete(take, writing)).toEqual({ outcome: 'done', observed: null });
    expect(one.lines()).toHaveLength(1);
  });
});

describe('the role Partner Administrator is taken away', () => {
  const id = 'atlas-portal.partner.salesadmin';
  const take = change('role', `ada@acme.example/${id}`, {
    verdict: 'delete',
    before: { email: 'ada@acme.example', role: id },
    after: null,
  });

  test('by revoking every partner role, where it is the only one', async () => {
    const one = wire(({ method }) =>
      method === 'GET' ? { json: scimList(holding(id, 'id_full_admin')) } : { status: 204 },
    );
    await one.writer.delete(take, writing);
    expect(one.lines()[1]).toMatch(/^DELETE \/v1\/partner\/organizations\/partnerAdmin\/Y2lz/u);
  });

  test('by itself, where the person has another one', async () => {
    const other = 'atlas-portal.partner.provision_admin';
    const one = wire(({ method }) => ({ json: method === 'GET' ? scimList(holding(id, other)) : holding(other) }));
    await one.writer.delete(take, writing);
    expect(patchOf(one.asked[1]!)).toEqual([{ op: 'remove', path: `roles[value eq "${id}"]` }]);
  });
});
