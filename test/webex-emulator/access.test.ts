import { describe, expect, it } from 'vitest';
import { day, minute } from '../../engine/model/instant.ts';
import { wireId } from '../../providers/webex/emulator/wire-ids.ts';
import { hubLab, orgId } from './support/hub-lab.ts';
import type { HubLab } from './support/hub-lab.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const serviceApp = { clientId: 'app', clientSecret: 's3cret', refreshToken: 'r-1' };

function renew({ call }: HubLab, given: Record<string, string> = {}) {
  const asked = {
    grant_type: 'refresh_token',
    client_id: 'app',
    client_secret: 's3cret',
    refresh_token: 'r-1',
    ...given,
  };
  return call('POST', '/v1/access_token', new URLSearchParams(asked).toString(), form);
}

const listed = async ({ call }: HubLab, token: unknown) =>
  (await call('GET', '/v1/roles', undefined, { authorization: `Bearer ${String(token)}` })).status;

describe('tokens of a service app', () => {
  it('are renewed with the refresh token, and end by the clock', async () => {
    const lab = hubLab({ serviceApp });
    const { status, body } = await renew(lab);
    expect([status, body]).toEqual([
      200,
      {
        access_token: expect.any(String),
        expires_in: 1_209_600,
        refresh_token: 'r-1',
        refresh_token_expires_in: 7_776_000,
        token_type: 'Bearer',
      },
    ]);
    lab.advance(14 * day - 1);
    expect(await listed(lab, body['access_token'])).toBe(200);
    lab.advance(1);
    expect(await listed(lab, body['access_token'])).toBe(401);
  });

  it('may bring another refresh token, and then the old one is worth nothing', async () => {
    const kept = hubLab({ serviceApp });
    for (const _ of [1, 2]) expect((await renew(kept)).status).toBe(200);
    const lab = hubLab({ serviceApp, quirks: { refreshToken: 'rotated' } });
    const next = String((await renew(lab)).body['refresh_token']);
    expect((await renew(lab)).status).toBe(401);
    expect((await renew(lab, { refresh_token: next })).status).toBe(200);
    lab.emulator.reset();
    expect((await renew(lab)).status).toBe(200);
  });

  it('end when the emulator is told so, but for those that never end', async () => {
    const lab = hubLab({ serviceApp, tokenLifetime: 5 * minute });
    const { body } = await renew(lab);
    expect(body['expires_in']).toBe(300);
    lab.emulator.expireTokens();
    expect(await listed(lab, body['access_token'])).toBe(401);
    expect(await listed(lab, 'sandbox')).toBe(200);
  });

  it.each([
    [{ grant_type: 'client_credentials' }, 400],
    [{ client_id: 'other' }, 401],
    [{ client_secret: 'other' }, 401],
    [{ refresh_token: 'other' }, 401],
  ])('are refused with %j', async (given, status) => {
    expect((await renew(hubLab({ serviceApp }), given)).status).toBe(status);
  });

  it('are given to the vendor’s integration too', async () => {
    const lab = hubLab({ serviceApp });
    const { clientId, clientSecret } = serviceApp;
    const ask = (body: object) => lab.call('POST', '/v1/applications/a/token', body);
    const { body } = await ask({ clientId, clientSecret, targetOrgId: wireId('ORGANIZATION', orgId) });
    expect(await listed(lab, body['access_token'])).toBe(200);
    expect((await ask({ clientId, clientSecret, targetOrgId: 'other' })).status).toBe(404);
    expect((await ask({ clientId, clientSecret: 'x', targetOrgId: orgId })).status).toBe(401);
  });
});

describe('who asks', () => {
  it('needs a token, and is told so with a tracking id', async () => {
    const { call, emulator } = hubLab();
    for (const authorization of ['', 'Bearer', 'Bearer other', 'Basic sandbox']) {
      const { status, body, headers } = await call('GET', '/v1/licenses', undefined, { authorization });
      expect([status, body['trackingId']]).toEqual([401, headers.get('trackingid')]);
    }
    expect(emulator.journal.counts().landed).toBe(0);
  });

  it('may bring a tracking id', async () => {
    const { call } = hubLab();
    const { body } = await call('GET', '/v1/nothing', undefined, { trackingid: 'MINE_1' });
    expect(body).toMatchObject({ message: 'The resource not found.', trackingId: 'MINE_1' });
  });
});

