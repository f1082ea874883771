import { describe, expect, it } from 'vitest';
import { acme } from '../support/market-lab.ts';
import { idOf, panelLab, panelPassword, userNamed } from '../support/panel-lab.ts';
import type { Row } from '../support/market-lab.ts';

describe('the account of a customer', () => {
  it('is found by its type, with the number that the marketplace knows it by', async () => {
    const { bus, account } = await panelLab();
    const type = 'http://parallels.com/aps/types/pa/account/1.2';
    const { body } = await bus('GET', `/resources?implementing(${type}),eq(type,CLIENT)`);
    expect(body).toMatchObject([{ aps: { type, id: account }, id: Number(acme), companyName: 'Acme' }]);
    expect((await bus('GET', `/resources/${account}`)).body).toMatchObject({
      adminContact: { email: 'grace@acme.example' },
    });
  });

  it('has the subscriptions that were bought, each with its provisioning state', async () => {
    const { bus, account } = await panelLab();
    const { body } = await bus('GET', `/resources/${account}/subscriptions`);
    const [subscription] = body as unknown as Row[];
    expect(subscription).toMatchObject({ subscriptionId: 1_000_101, isTerminated: false });
    const state = await bus('GET', `/resources/${idOf(subscription!)}/provisioningState`);
    expect(state.body).toEqual({ state: 'SUCCEEDED', message: '' });
    expect((await bus('GET', `/resources/${account}/provisioningState`)).status).toBe(404);
  });
});

describe('users', () => {
  it('are made ready, and never show their password', async () => {
    const { bus, account } = await panelLab();
    const { status, body } = await bus('POST', `/resources/${account}/users/`, {
      ...userNamed('ada'),
      password: panelPassword,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      aps: { type: 'http://parallels.com/aps/types/pa/service-user/1.2', status: 'aps:ready', revision: 1 },
      login: 'ada@acme.example',
      givenName: 'Ada',
      isAccountAdmin: false,
      disabled: false,
      organization: { aps: { id: account } },
    });
    expect(JSON.stringify(body)).not.toContain(panelPassword);
    expect((await bus('GET', `/resources/${idOf(body)}`)).body).toEqual(body);
  });

  it('are not mailed by being made', async () => {
    const { makeUser, mails } = await panelLab();
    await makeUser('ada');
    expect(mails('ada@acme.example')).toEqual([]);
  });

  it('are refused with what is missing, a bad password, or a login that is in use', async () => {
    const { bus, account, makeUser } = await panelLab();
    const post = async (body: Row) => await bus('POST', `/resources/${account}/users`, body as never);
    expect((await post({ email: 'a@b.example' })).body['message']).toContain('givenName, familyName');
    expect((await post({ ...userNamed('ada'), email: 'ada' })).status).toBe(400);
    expect((await post({ ...userNamed('ada'), password: 'short' })).body['message']).toContain('at least 7');
    await makeUser('ada');
    expect((await post({ ...userNamed('ada'), login: 'ADA@acme.example' })).status).toBe(409);
    expect((await bus('POST', '/resources/nobody/users', userNamed('ben'))).status).toBe(404);
  });

  it('are changed in part, but for the login', async () => {
    const { bus, makeUser } = await panelLab();
    const id = await makeUser('ada');
    const { body } = await bus('PUT', `/resources/${id}`, { givenName: 'Augusta' });
    expect(body).toMatchObject({ givenName: 'Augusta', familyName: 'Example', aps: { revision: 2 } });
    expect((await bus('PUT', `/resources/${id}`, { login: 'other@acme.example' })).status).toBe(409);
    expect((await bus('PUT', `/resources/${id}`, { email: 'x' })).status).toBe(400);
    expect((await bus('PUT', '/resources/nobody', {})).status).toBe(404);
  });

  it('are removed with 204, but for the last administrator', async () => {
    const { bus, makeUser } = await panelLab();
    const id = await makeUser('ada');
    expect((await bus('DELETE', `/resources/${id}`)).status).toBe(204);
    expect((await bus('GET', `/resources/${id}`)).status).toBe(404);
    expect((await bus('DELETE', `/resources/${id}`)).status).toBe(404);
    const { body } = await bus('GET', '/collections/pa-service-users?eq(isAccountAdmin,true)');
    const admin = idOf((body as unknown as Row[])[0]!);
    expect((await bus('DELETE', `/resources/${admin}`)).status).toBe(409);
    expect((await bus('PUT', `/resources/${admin}`, { isAccountAdmin: false })).status).toBe(409);
    await makeUser('ben', { isAccountAdmin: true });
    expect((await bus('DELETE', `/resources/${admin}`)).status).toBe(204);
  });

  it('are disabled and enabled, unlocked, and have a history of logins', async () => {
    const { bus, makeUser, person } = await panelLab();
    const id = await makeUser('ada', { password: panelPassword });
    const run = async (operation: string) => (await bus('POST', `/resources/${id}/${operation}`)).status;
    const user = async () => (await bus('GET', `/resources/${id}`)).body;
    expect(await run('disable')).toBe(204);
    expect(await user()).toMatchObject({ disabled: true });
    expect(await run('enable')).toBe(204);
    for (let time = 0; time < 5; time += 1) {
      await person.send('/acme/mycp/login', { login: 'ada@acme.example', password: 'wrong' });
    }
    expect(await user()).toMatchObject({ locked: true });
    expect(await run('unlock')).toBe(204);
    expect(await user()).toMatchObject({ locked: false });
    await person.send('/acme/mycp/login', { login: 'ada@acme.example', password: panelPassword });
    const { body } = await bus('GET', `/resources/${id}/loginHistory`);
    expect((body as unknown as Row[]).map(({ succeeded }) => succeeded)).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(await run('activate')).toBe(204);
    expect((await bus('POST', '/resources/nobody/disable')).status).toBe(404);
  });

  it('are mailed by invite and by resetPassword, and the newer link ends the older', async () => {
    const { bus, makeUser, mails, linkOf, person } = await panelLab();
    const id = await makeUser('ada');
    await bus('POST', `/resources/${id}/invite`);
    const older = linkOf('ada@acme.example');
    expect((await bus('GET', `/resources/${id}`)).body['invitationDate']).toMatch(/^2026-11-21T/u);
    expect((await bus('POST', `/resources/${id}/resetPassword`)).status).toBe(204);
    expect(mails('ada@acme.example').map(({ subject }) => subject)).toEqual(
      Array.from({ length: 2 }, () => 'Change your password for the control panel of Acme'),
    );
    expect((await person.get(older)).status).toBe(404);
    expect((await person.get(linkOf('ada@acme.example'))).status).toBe(200);
  });
});

