import { describe, expect, it } from 'vitest';
import { lab } from './support/lab.ts';

const owner = { token: 'sandbox', email: 'grace@acme.example', role: 'Owner' } as const;
const full = { token: 'full', email: 'fay@acme.example', role: 'Full access' } as const;
const limited = { token: 'limited', email: 'lim@acme.example', role: 'Limited access' } as const;
const restricted = { token: 'restricted', email: 'res@acme.example', role: 'Restricted access' } as const;
const tokens = [owner, full, limited, restricted];

const invitations = '/teammates/invitations';

describe('inviting', () => {
  const refusals: readonly [string, Record<string, unknown>, number, string, RegExp][] = [
    ['no e-mail', { role: 'Full access' }, 400, '7003', /mandatory parameter missing: email/u],
    ['no role', { email: 'a@acme.example' }, 400, '7003', /mandatory parameter missing: role/u],
    ['an unknown role', { email: 'a@acme.example', role: 'Developer' }, 400, '7004', /role must be/u],
    ['a role in another spelling', { email: 'a@acme.example', role: 'full access' }, 400, '7004', /role must be/u],
    ['no address at all', { email: 'nobody', role: 'Full access' }, 400, '7004', /not an e-mail address/u],
    ['two addresses', { email: 'a@b.example,c@d.example', role: 'Full access' }, 400, '7004', /not an e-mail address/u],
    ['a number for an e-mail', { email: 7, role: 'Full access' }, 400, '7003', /email/u],
    [
      'an unknown level',
      { email: 'a@acme.example', role: 'Full access', level: 'tenant' },
      400,
      '7004',
      /level must be/u,
    ],
    [
      'a group without an id',
      { email: 'a@acme.example', role: 'Full access', level: 'group' },
      400,
      '7003',
      /levelId/u,
    ],
    [
      'a group that is none',
      { email: 'a@acme.example', role: 'Full access', level: 'group', levelId: 'g' },
      400,
      '7004',
      /names no group/u,
    ],
    [
      'words for a switch',
      { email: 'a@acme.example', role: 'Full access', decryptLogs: 'yes' },
      400,
      '7004',
      /decryptLogs/u,
    ],
    ['the Owner again', { email: 'GRACE@acme.example', role: 'Full access' }, 409, '7015', /already a teammate/u],
  ];

  for (const [what, body, status, code, text] of refusals) {
    it(`refuses ${what}, and neither invites nor mails`, async () => {
      const { call, list, world } = lab();
      const before = world.inbox.count();
      const answer = await call('POST', invitations, body as never);
      expect(answer).toMatchObject({ status, body: { code } });
      expect(answer.body['description']).toMatch(text);
      expect(answer.body['transid']).toBeTypeOf('string');
      expect(await list()).toHaveLength(1);
      expect(world.inbox.count()).toBe(before);
    });
  }

  it('refuses who is already invited, in whatever case', async () => {
    const { call, invite } = lab();
    await invite('ada@acme.example');
    const answer = await call('POST', invitations, { email: 'ADA@acme.example', role: 'Limited access' });
    expect(answer).toMatchObject({
      status: 409,
      body: { code: '7015', description: 'already exists: already invited' },
    });
  });

  it('refuses bodies that are no JSON object', async () => {
    const { call } = lab();
    for (const body of ['{', '[]', '"text"', 'null']) {
      expect(await call('POST', invitations, body)).toMatchObject({ status: 400, body: { code: '7000' } });
    }
    expect(await call('POST', invitations, '')).toMatchObject({ status: 400, body: { code: '7003' } });
  });

  it('takes prototype names in a body for what they are', async () => {
    const { call } = lab();
    const answer = await call('POST', invitations, '{"__proto__": {"email": "a@acme.example", "role": "Full access"}}');
    expect(answer).toMatchObject({ status: 400, body: { code: '7003' } });
  });

  it('allows only listed domains, exactly, in the vendor’s words', async () => {
    const { call } = lab({ emailDomains: ['Acme.example'] });
    const refused = { status: 400, body: { description: 'User domain not in allowed list' } };
    expect(await call('POST', invitations, { email: 'a@other.example', role: 'Full access' })).toMatchObject(refused);
    expect(await call('POST', invitations, { email: 'a@sub.acme.example', role: 'Full access' })).toMatchObject(
      refused,
    );
    expect(await call('POST', invitations, { email: 'a@ACME.example', role: 'Full access' })).toMatchObject({
      status: 201,
    });
  });

  it('takes the domains from the settings of the portal', async () => {
    const { call } = lab({ portal: { settings: { emailDomains: ['acme.example'] } } });
    expect(await call('POST', invitations, { email: 'a@b.example', role: 'Full access' })).toMatchObject({
      status: 400,
    });
    expect((await call('GET', '/tenant/settings')).body).toMatchObject({
      emailDomains: ['acme.example'],
      name: 'acme',
    });
  });

  it('refuses disposable addresses, also where their domain is allowed', async () => {
    const { call } = lab({ emailDomains: ['mailinator.com'] });
    const answer = await call('POST', invitations, { email: 'a@mailinator.com', role: 'Full access' });
    expect(answer).toMatchObject({ status: 400, body: { description: 'Disposable email domains are not allowed' } });
  });

  it('gives decryption access to those invited as Owner, and to others who are given it', async () => {
    const { call } = lab();
    const invited = async (body: Record<string, unknown>) => (await call('POST', invitations, body as never)).body;
    expect(await invited({ email: 'o@acme.example', role: 'Owner' })).toMatchObject({ decryptLogs: true });
    expect(await invited({ email: 'p@acme.example', role: 'Owner', decryptLogs: false })).toMatchObject({
      decryptLogs: false,
    });
    expect(await invited({ email: 'f@acme.example', role: 'Full access' })).toMatchObject({ decryptLogs: false });
    expect(await invited({ email: 'g@acme.example', role: 'Full access', decryptLogs: true })).toMatchObject({
      decryptLogs: true,
    });
  });
});

