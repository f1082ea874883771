import { describe, expect, it } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../engine/model/deps.ts';
import { minute } from '../../engine/model/instant.ts';
import { Secret } from '../../engine/model/secret.ts';
import { lab, type Lab } from './lab.ts';

const login = '/auth-apis/auth/2.0/authenticate/customer/30001111';
const refresh = '/auth-apis/auth/2.0/refreshToken/customer/30001111';
const nameCheck = '/account-provisioning/account/1.0/checkAccountNameAvailability/30001111';
const free = { key: 'AcmeNorth' };

const answer = (status: number, body: string): HttpResponse => ({ status, headers: {}, body });
const auth = (code: number, text: string): string =>
  JSON.stringify({ authResponse: { errorCode: code, errorDesc: text } });
const isAuth = ({ url }: HttpRequest): boolean => url.includes('/auth-apis/');
const headerOf = (request: HttpRequest | undefined): string => {
  const value = request?.headers['authorization'];
  return value instanceof Secret ? value.reveal() : String(value);
};
const ask = (one: Lab) => one.look('account', free);

describe('the login', () => {
  it('sends the documented names, and quotes its token as documented', async () => {
    const one = lab();
    expect((await ask(one)).absent).toHaveLength(1);
    expect(one.paths()).toEqual([login, nameCheck]);
    expect(JSON.parse(one.sent[0]?.body ?? '')).toEqual({
      authRequest: {
        maaS360AdminAuth: {
          billingID: '30001111',
          platformID: '3',
          appID: 'com.30001111.api',
          appVersion: '1.0',
          appAccessKey: 'sandbox',
          userName: '30001111_api',
          password: 'sandbox',
        },
      },
    });
    expect(headerOf(one.sent[1])).toMatch(/^MaaS token="[0-9a-f-]{36}-\w{6,7}"$/);
  });

  it('is one for all kinds of a connection', async () => {
    const one = lab();
    await Promise.all([ask(one), one.look('api-access', { key: 'portal' }), one.look('administrator', { key: 'bo' })]);
    expect(one.paths().filter((path) => path.startsWith('/auth-apis/'))).toEqual([login]);
  });

  it('by authentication 1.0 takes the old path, and is never renewed with a refresh token', async () => {
    const one = lab({ settings: { authentication: '1.0' } });
    await ask(one);
    await one.deps.sleep(51 * minute);
    await ask(one);
    const old = '/auth-apis/auth/1.0/authenticate/30001111';
    expect(one.paths()).toEqual([old, nameCheck, old, nameCheck]);
  });

  it('understands a token in XML', async () => {
    const body = '<authResponse><authToken>tok-1</authToken><errorCode>0</errorCode></authResponse>';
    const one = lab({ between: async (request, send) => (isAuth(request) ? answer(200, body) : send(request)) });
    await expect(ask(one)).rejects.toMatchObject({ code: 'auth' });
    expect(headerOf(one.sent[1])).toBe('MaaS token="tok-1"');
  });

  it.each([
    ['a page of the portal', '<html><body>Log in</body></html>'],
    ['no token', '{"authResponse":{"errorCode":0}}'],
    ['a token that would break its header', '{"authResponse":{"authToken":"a\\" b","errorCode":0}}'],
  ])('is not done with %s', async (_, body) => {
    const one = lab({ between: async () => answer(200, body) });
    await expect(ask(one)).rejects.toMatchObject({ code: 'contract', cure: expect.stringContaining('base URL') });
  });
});

