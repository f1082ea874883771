import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../engine/model/json.ts';
import { publicId } from '../../providers/webex/ids.ts';
import {
  adaId,
  change,
  customerId,
  hub,
  license,
  licenseRow,
  type Reply,
  scimList,
  scimUser,
  wire,
  writing,
} from './wire.ts';

const patchOf = (asked: { readonly body: unknown }) => (asked.body as { Operations: unknown }).Operations;
const full = { email: 'ada@acme.example', role: 'id_full_admin' };
const holding = (...values: readonly string[]): JsonObject =>
  scimUser('ada', { roles: values.map((value) => ({ value, type: 'ciRole' })) });

describe('a role of somebody whose address changed since', () => {
  const key = 'ada@acme.example/id_full_admin';
  const king = (...values: readonly string[]): JsonObject => ({ ...holding(...values), userName: 'king@acme.example' });
  const id = `${adaId}/id_full_admin`;
  const byId = (...values: readonly string[]) =>
    wire(({ method, path }) => ({
      json: method === 'PATCH' || path.endsWith(adaId) ? king(...values) : scimList(),
    }));

  test('is still there: it is looked for by the person, and not as absent', async () => {
    const only = [{ address: { portal: 'acme-hub', kind: 'role', key }, id }];
    const { resources } = await byId('id_full_admin', 'cjp.admin').reader.read('role', { known: [], only });
    expect(resources.map((one) => [one.address.key, one.id])).toEqual([['king@acme.example/id_full_admin', id]]);
  });

  test('is taken away all the same', async () => {
    const one = byId('id_full_admin');
    await one.writer.delete(change('role', key, { id, verdict: 'delete', before: full, after: null }), writing);
    expect(patchOf(one.asked[1]!)).toEqual([{ op: 'remove', path: 'roles[value eq "id_full_admin"]' }]);
  });

  test('stays with who has the address by now', async () => {
    const one = wire(({ path }) =>
      path.endsWith(adaId) ? { status: 404 } : { json: scimList({ ...holding('id_full_admin'), id: 'other' }) },
    );
    await one.writer.delete(change('role', key, { id, verdict: 'delete', before: full, after: null }), writing);
    expect(one.asked.map(({ method }) => method)).toEqual(['GET']);
  });
});

describe('a licence of somebody whose address changed since', () => {
  const premium = licenseRow('Contact Center Premium Agent');
  const premiumId = String(premium['id']);
  const portal = hub({ licenses: [license('agents', { part: 'Contact Center Premium Agent' })] });
  const attributes = { email: 'ada@acme.example', part: 'Contact Center Premium Agent' };
  const key = `ada@acme.example/${attributes.part}`;
  const id = `${adaId}/${attributes.part}`;
  const person = publicId('PEOPLE', adaId);
  const only = [{ address: { portal: 'acme-hub', kind: 'license-assignment', key }, id }];
  const take = change('license-assignment', key, { id, verdict: 'delete', before: attributes, after: null });
  const movedTo = (user: Reply, there: readonly JsonObject[] = []) =>
    wire(
      ({ method, path }) => {
        if (method === 'PATCH') return { json: { licenses: [] } };
        if (path.startsWith('/identity/scim/')) return user;
        if (path.includes('email=king@')) return { json: { items: [{ id: person, licenses: [premiumId] }] } };
        if (path.startsWith('/v1/people')) return { json: { items: [...there] } };
        return { json: { items: [premium] } };
      },
      { portal },
    );
  const king = { json: scimUser('king', { id: adaId }) };
  const successor = { id: publicId('PEOPLE', '34265ae7-0000-4000-8000-00000000beef'), licenses: [premiumId] };

  test.each([[[]], [[successor]]])('is still held, and taken away, whoever has the address (%j)', async (there) => {
    const one = movedTo(king, there);
    const { resources } = await one.reader.read('license-assignment', { known: [], only });
    expect(resources.map(({ address, id: found }) => [address.key, found])).toEqual([
      [`king@acme.example/${attributes.part}`, id],
    ]);
    await one.writer.delete(take, writing);
    expect(one.asked.at(-1)).toMatchObject({ method: 'PATCH', body: { email: 'king@acme.example' } });
  });

  test('costs no further request where it did not', async () => {
    const one = movedTo(king, [{ id: person, licenses: [premiumId] }]);
    const { resources } = await one.reader.read('license-assignment', { known: [], only });
    expect(resources.map(({ address }) => address.key)).toEqual([key]);
    expect(one.asked).toHaveLength(2);
  });

  test('and where the person is gone, who has the address by now is shown, and keeps the licence', async () => {
    const one = movedTo({ status: 404 }, [successor]);
    const { resources } = await one.reader.read('license-assignment', { known: [], only });
    expect(resources.map(({ address }) => address.key)).toEqual([key]);
    expect(await one.writer.delete(take, writing)).toEqual({ outcome: 'done', observed: null });
    expect(one.asked.some(({ method }) => method === 'PATCH')).toBe(false);
  });
});

describe('a customer of somebody whose address changed since', () => {
  const attributes = { email: 'ada@acme.example', customer: customerId };
  const [key, id] = [`ada@acme.example/${customerId}`, `${adaId}/${customerId}`];

  test('is still there, and unassigned', async () => {
    const items = [{ id: publicId('PEOPLE', adaId), emails: ['king@acme.example'] }];
    const one = wire(({ method, path }) => {
      if (method === 'DELETE') return { status: 200 };
      if (path.startsWith('/v1/partner/')) return { json: { items } };
      return { json: path.endsWith(adaId) ? scimUser('king', { id: adaId }) : scimList() };
    });
    const only = [{ address: { portal: 'acme-hub', kind: 'partner-admin', key }, id }];
    const { resources } = await one.reader.read('partner-admin', { known: [], only });
    expect(resources.map(({ address }) => address.key)).toEqual([`king@acme.example/${customerId}`]);
    await one.writer.delete(
      change('partner-admin', key, { id, verdict: 'delete', before: attributes, after: null }),
      writing,
    );
    expect(one.asked.at(-1)?.method).toBe('DELETE');
  });
});
