import { describe, expect, it } from 'vitest';
import { ciscoUser, coreUser, hubLab, orgId } from './support/hub-lab.ts';

const nobody = 'nobody';

const ada = { schemas: [coreUser], userName: 'ada@acme.example', userType: 'user' };

describe('creating a user by SCIM', () => {
  it('gives 201 with a raw id, the place, a weak version and the pending state', async () => {
    const { scim } = hubLab();
    const { status, body, headers } = await scim('POST', '/Users', {
      ...ada,
      name: { givenName: 'Ada', familyName: 'Lovelace' },
      roles: [{ value: 'id_user_admin', type: 'ciRole' }],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      userName: 'ada@acme.example',
      displayName: 'Ada Lovelace',
      active: true,
      emails: [{ value: 'ada@acme.example', type: 'work', primary: true }],
      roles: [{ value: 'id_user_admin', type: 'cirole', display: 'User and Device Administrator' }],
      [ciscoUser]: { accountStatus: ['pending'], meta: { organizationId: orgId } },
    });
    expect(body['id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('etag')).toMatch(/^W\/"\d+"$/);
    expect(headers.get('location')).toContain(`/identity/scim/${orgId}/v2/Users/${String(body['id'])}`);
    expect(headers.get('trackingid')).toMatch(/^NA_/);
  });

  it.each([
    ['no core schema', { ...ada, schemas: [ciscoUser] }],
    ['no user name', { ...ada, userName: undefined }],
    ['a user name that is no address', { ...ada, userName: 'ada' }],
    ['no user type', { ...ada, userType: undefined }],
    ['an unknown user type', { ...ada, userType: 'bot' }],
    ['a text for a boolean', { ...ada, active: 'True' }],
    ['an inactive user', { ...ada, active: false }],
    ['an unknown role', { ...ada, roles: [{ value: 'id_emperor' }] }],
    ['a role that this API cannot give', { ...ada, roles: [{ value: 'location_admin' }] }],
  ])('refuses %s', async (_, body) => {
    const { scim } = hubLab();
    const answer = await scim('POST', '/Users', body);
    expect(answer).toMatchObject({ status: 400, body: { status: '400', scimType: 'invalidValue' } });
    expect((await scim('GET', '/Users')).body).toMatchObject({ totalResults: 1 });
  });

  it('ignores what it does not know and what is its own', async () => {
    const { scim } = hubLab();
    const extension = { accountStatus: 'active', meta: { organizationId: 'x' } };
    const { body } = await scim('POST', '/Users', { ...ada, id: 'mine', shoeSize: 40, [ciscoUser]: extension });
    expect(body).not.toHaveProperty('shoeSize');
    expect(body['id']).not.toBe('mine');
    expect(body[ciscoUser]).toMatchObject({ accountStatus: ['pending'], meta: { organizationId: orgId } });
  });

  it('refuses a second one, in any spelling, and one who lives in another organisation', async () => {
    const { scim } = hubLab({ elsewhere: [{ email: 'Eve@acme.example', isClaimable: true }] });
    await scim('POST', '/Users', ada);
    for (const userName of ['ADA@acme.example', 'eve@acme.example']) {
      const { status, body } = await scim('POST', '/Users', { ...ada, userName });
      expect([status, body['scimType'], body['detail']]).toEqual([409, 'uniqueness', 'User already exists.']);
    }
  });

  it('knows only its own organisation, by the raw id', async () => {
    const { call } = hubLab();
    expect((await call('GET', `/identity/scim/${orgId.replace('0a', '0b')}/v2/Users`)).status).toBe(403);
    const wire = Buffer.from(`ciscospark://us/ORGANIZATION/${orgId}`).toString('base64url');
    expect((await call('GET', `/identity/scim/${wire}/v2/Users`)).status).toBe(403);
  });
});

describe('reading, replacing and deleting a user', () => {
  it('gives the same by id as in the list, and 404 for others', async () => {
    const { scim, create } = hubLab();
    const id = await create('ada');
    const one = await scim('GET', `/Users/${id.toUpperCase()}`);
    const { body } = await scim('GET', '/Users');
    expect((body['Resources'] as unknown[])[1]).toEqual(one.body);
    expect(await scim('GET', `/Users/${nobody}`)).toMatchObject({
      status: 404,
      body: { detail: 'The user not found.' },
    });
  });

  it('finds the owner of the token', async () => {
    const { call } = hubLab();
    expect((await call('GET', '/identity/scim/v2/Users/me')).body).toMatchObject({ userName: 'grace@acme.example' });
  });

  it('drops by PUT what is not said again, also roles', async () => {
    const { scim, create } = hubLab();
    const id = await create('ada', { title: 'Countess', roles: [{ value: 'id_user_admin' }] });
    const before = await scim('GET', `/Users/${id}`);
    const { status, body, headers } = await scim('PUT', `/Users/${id}`, { ...ada, displayName: 'Ada L.' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, displayName: 'Ada L.' });
    expect(body).not.toHaveProperty('title');
    expect(body).not.toHaveProperty('roles');
    expect(headers.get('etag')).not.toBe(before.headers.get('etag'));
  });

  it('renames by userName unless that is taken', async () => {
    const { scim, create } = hubLab();
    const id = await create('ada');
    await create('ben');
    expect((await scim('PUT', `/Users/${id}`, { ...ada, userName: 'ben@acme.example' })).status).toBe(409);
    const { body } = await scim('PUT', `/Users/${id}`, { ...ada, userName: 'countess@acme.example' });
    expect(body).toMatchObject({ emails: [{ value: 'countess@acme.example', primary: true }] });
    expect((await scim('POST', '/Users', ada)).status).toBe(201);
  });

  it('deletes, frees the address, and does not find it a second time', async () => {
    const { scim, create } = hubLab();
    const id = await create('ada');
    expect((await scim('DELETE', `/Users/${id}`)).status).toBe(204);
    expect((await scim('DELETE', `/Users/${id}`)).status).toBe(404);
    expect((await scim('GET', `/Users/${id}`)).status).toBe(404);
    expect(await create('ada')).not.toBe(id);
  });
});

describe('quirks of SCIM users', () => {
  it('shows who is active without any account status, or to the letter of the description', async () => {
    const grace = async (lab: ReturnType<typeof hubLab>) => (await lab.call('GET', '/identity/scim/v2/Users/me')).body;
    expect((await grace(hubLab()))[ciscoUser]).toEqual({ meta: { organizationId: orgId } });
    const shown = hubLab({ quirks: { activeStatus: 'shown', accountStatus: 'text', roleType: 'ciRole' } });
    expect(await grace(shown)).toMatchObject({ [ciscoUser]: { accountStatus: 'active' }, roles: [{ type: 'ciRole' }] });
  });

  it('says what is wrong in the form of SCIM or of the gateway', async () => {
    const lab = hubLab({ quirks: { scimErrors: 'gateway' } });
    const { body, headers } = await lab.scim('GET', `/Users/${nobody}`);
    expect(body).toMatchObject({ message: 'The user not found.', errors: [{ description: 'The user not found.' }] });
    expect(body['trackingId']).toBe(headers.get('trackingid'));
    const scim = await hubLab().scim('GET', `/Users/${nobody}`);
    expect(scim.body).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '404' });
  });

  it('minds If-Match only where that is switched on', async () => {
    for (const [ifMatch, status] of [
      ['ignored', 200],
      ['checked', 412],
    ] as const) {
      const lab = hubLab({ quirks: { ifMatch } });
      const id = await lab.create('ada');
      const { headers } = await lab.scim('GET', `/Users/${id}`);
      const version = headers.get('etag') ?? '';
      expect((await lab.scim('PUT', `/Users/${id}`, { ...ada, title: 'A' }, { 'if-match': version })).status).toBe(200);
      expect((await lab.scim('PUT', `/Users/${id}`, ada, { 'if-match': version })).status).toBe(status);
    }
  });

  it('gives an administrator role before the address is verified, unless switched off', async () => {
    const roles = [{ value: 'id_full_admin' }];
    expect((await hubLab().scim('POST', '/Users', { ...ada, roles })).status).toBe(201);
    const strict = { quirks: { rolesBeforeVerified: 'refused' } } as const;
    expect((await hubLab(strict).scim('POST', '/Users', { ...ada, roles })).status).toBe(400);
    const verified = { ...strict, verifiedDomains: ['acme.example'] };
    expect((await hubLab(verified).scim('POST', '/Users', { ...ada, roles })).status).toBe(201);
  });
});