describe('a login that is refused', () => {
  it('comes under HTTP 200, is told in the words of MaaS360, and is never tried again', async () => {
    const one = lab({ password: 'wrong' });
    const refused = { code: 'auth', portalCode: '1002', portalText: 'Invalid Credentials' };
    await expect(ask(one)).rejects.toMatchObject(refused);
    await expect(one.look('administrator', { key: 'bo' })).rejects.toMatchObject(refused);
    await expect(ask(one)).rejects.toMatchObject({ cure: expect.stringContaining('lock the administrator out') });
    expect(one.paths()).toEqual([login]);
  });

  it('holds no password where MaaS360 echoes it', async () => {
    const one = lab({
      password: 'Tr0ub4dor',
      between: async () => answer(200, auth(1002, 'Invalid Credentials: Tr0ub4dor')),
    });
    await expect(ask(one)).rejects.toMatchObject({ portalText: 'Invalid Credentials: «secret»' });
  });

  it('is told where something that it needs is missing', async () => {
    const without = { contacts: {}, account: undefined } as never;
    await expect(ask(lab({ portal: without }))).rejects.toMatchObject({
      cure: expect.stringContaining('account:') as string,
    });
    const anonymous = lab({ settings: { billingId: '' } });
    await expect(ask(anonymous)).rejects.toMatchObject({
      cure: expect.stringContaining('settings.billingId') as string,
    });
  });
});

describe('a token', () => {
  it('is renewed with its refresh token after 50 minutes, which gives another refresh token each time', async () => {
    const one = lab();
    for (let turn = 0; turn < 3; turn += 1) {
      await ask(one);
      await one.deps.sleep(51 * minute);
    }
    expect(one.paths()).toEqual([login, nameCheck, refresh, nameCheck, refresh, nameCheck]);
    const sent = one.sent.filter(isAuth).map(({ body }) => JSON.parse(body ?? '').authRequest.maaS360AdminAuth);
    expect(sent[1]).not.toHaveProperty('password');
    expect(sent[1]).not.toHaveProperty('appAccessKey');
    expect(sent[2].refreshToken).not.toBe(sent[1].refreshToken);
  });

  it('that has ended is renewed, and the same is asked once more', async () => {
    const one = lab();
    await ask(one);
    one.emulator.expireTokens();
    expect((await ask(one)).absent).toHaveLength(1);
    expect(one.paths()).toEqual([login, nameCheck, nameCheck, refresh, login, nameCheck]);
  });

  it('that MaaS360 does not know is replaced by another', async () => {
    let refusals = 0;
    const one = lab({
      between: async (request, send) => {
        refusals += isAuth(request) ? 0 : 1;
        return !isAuth(request) && refusals === 1 ? answer(401, auth(1009, 'Token invalid')) : send(request);
      },
    });
    expect((await ask(one)).absent).toHaveLength(1);
    expect(one.paths()).toEqual([login, nameCheck, refresh, nameCheck]);
  });

  it.each([
    [1007, 'Token expired.'],
    [1009, 'Token invalid'],
  ])('refused with %i again and again is no reason to log in again and again', async (code, text) => {
    const one = lab({
      between: async (request, send) => (isAuth(request) ? send(request) : answer(401, auth(code, text))),
    });
    await expect(ask(one)).rejects.toMatchObject({ code: 'auth', portalCode: String(code), portalText: text });
    expect(one.paths()).toEqual([login, nameCheck, refresh, nameCheck]);
  });

  it('is not to blame for a foreign billing id', async () => {
    const one = lab({ portal: { partnerLinks: [linkBelow()] } });
    await expect(one.look('account', { key: 'AcmeNorth', id: '30009999' })).resolves.toMatchObject({
      absent: [{ key: 'AcmeNorth' }],
    });
    expect(one.paths().filter((path) => path.startsWith('/auth-apis/'))).toEqual([login]);
  });
});

function linkBelow() {
  const primary = { name: 'eva', email: 'eva@nordic.example', locale: 'en' };
  const origin = { file: 'a.yaml', document: 0, path: [], line: 1 };
  return {
    name: 'acme',
    account: 'AcmeNorth',
    type: 'customer' as const,
    parent: 'NordicPartner',
    primary,
    ibmId: { how: 'none' as const },
    onRemove: 'keep' as const,
    with: {},
    origin,
  };
}
