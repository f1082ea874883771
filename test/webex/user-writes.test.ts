import { describe, expect, test } from 'vitest';
import { adaId, change, failure, hub, pending, scimList, scimUser, wire, writing } from './wire.ts';

const users = '/identity/scim/0ae87ade-8c8a-4952-af08-318798958d0c/v2/Users';

describe('a user is written', () => {
  const after = {
    email: 'ada@acme.example',
    givenName: 'Ada',
    familyName: 'Lovelace',
    displayName: 'Ada Lovelace',
    active: true,
  };
  const invite = change('user', 'ada@acme.example', { verdict: 'invite', before: null, after, round: 1 });

  test('with what SCIM asks for and no more', async () => {
    const one = wire(() => ({ status: 201, json: scimUser('ada', { ...pending }) }));
    const outcome = await one.writer.invite(invite, writing);
    expect(one.asked).toMatchObject([{ method: 'POST', path: users }]);
    expect(one.asked[0]?.body).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: 'ada@acme.example',
      userType: 'user',
      emails: [{ value: 'ada@acme.example', type: 'work', primary: true }],
      displayName: 'Ada Lovelace',
      name: { givenName: 'Ada', familyName: 'Lovelace' },
    });
    expect(outcome).toMatchObject({ outcome: 'done', observed: { presence: 'invited', id: adaId } });
  });

  test('without names where the person has none', async () => {
    const one = wire(() => ({ status: 201, json: scimUser('ada') }));
    await one.writer.invite(
      { ...invite, after: { email: 'ada@acme.example', active: true } } as typeof invite,
      writing,
    );
    expect(Object.keys(one.asked[0]?.body ?? {})).toEqual(['schemas', 'userName', 'userType', 'emails']);
  });

  const taken = { status: 409, json: { schemas: [], status: '409', scimType: 'uniqueness', detail: 'taken' } };

  test('once more where it was deactivated: it is activated again', async () => {
    const one = wire(({ method }) => {
      if (method === 'POST') return taken;
      return { json: method === 'GET' ? scimList(scimUser('ada', { active: false })) : scimUser('ada') };
    });
    expect(await one.writer.invite(invite, writing)).toMatchObject({ outcome: 'done' });
    expect(one.asked.at(-1)).toMatchObject({
      method: 'PATCH',
      body: { Operations: expect.arrayContaining([{ op: 'replace', path: 'active', value: true }]) },
    });
  });

  test('not over one that is in use', async () => {
    const one = wire(({ method }) => (method === 'POST' ? taken : { json: scimList(scimUser('ada')) }));
    expect(await failure(one.writer.invite(invite, writing))).toMatchObject({ code: 'conflict' });
    expect(one.asked.filter(({ method }) => method === 'PATCH')).toEqual([]);
  });

  test('not where the address lives in another organisation: that has to be claimed', async () => {
    const one = wire(({ method }) => (method === 'POST' ? taken : { json: scimList() }));
    expect(await failure(one.writer.invite(invite, writing))).toMatchObject({
      code: 'invalid',
      cure: expect.stringContaining('claim'),
      portalText: expect.stringContaining('taken'),
    });
  });

  test('with nothing but what changes', async () => {
    const one = wire(() => ({ json: scimUser('ada', { displayName: 'Countess' }) }));
    const fields = [
      { field: 'displayName', before: 'ada', after: 'Countess' },
      { field: 'familyName', before: null, after: 'King' },
    ];
    const update = change('user', 'ada@acme.example', { verdict: 'update', id: adaId, before: {}, after: {}, fields });
    await one.writer.update(update, writing);
    expect(one.lines()).toEqual([`PATCH ${users}/${adaId}`]);
    expect(one.asked[0]?.body).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [
        { op: 'replace', path: 'displayName', value: 'Countess' },
        { op: 'replace', path: 'name.familyName', value: 'King' },
      ],
    });
  });

  test('to another address: login and mail go together', async () => {
    const one = wire(() => ({ json: scimUser('king') }));
    const given = {
      verdict: 'update',
      id: adaId,
      before: {},
      after: {},
      fields: [],
      formerKey: 'ada@acme.example',
    } as const;
    await one.writer.update(change('user', 'king@acme.example', given), writing);
    expect(one.asked[0]?.body).toMatchObject({
      Operations: [
        { op: 'replace', path: 'userName', value: 'king@acme.example' },
        { op: 'replace', path: 'emails', value: [{ value: 'king@acme.example' }] },
      ],
    });
  });
});

describe('a user is removed', () => {
  const remove = change('user', 'ada@acme.example', { verdict: 'delete', id: adaId, before: {}, after: null });

  test('by deactivating, unless the settings say delete', async () => {
    const one = wire(() => ({ json: scimUser('ada', { active: false }) }));
    expect(await one.writer.delete(remove, writing)).toEqual({ outcome: 'done', observed: null });
    expect(one.asked).toMatchObject([
      { method: 'PATCH', body: { Operations: [{ op: 'replace', path: 'active', value: false }] } },
    ]);
    const other = wire(() => ({ status: 204 }), { portal: hub({}, { leavers: 'delete' }) });
    await other.writer.delete(remove, writing);
    expect(other.lines()).toEqual([`DELETE ${users}/${adaId}`]);
  });

  test('and one that is gone is removed', async () => {
    const one = wire(() => ({ status: 404, json: { message: 'gone' } }));
    expect(await one.writer.delete(remove, writing)).toMatchObject({ outcome: 'done' });
    const other = wire(() => ({ json: scimList() }));
    expect(await other.writer.delete({ ...remove, id: null }, writing)).toMatchObject({ outcome: 'done' });
  });

  test('and any other refusal is told', async () => {
    const one = wire(() => ({ status: 403, json: { message: 'no' } }));
    expect(await failure(one.writer.delete(remove, writing))).toMatchObject({ code: 'auth' });
  });
});
