import { describe, expect, test } from 'vitest';
import { Secret } from '../../engine/model/secret.ts';
import { webex } from '../../providers/webex/index.ts';
import { failure, hub, type Reply, scimList, type Wire, wire } from './wire.ts';

const app = {
  clientId: new Secret('app-id'),
  clientSecret: new Secret('app&secret'),
  refreshToken: new Secret('first-refresh'),
};

function token(access: string, more: Readonly<Record<string, unknown>> = {}): Reply {
  return { json: { access_token: access, expires_in: 3_600, token_type: 'Bearer', ...more } };
}

function serviceApp(tokens: readonly Reply[], other: Reply = { json: scimList() }): Wire {
  let given = 0;
  return wire(
    ({ path }) => {
      if (path !== '/v1/access_token') return other;
      given += 1;
      return tokens[Math.min(given, tokens.length) - 1] ?? {};
    },
    { portal: hub({}, { signIn: 'service-app' }), credentials: app },
  );
}

const read = (one: Wire) => one.reader.read('user', { known: [] });
const tokenRequests = ({ asked }: Wire) => asked.filter(({ path }) => path === '/v1/access_token');

describe('a service app', () => {
  test('gets its token by a form, and shows it with each request', async () => {
    const hub = serviceApp([token('access-1')]);
    await read(hub);
    expect(hub.asked[0]).toMatchObject({
      method: 'POST',
      path: '/v1/access_token',
      text: 'grant_type=refresh_token&client_id=app-id&client_secret=app%26secret&refresh_token=first-refresh',
      authorization: '',
    });
    expect(hub.asked[1]?.authorization).toBe('Bearer access-1');
  });

  test('asks once for many requests, and again when the answer’s own lifetime is over', async () => {
    const hub = serviceApp([token('access-1'), token('access-2')]);
    await Promise.all([read(hub), hub.reader.read('license', { known: [] }).catch(() => undefined)]);
    await hub.deps.sleep(3_500_000);
    await read(hub);
    expect(tokenRequests(hub)).toHaveLength(1);
    await hub.deps.sleep(99_000);
    await read(hub);
    expect(tokenRequests(hub)).toHaveLength(2);
    expect(hub.asked.at(-1)?.authorization).toBe('Bearer access-2');
  });

  test('goes on with a refresh token that an answer brings, in this run', async () => {
    const hub = serviceApp([token('access-1', { refresh_token: 'second-refresh' }), token('access-2')]);
    await read(hub);
    await hub.deps.sleep(3_600_000);
    await read(hub);
    await hub.deps.sleep(3_600_000);
    await read(hub);
    const used = tokenRequests(hub).map(({ text }) => new URLSearchParams(text).get('refresh_token'));
    expect(used).toEqual(['first-refresh', 'second-refresh', 'second-refresh']);
  });

  test('asks for another token where one is refused before its end', async () => {
    let refused = false;
    let given = 0;
    const hub_ = wire(
      ({ path, authorization }) => {
        if (path === '/v1/access_token') return token(`access-${(given += 1)}`);
        if (authorization !== 'Bearer access-1') return { json: scimList() };
        refused = true;
        return { status: 401, json: { message: 'no' } };
      },
      { portal: hub({}, { signIn: 'service-app' }), credentials: app },
    );
    expect((await read(hub_)).coverage).toBe('complete');
    expect([refused, given]).toEqual([true, 2]);
  });

  test('that is refused says what to renew, and shows none of its secrets', async () => {
    const words = { error: 'invalid_grant', error_description: 'first-refresh of app&secret is over' };
    const problem = await failure(read(serviceApp([{ status: 400, json: words }])));
    expect(problem).toMatchObject({
      code: 'auth',
      portalCode: 'invalid_grant',
      cure: expect.stringContaining('90 days'),
    });
    expect(JSON.stringify(problem)).not.toMatch(/first-refresh|app&secret/u);
  });

  test.each([
    ['no token', { expires_in: 60 }],
    ['no lifetime', { access_token: 'a' }],
  ])('whose answer has %s is a breach of the contract', async (_, json) => {
    expect(await failure(read(serviceApp([{ json }])))).toMatchObject({ code: 'contract' });
  });
});

describe('a token made by hand', () => {
  test('is shown with each request, and nothing is asked for', async () => {
    const hub = wire(() => ({ json: scimList() }));
    await read(hub);
    expect(hub.asked.map(({ authorization }) => authorization)).toEqual(['Bearer sesame-token']);
  });

  test('that is over is an auth error with a cure', async () => {
    const hub = wire(() => ({ status: 401, json: { message: 'sesame-token is over' } }));
    const problem = await failure(read(hub));
    expect(problem).toMatchObject({ code: 'auth', cure: expect.stringContaining('Check the credentials') });
    expect(JSON.stringify(problem)).not.toContain('sesame-token');
  });
});

test.each([
  ['token', ['token']],
  ['service-app', ['clientId', 'clientSecret', 'refreshToken']],
])('by %s needs the credentials %j', (signIn, names) => {
  expect(webex.credentialNames({ signIn })).toEqual(names);
});

test.each([
  ['token', 'token'],
  ['service-app', 'clientId'],
])('without the credentials of %s it says which one is missing, and how to name it', async (signIn, name) => {
  const hub_ = wire(() => ({}), { portal: hub({}, { signIn }), credentials: {} });
  expect(await failure(read(hub_))).toMatchObject({
    code: 'auth',
    message: `There is no ${name} for acme-hub.`,
    cure: expect.stringContaining(`${name}: { env: NAME }`),
  });
});

test('without a base URL it says which one to write', async () => {
  const hub_ = wire(() => ({}), { portal: hub({ baseUrls: {} }) });
  expect(await failure(read(hub_))).toMatchObject({ code: 'auth', cure: expect.stringContaining('webexapis.com') });
});
