import { describe, expect, it } from 'vitest';
import { minute } from '../../engine/model/instant.ts';
import { auth2, authRequest, json, lab, partner, robot, tokenOf } from './support/lab.ts';
import type { Lab, Row } from './support/lab.ts';

const auth1 = `/auth-apis/auth/1.0/authenticate/${partner}`;
const refresh = `/auth-apis/auth/2.0/refreshToken/customer/${partner}`;
const wrong = { authResponse: { errorCode: 1002, errorDesc: 'Invalid Credentials' } };

async function authenticate({ send }: Lab, path: string, change: Row = {}) {
  return await send('POST', path, { headers: json, body: authRequest(change) });
}

/** What a call with this token answers now. */
async function statusWith({ send }: Lab, authorization: string): Promise<string> {
  const path = `/account-provisioning/account/1.0/getPartnerAccountConfig/${partner}`;
  const { status, body } = await send('GET', path, { headers: { ...json, authorization } });
  const code = (body['authResponse'] as Row | undefined)?.['errorCode'];
  return code === undefined ? String(status) : `${status} ${String(code)}`;
}

describe('authentication 1.0', () => {
  it('answers 91 bytes of JSON: a token of 44 characters, and nothing else', async () => {
    const { status, text, body } = await authenticate(lab(), auth1);
    expect([status, text.length]).toEqual([200, 91]);
    expect(body).toEqual({ authResponse: { authToken: expect.any(String), errorCode: 0 } });
    const token = String((body['authResponse'] as Row)['authToken']);
    expect(token).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}-[0-9a-z]{7}$/u);
  });

  it('speaks XML where nothing else is asked for, and takes XML in any order', async () => {
    const { send } = lab();
    const body = `<?xml version="1.0"?><authRequest><maaS360AdminAuth><password>sandbox</password>
      <userName>${robot}</userName><appAccessKey>sandbox</appAccessKey><appVersion>1.0</appVersion>
      <appID>com.${partner}.api</appID><platformID>3</platformID><billingID>${partner}</billingID>
      </maaS360AdminAuth></authRequest>`;
    const answer = await send('POST', `${auth1}/`, { body });
    expect(answer.headers.get('content-type')).toContain('application/xml');
    expect(answer.text).toMatch(
      /^<authResponse><authToken>[^<]+<\/authToken><errorCode>0<\/errorCode><\/authResponse>$/u,
    );
  });

  it('takes numbers where texts are meant', async () => {
    const { body } = await authenticate(lab(), auth1, { billingID: Number(partner), platformID: 3 });
    expect(body).toMatchObject({ authResponse: { errorCode: 0 } });
  });
});

describe('authentication 2.0', () => {
  it('gives a refresh token too, and JSON by itself', async () => {
    const { send } = lab();
    const { body } = await send('POST', auth2, { body: authRequest() });
    expect(body).toEqual({
      authResponse: { authToken: expect.any(String), refreshToken: expect.any(String), errorCode: 0 },
    });
    const xml = await send('POST', auth2, { headers: { accept: 'application/xml' }, body: authRequest() });
    expect(xml.text).toContain('<refreshToken>');
  });

  it('gives new tokens for a refresh token, once', async () => {
    const one = lab();
    const first = (await authenticate(one, auth2)).body['authResponse'] as Row;
    const spent = { refreshToken: first['refreshToken'], password: undefined, appAccessKey: undefined };
    const second = (await authenticate(one, refresh, spent)).body['authResponse'] as Row;
    expect(second['errorCode']).toBe(0);
    expect(second['refreshToken']).not.toBe(first['refreshToken']);
    expect(await statusWith(one, `MaaS token="${String(second['authToken'])}"`)).toBe('200');
    const again = await authenticate(one, refresh, spent);
    expect([again.status, again.body]).toEqual([200, wrong]);
    const third = await authenticate(one, refresh, { ...spent, refreshToken: second['refreshToken'] });
    expect(third.body).toMatchObject({ authResponse: { errorCode: 0 } });
  });

  it('takes a refresh token of nobody else, and none that is a day old', async () => {
    const one = lab();
    const first = (await authenticate(one, auth2)).body['authResponse'] as Row;
    const spent = { refreshToken: first['refreshToken'], userName: `${partner}_eva` };
    expect((await authenticate(one, refresh, spent)).body).toEqual(wrong);
    const second = (await authenticate(one, auth2)).body['authResponse'] as Row;
    one.world.advance(24 * 60 * minute);
    expect((await authenticate(one, refresh, { refreshToken: second['refreshToken'] })).body).toEqual(wrong);
  });
});