describe('faults', () => {
  it('are a limit with its seconds, and a lock with its own', async () => {
    const { call, emulator } = hubLab();
    emulator.faults.inject({ fault: { effect: 'rate-limit', retryAfter: 7 } });
    const limited = await call('GET', '/v1/roles');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    emulator.faults.inject({ operation: 'roles.list', fault: { effect: 'busy' } });
    const locked = await call('GET', '/v1/roles');
    expect([locked.status, locked.headers.get('retry-after')]).toEqual([423, '1']);
    expect(locked.body).toHaveProperty('trackingId');
    expect((await call('GET', '/v1/roles')).status).toBe(200);
  });

  it.each([
    ['users.list', (start: string) => `/identity/scim/${orgId}/v2/Users?count=2&startIndex=${start}`, ['1', '2', '4']],
    ['people.list', (start: string) => `/v1/people?max=2&cursor=${start}`, ['0', '2', '4']],
  ] as const)('strike one page of %s', async (operation, path, [first, second, third]) => {
    const { call, emulator } = hubLab();
    const fault = { effect: 'answer', status: 503 } as const;
    emulator.faults.inject({ operation, page: 2, times: 'always', fault });
    const statuses = [];
    for (const start of [first, second, third]) statuses.push((await call('GET', path(start))).status);
    expect(statuses).toEqual([200, 503, 200]);
  });

  it('let a write land whose answer is lost', async () => {
    const lab = hubLab();
    lab.emulator.faults.inject({
      operation: 'users.create',
      fault: { effect: 'answer', status: 502, acting: 'after' },
    });
    await expect(lab.create('ada')).rejects.toThrow();
    expect((await lab.scim('GET', '/Users')).body['totalResults']).toBe(2);
  });
});

describe('the audit log', () => {
  const range = 'from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z';
  const events = async ({ call }: HubLab, query = range) =>
    await call('GET', `/v1/adminAudit/events?orgId=${wireId('ORGANIZATION', orgId)}&${query}`);
  const told = (body: Readonly<Record<string, unknown>>) =>
    (body['items'] as { data: { actionText: string } }[]).map(({ data }) => data.actionText);

  it('tells newest first what was done, by whom and to whom', async () => {
    const lab = hubLab();
    const id = await lab.create('ada');
    await lab.patch(id, { op: 'replace', path: 'active', value: false });
    await lab.scim('DELETE', `/Users/${id}`);
    expect(told((await events(lab)).body)).toEqual([
      'grace: deleted (ada@acme.example)',
      'grace: deactivated (ada@acme.example)',
      'grace: changed (ada@acme.example)',
      'grace: created (ada@acme.example)',
    ]);
  });

  it('is narrowed by category, actor and time, and comes in pages', async () => {
    const lab = hubLab({ mostPerPage: 2 });
    await lab.create('ada');
    await lab.emulator.play('join', 'ada@acme.example', { password: 'Right-Horse7' });
    const licenses = [{ id: await lab.licence('Advanced') }];
    await lab.call('PATCH', '/v1/licenses/users', { email: 'ada@acme.example', licenses });
    const { body, headers } = await events(lab, `${range}&max=200`);
    expect(told(body)).toHaveLength(2);
    expect(headers.get('link')).toMatch(/offset=2>; rel="next"$/);
    expect(told((await events(lab, `${range}&eventCategories=LICENSES,ROLES`)).body)).toHaveLength(1);
    const { id } = (await lab.call('GET', '/v1/people?email=ada@acme.example')).body['items']![0 as never] as {
      id: string;
    };
    expect(told((await events(lab, `${range}&actorId=${id}`)).body)).toEqual([
      'ada@acme.example: signed in (ada@acme.example)',
    ]);
    expect(told((await events(lab, 'from=2026-11-01&to=2026-11-02')).body)).toEqual([]);
    const { eventCategories } = (await lab.call('GET', '/v1/adminAudit/eventCategories')).body;
    expect(eventCategories).toContain('PARTNERS');
  });

  it.each([
    ['from=2026-11-22', 400],
    ['from=2024-11-22&to=2026-11-22', 400],
    [`${range}&actorId=x`, 404],
  ])('refuses %s', async (query, status) => {
    expect((await events(hubLab(), query)).status).toBe(status);
  });
});

describe('the rest', () => {
  it('is a role or an organisation by id', async () => {
    const { call } = hubLab();
    const role = await call('GET', `/v1/roles/${wireId('ROLE', 'cjp.admin')}`);
    expect(role.body).toMatchObject({ name: 'Contact Center Service Administrator' });
    expect((await call('GET', '/v1/roles/cjp.admin')).status).toBe(404);
    expect((await call('GET', `/v1/organizations/${wireId('ORGANIZATION', orgId)}`)).body['displayName']).toBe(
      'acme-hub',
    );
    expect((await call('GET', '/v1/organizations/x')).status).toBe(404);
  });

  it('starts anew after a reset', async () => {
    const lab = hubLab();
    await lab.create('ada');
    lab.emulator.reset();
    expect((await lab.scim('GET', '/Users')).body['totalResults']).toBe(1);
    expect(lab.emulator.people(9)).toMatchObject({ total: 1, states: { Active: 1 } });
  });
});
