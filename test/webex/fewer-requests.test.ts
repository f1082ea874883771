import { describe, expect, test } from 'vitest';
import { adaId, change, hub, license, licenseRow, scimList, scimUser, wire, writing } from './wire.ts';

const premium = licenseRow('Agent');
const portal = hub({ licenses: [license('Agent')] });
const ada = 'ada@acme.example';

function known(kind: string, key: string) {
  return { known: [], only: [{ address: { portal: 'acme-hub', kind, key }, id: null }] };
}

function organisation() {
  return wire(
    ({ method, path }) => {
      if (path.startsWith('/v1/people')) return { json: { items: [] } };
      if (path.startsWith('/v1/licenses?')) return { json: { items: [premium] } };
      if (path.startsWith('/v1/licenses')) return { json: { licenses: [premium['id'] ?? ''] } };
      const holding = scimUser('ada', { roles: [{ value: 'id_full_admin' }] });
      return { json: method === 'GET' ? scimList(scimUser('ada')) : holding };
    },
    { portal },
  );
}

describe('what was looked at just before it is changed', () => {
  const give = change('role', `${ada}/id_full_admin`, {
    verdict: 'create',
    after: { email: ada, role: 'id_full_admin' },
  });

  test('is not looked for again: a role takes two requests', async () => {
    const one = organisation();
    await one.reader.read('role', known('role', `${ada}/id_full_admin`));
    await one.writer.create(give, writing);
    expect(one.asked.map(({ method }) => method)).toEqual(['GET', 'PATCH']);
  });

  test('is looked at again by each look: nothing grows stale', async () => {
    const one = organisation();
    for (let time = 1; time <= 3; time += 1) await one.reader.read('role', known('role', `${ada}/id_full_admin`));
    expect(one.asked).toHaveLength(3);
  });

  test('is forgotten when it was changed under another address', async () => {
    const one = wire(({ method }) => ({ json: method === 'GET' ? scimList(scimUser('ada')) : scimUser('king') }));
    await one.reader.read('user', known('user', ada));
    const fields = [{ field: 'displayName', before: null, after: 'King' }];
    const moved = { verdict: 'update', id: adaId, before: {}, after: {}, fields, formerKey: ada } as const;
    await one.writer.update(change('user', 'king@acme.example', moved), writing);
    await one.writer.delete(
      change('role', `${ada}/cjp.admin`, { verdict: 'delete', before: { email: ada, role: 'cjp.admin' }, after: null }),
      writing,
    );
    expect(one.asked.map(({ method }) => method)).toEqual(['GET', 'PATCH', 'GET']);
  });

  test('is forgotten when it is no longer there', async () => {
    let isThere = true;
    const one = wire(() => ({ json: isThere ? scimList(scimUser('ada')) : scimList() }));
    await one.reader.read('role', known('role', `${ada}/id_full_admin`));
    isThere = false;
    await one.reader.read('role', known('role', `${ada}/id_full_admin`));
    await expect(one.writer.create(give, writing)).rejects.toMatchObject({ code: 'not-found' });
    expect(one.asked).toHaveLength(3);
  });
});

describe('the list of licences', () => {
  const give = change('license-assignment', `${ada}/Agent`, {
    verdict: 'create',
    after: { email: ada, part: 'Agent' },
  });

  test('is read once for many changes', async () => {
    const one = organisation();
    for (let time = 1; time <= 3; time += 1) {
      await one.reader.read('license-assignment', known('license-assignment', `${ada}/Agent`));
      await one.writer.create(give, writing);
    }
    expect(one.lines().filter((line) => line.startsWith('GET /v1/licenses?'))).toHaveLength(1);
    expect(one.lines()).toHaveLength(7);
  });

  test('is read again where a licence is not in it, and by each plan', async () => {
    const one = organisation();
    await one.reader.read('license-assignment', known('license-assignment', `${ada}/Agent`));
    await one.reader.read('license-assignment', known('license-assignment', `${ada}/New`));
    await one.reader.read('license', { known: [] });
    expect(one.lines().filter((line) => line.startsWith('GET /v1/licenses?'))).toHaveLength(3);
  });
});

test('a role of somebody who is gone by now is taken away', async () => {
  const holding = scimUser('ada', { roles: [{ value: 'cjp.admin' }] });
  const one = wire(({ method }) => (method === 'GET' ? { json: scimList(holding) } : { status: 404, json: {} }));
  const take = change('role', `${ada}/cjp.admin`, {
    verdict: 'delete',
    before: { email: ada, role: 'cjp.admin' },
    after: null,
  });
  expect(await one.writer.delete(take, writing)).toEqual({ outcome: 'done', observed: null });
});