describe('wrong credentials', () => {
  it.each([
    ['password', { password: 'wrong' }],
    ['user name', { userName: 'nobody' }],
    ['access key', { appAccessKey: 'wrong' }],
    ['billing id', { billingID: '30009999' }],
    ['application', { appAccessKey: 'real-key', appID: 'another' }],
    ['no application', { appID: '' }],
    ['no platform', { platformID: '' }],
  ])('%s: 200 with the code 1002, and no token', async (_what, change) => {
    const one = lab();
    one.account('Nordic').accessKeys.push({ key: 'real-key', appId: `com.${partner}.api`, createdAt: 0 });
    for (const path of [auth1, auth2]) {
      const { status, body } = await authenticate(one, path, change);
      expect([status, body]).toEqual([200, wrong]);
    }
    const good = { appAccessKey: 'real-key' };
    expect((await authenticate(one, auth2, good)).body).toMatchObject({ authResponse: { errorCode: 0 } });
  });

  it('are those of who has a temporary password, an IBMid, or is inactive', async () => {
    const one = lab();
    const owner = one.person(`${partner}_eva`);
    const asOwner = { userName: owner.userName, password: 'sandbox' };
    expect((await authenticate(one, auth2, asOwner)).body).toMatchObject({ authResponse: { errorCode: 0 } });
    owner.ibmId = { how: 'linked', ibmId: 'eva@ibm.example', at: 0 };
    expect((await authenticate(one, auth2, asOwner)).body).toEqual(wrong);
    owner.ibmId = { how: 'open' };
    owner.isPasswordTemporary = true;
    expect((await authenticate(one, auth2, asOwner)).body).toEqual(wrong);
    one.person(robot).isActive = false;
    expect((await authenticate(one, auth2)).body).toEqual(wrong);
  });

  it('the word sandbox needs an access key to be there, and a script-only administrator', async () => {
    const one = lab();
    one.account('Nordic').accessKeys.splice(0);
    expect((await authenticate(one, auth2)).body).toEqual(wrong);
    const other = lab();
    other.person(robot).isScriptOnly = false;
    const changed = { ...other.person(robot).password, salt: 'another' };
    other.person(robot).password = changed;
    expect((await authenticate(other, auth2)).body).toEqual(wrong);
  });

  it('a body without a request is a bad one', async () => {
    const { send } = lab();
    for (const body of ['', '{', '{"authRequest":1}', '<authRequest>', '<other/>']) {
      expect((await send('POST', auth2, { body })).status).toBe(400);
    }
  });
});

describe('a token', () => {
  it('comes in the documented form, with single quotes, or with Bearer before it', async () => {
    const one = lab();
    const token = await tokenOf(one.send);
    for (const header of [`MaaS token="${token}"`, `MaaS token='${token}'`, `Bearer MaaS token="${token}"`]) {
      expect(await statusWith(one, header), header).toBe('200');
    }
    for (const header of [token, `Bearer ${token}`, `MaaS token=${token}`, `MaaS token="${token}'`, '']) {
      expect(await statusWith(one, header), header).toBe('401 1009');
    }
  });

  it('lasts 60 minutes, used or not', async () => {
    const one = lab();
    const authorization = `MaaS token="${await tokenOf(one.send)}"`;
    one.world.advance(60 * minute - 1);
    expect(await statusWith(one, authorization)).toBe('200');
    one.world.advance(1);
    expect(await statusWith(one, authorization)).toBe('401 1007');
  });

  it('says in XML too why it is not accepted', async () => {
    const { send } = lab();
    const { status, text } = await send('GET', `/account-provisioning/account/1.0/getCustomerConfig/${partner}`);
    expect(status).toBe(401);
    expect(text).toBe('<authResponse><errorCode>1009</errorCode><errorDesc>Token invalid</errorDesc></authResponse>');
  });

  it('can be ended for a test, with the refresh token', async () => {
    const one = lab();
    const given = (await authenticate(one, auth2)).body['authResponse'] as Row;
    one.emulator.expireTokens();
    expect(await statusWith(one, `MaaS token="${String(given['authToken'])}"`)).toBe('401 1007');
    expect((await authenticate(one, refresh, { refreshToken: given['refreshToken'] })).body).toEqual(wrong);
  });

  it('is void when its administrator is deactivated or deleted', async () => {
    const one = lab();
    const authorization = `MaaS token="${await tokenOf(one.send)}"`;
    one.person(robot).isActive = false;
    expect(await statusWith(one, authorization)).toBe('401 1009');
    one.person(robot).isActive = true;
    one.emulator.state().administrators.delete(robot);
    expect(await statusWith(one, authorization)).toBe('401 1009');
  });
});