describe('lists of the bus', () => {
  it('are paged by limit(offset,count), filtered by eq and like, and say how many there are', async () => {
    const { bus, makeUser } = await panelLab();
    for (const name of ['ada', 'ben', 'cy']) await makeUser(name);
    const logins = async (query: string) => {
      const { body, headers } = await bus('GET', `/collections/pa-service-users?${query}`);
      return [...(body as unknown as Row[]).map(({ givenName }) => givenName), headers.get('content-range')];
    };
    expect(await logins('')).toEqual(['Account', 'Ada', 'Ben', 'Cy', 'items 0-3/4']);
    expect(await logins('limit(1,2)')).toEqual(['Ada', 'Ben', 'items 1-2/4']);
    expect(await logins('limit(4,2)')).toEqual(['items 4-4/4']);
    expect(await logins('eq(login,ben%40acme.example),limit(0,10)')).toEqual(['Ben', 'items 0-0/1']);
    expect(await logins('like(givenName,a*)&eq(isAccountAdmin,false)')).toEqual(['Ada', 'items 0-0/1']);
    expect(await logins('eq(addressPostal.locality,Berlin),limit(0,1)')).toEqual(['Ada', 'items 0-0/3']);
  });

  it('are refused where the query is not understood', async () => {
    const { bus } = await panelLab();
    for (const query of ['sort(+login)', 'limit(1)', 'limit(a,b)', 'login=ada', 'eq(login']) {
      expect((await bus('GET', `/collections/pa-service-users?${query}`)).status, query).toBe(400);
    }
  });
});