describe('who may do what', () => {
  it('a Full access actor invites, but no Owner', async () => {
    const { call } = lab({ tokens });
    expect(await call('POST', invitations, { email: 'a@acme.example', role: 'Owner' }, 'full')).toMatchObject({
      status: 403,
    });
    expect(await call('POST', invitations, { email: 'a@acme.example', role: 'Full access' }, 'full')).toMatchObject({
      status: 201,
    });
  });

  it('a Full access actor neither makes an Owner nor touches the invitation of one', async () => {
    const { call, invite } = lab({ tokens });
    const pending = `${invitations}/${await invite('a@acme.example')}`;
    const future = `${invitations}/${await invite('o@acme.example', { role: 'Owner' })}`;
    expect(await call('PATCH', pending, { role: 'Owner' }, 'full')).toMatchObject({ status: 403 });
    expect(await call('PATCH', future, { role: 'Full access' }, 'full')).toMatchObject({ status: 403 });
    expect(await call('POST', `${future}/resend`, undefined, 'full')).toMatchObject({ status: 403 });
    expect(await call('DELETE', future, undefined, 'full')).toMatchObject({ status: 403 });
    expect(await call('PATCH', pending, { role: 'Limited access' }, 'full')).toMatchObject({ status: 200 });
  });

  it('Limited access looks, and changes nothing', async () => {
    const { call, invite } = lab({ tokens });
    const pending = `${invitations}/${await invite('a@acme.example')}`;
    expect(await call('GET', '/teammates', undefined, 'limited')).toMatchObject({ status: 200 });
    for (const [method, path] of [
      ['POST', invitations],
      ['PATCH', pending],
      ['DELETE', pending],
    ] as const) {
      const body = method === 'DELETE' ? undefined : { email: 'b@acme.example', role: 'Limited access' };
      expect(await call(method, path, body, 'limited')).toMatchObject({ status: 403, body: { code: '403' } });
    }
  });

  it('Restricted access does not even look', async () => {
    const { call } = lab({ tokens });
    expect(await call('GET', '/teammates', undefined, 'restricted')).toMatchObject({ status: 403 });
  });

  it('nobody without a valid bearer token', async () => {
    const { call, emulator } = lab();
    expect(await call('GET', '/teammates', undefined, 'wrong')).toMatchObject({ status: 401, body: { code: '7001' } });
    const bare = await emulator.app.request('http://sandbox.test/connectapi/v1/teammates', {}, {});
    expect(bare.status).toBe(401);
  });
});
