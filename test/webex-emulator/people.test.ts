import { describe, expect, it } from 'vitest';
import { wireId } from '../../providers/webex/emulator/wire-ids.ts';
import { coreUser, hubLab, orgId } from './support/hub-lab.ts';

const cy = { emails: ['cy@acme.example'], displayName: 'Cy' };
const fullAdmin = wireId('ROLE', 'id_full_admin');

describe('reading people', () => {
  it('gives the same users under other ids and names', async () => {
    const lab = hubLab();
    const id = await lab.create('ada', {
      name: { givenName: 'Ada', familyName: 'Lovelace' },
      roles: [{ value: 'id_full_admin' }],
    });
    const { body } = await lab.call('GET', `/v1/people/${wireId('PEOPLE', id)}`);
    expect(body).toMatchObject({
      id: wireId('PEOPLE', id),
      emails: ['ada@acme.example'],
      firstName: 'Ada',
      lastName: 'Lovelace',
      orgId: wireId('ORGANIZATION', orgId),
      roles: [fullAdmin],
      licenses: [await lab.licence('Screen Share')],
      status: 'pending',
      invitePending: true,
      loginEnabled: true,
      type: 'person',
    });
    expect((await lab.call('GET', `/v1/people/${id}`)).status).toBe(404);
    expect((await lab.call('GET', '/v1/people/me')).body).toMatchObject({ emails: ['grace@acme.example'] });
  });

  it('tells invited, verified and signed-in apart', async () => {
    const lab = hubLab({ quirks: { peopleBooleans: 'texts' } });
    const id = await lab.create('ada');
    const now = async () => {
      const { status, invitePending, loginEnabled } = (await lab.call('GET', `/v1/people/${wireId('PEOPLE', id)}`))
        .body;
      return [status, invitePending, loginEnabled];
    };
    expect(await now()).toEqual(['pending', 'true', 'true']);
    await lab.emulator.play('verify', 'ada@acme.example', {});
    expect(await now()).toEqual(['pending', 'false', 'true']);
    await lab.emulator.play('password', 'ada@acme.example', { password: 'Right-Horse7' });
    expect(await now()).toEqual(['active', 'false', 'true']);
    await lab.patch(id, { op: 'replace', path: 'active', value: false });
    expect(await now()).toEqual(['active', 'false', 'false']);
  });

  it('finds by address, name, role and ids, where less is told', async () => {
    const lab = hubLab();
    const id = wireId('PEOPLE', await lab.create('ada', { displayName: 'Ada L.' }));
    const names = async (query: string) => {
      const { body } = await lab.call('GET', `/v1/people?${query}`);
      return (body['items'] as { displayName: string }[]).map(({ displayName }) => displayName);
    };
    expect(await names('email=ADA@acme.example')).toEqual(['Ada L.']);
    expect(await names('displayName=ada')).toEqual(['Ada L.']);
    expect(await names('displayName=da')).toEqual([]);
    expect(await names(`roles=x,${fullAdmin}`)).toEqual(['grace']);
    expect(await names('locationId=x')).toEqual([]);
    const { body } = await lab.call('GET', `/v1/people?id=${id},nobody`);
    expect(body).toMatchObject({ items: [{ id }], notFoundIds: ['nobody'] });
    const [one] = body['items'] as object[];
    for (const name of ['licenses', 'roles', 'status']) expect(one).not.toHaveProperty(name);
    expect((await lab.call('GET', `/v1/people?id=${Array(86).fill('x').join(',')}`)).status).toBe(400);
    expect((await lab.call('GET', '/v1/people?orgId=x')).status).toBe(404);
  });

  it('comes in pages by Link, and max is clipped without a word', async () => {
    const lab = hubLab({ mostPerPage: 2 });
    for (const name of ['ada', 'ben', 'dia']) await lab.create(name);
    const sizes: number[] = [];
    let path = '/v1/people?max=1000&excludeStatus=true';
    while (path !== '') {
      const { body, headers } = await lab.call('GET', path);
      sizes.push((body['items'] as object[]).length);
      expect(JSON.stringify(body)).not.toContain('"status"');
      path = /^<([^>]+)>; rel="next"$/u.exec(headers.get('link') ?? '')?.[1] ?? '';
    }
    expect(sizes).toEqual([2, 2]);
  });
});

