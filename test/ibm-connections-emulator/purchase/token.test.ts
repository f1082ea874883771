import { describe, expect, it } from 'vitest';
import { minute, second } from '../../../engine/model/instant.ts';
import { basic, key, marketLab } from '../support/market-lab.ts';

describe('the token of the plane purchase', () => {
  it('is given for Basic and the subscription key, with how long it lasts in seconds', async () => {
    const { send } = marketLab();
    const answer = await send('POST', '/purchase/token', { headers: { ...key, authorization: basic }, body: {} });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ token: expect.stringMatching(/^token\./u) as unknown, expiresInSeconds: 1_500 });
  });

  it('is refused for a wrong password, a missing key and a wrong key', async () => {
    const { send } = marketLab();
    const ask = async (headers: Record<string, string>) => (await send('POST', '/purchase/token', { headers })).status;
    expect(await ask({ ...key, authorization: `Basic ${btoa('reseller:other')}` })).toBe(401);
    expect(await ask({ ...key })).toBe(401);
    expect(await ask({ authorization: basic })).toBe(401);
    expect(await ask({ authorization: basic, 'x-subscription-key': 'other' })).toBe(401);
  });

  it('ends by the clock, used or not, and a new one opens again', async () => {
    const { buy, send, world } = marketLab({ tokenLifetimes: { purchase: minute } });
    expect((await buy('GET', '/products')).status).toBe(200);
    world.advance(59 * second);
    expect((await buy('GET', '/products')).status).toBe(200);
    world.advance(second);
    const late = await buy('GET', '/products');
    expect(late.status).toBe(401);
    expect(late.body).toEqual({ statusCode: 401, message: expect.stringContaining('expired') as unknown });
    const { body } = await send('POST', '/purchase/token', { headers: { ...key, authorization: basic } });
    expect(body['expiresInSeconds']).toBe(60);
    const headers = { ...key, authorization: `Bearer ${String(body['token'])}` };
    expect((await send('GET', '/purchase/products', { headers })).status).toBe(200);
  });

  it('alone does not do: the key is wanted by every call', async () => {
    const { send } = marketLab();
    const { body } = await send('POST', '/purchase/token', { headers: { ...key, authorization: basic } });
    const headers = { authorization: `Bearer ${String(body['token'])}` };
    const refused = await send('GET', '/purchase/products', { headers });
    expect(refused.status).toBe(401);
    expect(refused.body['message']).toContain('X-Subscription-Key');
  });

  it('can be made to end at once, for runs in which it ends in between', async () => {
    const { buy, emulator } = marketLab();
    await buy('GET', '/products');
    emulator.expireTokens();
    expect((await buy('GET', '/products')).status).toBe(401);
  });

  it('comes, as every answer does, with a correlation id of its own', async () => {
    const { buy } = marketLab();
    const ids = [await buy('GET', '/products'), await buy('GET', '/nowhere')].map(({ headers }) =>
      headers.get('x-correlation-id'),
    );
    expect(ids[0]).toMatch(/^id-/u);
    expect(ids[1]).toMatch(/^id-/u);
    expect(ids[0]).not.toBe(ids[1]);
  });
});
