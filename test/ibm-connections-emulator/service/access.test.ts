import { describe, expect, it } from 'vitest';
import { acme } from './support/acme.ts';
import { basic, errorOf, serviceLab } from './support/service-lab.ts';
import type { ServiceLab } from './support/service-lab.ts';

const hour = 3_600_000;

/** Whether these credentials get an answer, and whose. */
async function whoIs(lab: ServiceLab, as: string | null): Promise<unknown> {
  const { status, body } = await lab.call('GET', '/manage/oauth/getUserIdentity', { as });
  return status === 200 ? body['email'] : status;
}

describe('the credentials of a run on the sandbox', () => {
  it('are the word sandbox, as Basic for any user and as a bearer token', async () => {
    const lab = serviceLab();
    expect(await whoIs(lab, basic('sandbox'))).toBe('sandbox');
    expect(await whoIs(lab, basic('vendor@ibm.example'))).toBe('vendor@ibm.example');
    expect(await whoIs(lab, 'Bearer sandbox')).toBe('sandbox');
    expect(await whoIs(lab, 'bearer sandbox')).toBe('sandbox');
  });

  it('are refused where they are anything else', async () => {
    const lab = await acme();
    const wrong = [
      null,
      '',
      'sandbox',
      'Bearer other',
      'Digest sandbox',
      'Basic sandbox',
      basic('somebody'),
      basic('sandbox', 'other'),
      basic('owner@acme.example', 'other'),
      basic('owner@acme.example', ''),
    ];
    for (const as of wrong) {
      const answer = await lab.call('GET', '/resource/subscriber', { as });
      expect([as, answer.status, errorOf(answer)['ResponseCode']]).toEqual([as, 401, '401']);
    }
  });

  it('of a subscriber are those of that person', async () => {
    const lab = await acme();
    const { body } = await lab.call('GET', '/manage/oauth/getUserIdentity', { as: lab.owner });
    expect(body).toEqual({
      name: 'Olga Owner',
      email: 'owner@acme.example',
      subscriberid: 70_001,
      customerid: 30_001,
      customername: 'Acme',
    });
  });
});

describe('accounts of the settings', () => {
  it('have the role and the organisation that is written there', async () => {
    const lab = await acme({
      accounts: [
        { credentials: { user: 'admin', password: 'secret' }, role: 'CustomerAdministrator', customer: 30_001 },
        { credentials: { token: 't-1' }, role: 'CustomerAdministrator', customer: 30_002 },
        { credentials: { token: 't-2' }, role: 'VSR' },
      ],
    });
    const list = async (as: string) => {
      const { status, body } = await lab.call('GET', '/resource/subscriber', { as });
      return status === 200 ? (body['List'] as object[]).length : status;
    };
    expect(await list(basic('admin', 'secret'))).toBe(1);
    expect(await list(basic('admin', 'wrong'))).toBe(401);
    expect(await list('Bearer t-1')).toBe(0);
    expect(await list('Bearer t-2')).toBe(1);
    expect((await lab.call('GET', '/resource/customer', { as: basic('admin', 'secret') })).status).toBe(403);
  });
});

describe('an access token', () => {
  const application = { client_id: 'app', client_secret: 'sandbox' };

  async function ask(lab: ServiceLab, parameters: Record<string, string>): Promise<Record<string, unknown>> {
    const { status, body } = await lab.call('POST', '/manage/oauth2/token', {
      body: new URLSearchParams(parameters).toString(),
      as: null,
    });
    return { status, ...body };
  }

  function byCode(lab: ServiceLab, code = 'sandbox'): Promise<Record<string, unknown>> {
    const callback = { callback_uri: 'https://app.example/back' };
    return ask(lab, { ...application, ...callback, grant_type: 'authorization_code', code });
  }

  it('is given for a code, and opens the API for two hours', async () => {
    const lab = serviceLab();
    const given = await byCode(lab);
    expect(given).toMatchObject({ status: 200, token_type: 'Bearer', expires_in: 7_200 });
    const as = `Bearer ${String(given['access_token'])}`;
    lab.world.advance(2 * hour - 1);
    expect(await whoIs(lab, as)).toBe('sandbox');
    lab.world.advance(1);
    expect(await whoIs(lab, as)).toBe(401);
  });

  it('is renewed by the refresh token, for 90 days', async () => {
    const lab = serviceLab();
    const refresh = async (token: unknown) =>
      ask(lab, { ...application, grant_type: 'refresh_token', refresh_token: String(token) });
    const first = await byCode(lab);
    lab.world.advance(89 * 24 * hour);
    const second = await refresh(first['refresh_token']);
    expect(await whoIs(lab, `Bearer ${String(second['access_token'])}`)).toBe('sandbox');
    lab.world.advance(24 * hour);
    expect(await refresh(first['refresh_token'])).toMatchObject({ status: 400 });
    expect(await refresh(second['refresh_token'])).toMatchObject({ status: 200 });
  });

  it('acts for the person who consented', async () => {
    const lab = await acme();
    const { access_token: token } = await byCode(lab, 'sandbox:owner@acme.example');
    const as = `Bearer ${String(token)}`;
    expect(await whoIs(lab, as)).toBe('owner@acme.example');
    expect((await lab.call('GET', '/resource/customer', { as })).status).toBe(403);
  });

  it('can be asked for with the parameters in the header', async () => {
    const lab = serviceLab();
    const as =
      'OAuth client_id="app", client_secret="sandbox", grant_type="authorization_code", code="sandbox", ' +
      'callback_uri="https%3A%2F%2Fapp.example%2Fback"';
    expect((await lab.call('POST', '/manage/oauth2/token', { as })).status).toBe(200);
  });

  it('is refused without an application, a good code or a grant type', async () => {
    const lab = serviceLab();
    const status = async (parameters: Record<string, string>) => (await ask(lab, parameters))['status'];
    const code = { grant_type: 'authorization_code', code: 'sandbox', callback_uri: 'x' };
    expect(await status(code)).toBe(401);
    expect(await status({ ...application, ...code, client_secret: 'other' })).toBe(401);
    expect(await status({ ...application, ...code, code: 'other' })).toBe(400);
    expect(await status({ ...application, grant_type: 'authorization_code', code: 'sandbox' })).toBe(400);
    expect(await status({ ...application, grant_type: 'password' })).toBe(400);
    expect(await status({ ...application, grant_type: 'refresh_token', refresh_token: 'other' })).toBe(400);
  });

  it('lives as long as the settings say, and can be made to expire', async () => {
    const lab = serviceLab({ accessTokenLife: 60_000 });
    const one = `Bearer ${String((await byCode(lab))['access_token'])}`;
    lab.world.advance(60_000);
    expect(await whoIs(lab, one)).toBe(401);
    const two = `Bearer ${String((await byCode(lab))['access_token'])}`;
    expect(await whoIs(lab, two)).toBe('sandbox');
    lab.service.expireTokens();
    expect(await whoIs(lab, two)).toBe(401);
    expect(await whoIs(lab, 'Bearer sandbox')).toBe('sandbox');
  });
});