describe('making people', () => {
  it('answers 200 and leaves out what cannot be given', async () => {
    const lab = hubLab();
    const licenses = [await lab.licence('Contact Center Premium'), await lab.licence('Contact Center Standard'), 'x'];
    const { status, body } = await lab.call('POST', '/v1/people', { ...cy, licenses, roles: [fullAdmin] });
    expect(status).toBe(200);
    expect(body['licenses']).toEqual([licenses[0], await lab.licence('Screen Share')]);
    expect(lab.mails('cy@acme.example')).toHaveLength(1);
    expect((await lab.call('POST', '/v1/people', cy)).status).toBe(409);
  });

  it('may refuse calling, and the person stands nevertheless', async () => {
    const lab = hubLab();
    const licenses = [await lab.licence('Webex Calling')];
    expect((await lab.call('POST', '/v1/people', { ...cy, licenses })).status).toBe(400);
    expect((await lab.call('GET', '/v1/people?email=cy@acme.example')).body['items']).toHaveLength(1);
    const more = { emails: ['dia@acme.example'], lastName: 'Dia', extension: '100', locationId: 'x', licenses };
    expect((await lab.call('POST', '/v1/people', more)).body['licenses']).toContain(licenses[0]);
  });

  it.each([
    [{ displayName: 'Cy' }],
    [{ emails: ['cy@acme.example'] }],
    [{ ...cy, emails: ['cy'] }],
    [{ ...cy, orgId: 'other' }],
    [{ ...cy, roles: ['id_full_admin'] }],
    [{ ...cy, roles: [wireId('ROLE', 'location_admin')] }],
  ])('refuses %j', async (body) => {
    const lab = hubLab();
    expect((await lab.call('POST', '/v1/people', body)).status).toBe(400);
    expect((await lab.scim('GET', '/Users')).body['totalResults']).toBe(1);
  });
});

describe('replacing and deleting people', () => {
  it('drops what is not said again, but what people cannot say', async () => {
    const lab = hubLab();
    const share = await lab.licence('Screen Share');
    const premium = await lab.licence('Contact Center Premium');
    const extension = { 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'X' } };
    const id = await lab.create('cy', { title: 'Dr', roles: [{ value: 'id_full_admin' }], ...extension });
    const path = `/v1/people/${wireId('PEOPLE', id)}`;
    expect((await lab.call('PUT', path, { ...cy, licenses: [share, premium] })).status).toBe(200);
    const { body } = await lab.call('PUT', path, { displayName: 'Cy D.', licenses: [share], loginEnabled: false });
    expect(body).toMatchObject({ displayName: 'Cy D.', roles: [], licenses: [share], loginEnabled: false });
    expect(body).not.toHaveProperty('title');
    expect((await lab.scim('GET', `/Users/${id}`)).body).toMatchObject(extension);
  });

  it('wants the name, and the implicit licences', async () => {
    const lab = hubLab();
    const path = `/v1/people/${wireId('PEOPLE', await lab.create('cy'))}`;
    expect((await lab.call('PUT', path, cy)).status).toBe(400);
    const licenses = [await lab.licence('Screen Share')];
    expect((await lab.call('PUT', path, { licenses })).status).toBe(400);
    const small = await lab.call('PUT', `${path}?minResponse=true`, { ...cy, licenses });
    expect([small.status, small.body]).toEqual([204, {}]);
    expect((await lab.call('PUT', '/v1/people/x', cy)).status).toBe(404);
  });

  it('deletes once', async () => {
    const lab = hubLab();
    const path = `/v1/people/${wireId('PEOPLE', await lab.create('cy'))}`;
    expect((await lab.call('DELETE', path)).status).toBe(204);
    expect((await lab.call('DELETE', path)).status).toBe(404);
    const again = { schemas: [coreUser], userName: 'cy@acme.example', userType: 'user' };
    expect((await lab.scim('POST', '/Users', again)).status).toBe(201);
  });
});
