import { afterEach, describe, expect, it } from 'vitest';
import { second } from '../../engine/model/instant.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { Secret } from '../../engine/model/secret.ts';
import type { DoorOptions } from '../../providers/kit/http-door.ts';
import { createTokenSession } from '../../providers/kit/token-session.ts';
import { virtualDeps } from '../support/virtual-deps.ts';
import { type DoorFixture, doorTo, json } from './door-fixture.ts';

const list = { operation: 'list things', method: 'GET', path: '/things', writes: false } as const;
const make = { operation: 'make a thing', method: 'POST', path: '/things', body: {}, writes: true } as const;

/** Gives `token-1`, `token-2`…, each for 100 s. */
function sessionOf(deps = virtualDeps({}), fails: readonly number[] = []) {
  let logins = 0;
  const session = createTokenSession({
    clock: deps.clock,
    async obtain() {
      logins += 1;
      if (fails.includes(logins)) throw new ProviderError('auth', 'wrong password');
      return { token: new Secret(`token-${logins}`), lifetime: 100 * second };
    },
    headersOf: (token) => ({ authorization: new Secret(`Bearer ${token.reveal()}`) }),
  });
  return { session, deps, logins: () => logins };
}

/** Gives `token-1` with `refresh-1`…, and writes down what each was asked for with. */
function renewing(deps = virtualDeps({}), fails: readonly number[] = []) {
  const asked: (string | undefined)[] = [];
  const session = createTokenSession({
    clock: deps.clock,
    async obtain(previous) {
      asked.push(previous?.refresh?.reveal());
      const nth = asked.length;
      if (fails.includes(nth)) throw new ProviderError('unavailable', 'nobody answers');
      return { token: new Secret(`token-${nth}`), refresh: new Secret(`refresh-${nth}`), lifetime: 100 * second };
    },
    headersOf: (token) => ({ authorization: new Secret(`Bearer ${token.reveal()}`) }),
  });
  return { session, deps, asked };
}

const textOf = (headers: Readonly<Record<string, string | Secret>>): string =>
  (headers['authorization'] as Secret).reveal();

describe('a session', () => {
  it('logs in once for all who ask together', async () => {
    const { session, logins } = sessionOf();
    const [one, other] = await Promise.all([session.headers(), session.headers()]);
    expect([textOf(one), textOf(other), logins()]).toEqual(['Bearer token-1', 'Bearer token-1', 1]);
  });

  it('logs in again before its token ends', async () => {
    const { session, deps, logins } = sessionOf();
    await session.headers();
    await deps.sleep(89 * second);
    await session.headers();
    expect(logins()).toBe(1);
    await deps.sleep(2 * second);
    expect(textOf(await session.headers())).toBe('Bearer token-2');
  });

  it('logs in again once, however many say that its token was refused', async () => {
    const { session, logins } = sessionOf();
    const old = await session.headers();
    session.refused(old);
    const renewed = await session.headers();
    session.refused(old);
    expect(await session.headers()).toBe(renewed);
    expect(logins()).toBe(2);
  });

  it('that could not log in tries again with the next request', async () => {
    const { session } = sessionOf(undefined, [1]);
    await expect(session.headers()).rejects.toMatchObject({ code: 'auth' });
    expect(textOf(await session.headers())).toBe('Bearer token-2');
  });

  it('that cannot log in again once its token has ended does not go on with the old one', async () => {
    const { session, deps } = sessionOf(undefined, [2]);
    await session.headers();
    await deps.sleep(100 * second);
    await expect(session.headers()).rejects.toMatchObject({ code: 'auth' });
    expect(textOf(await session.headers())).toBe('Bearer token-3');
  });
});

describe('a session whose token can be renewed', () => {
  it('renews with what came with the last token, whether that ended or was refused', async () => {
    const { session, deps, asked } = renewing();
    const first = await session.headers();
    session.refused(first);
    await session.headers();
    await deps.sleep(100 * second);
    await session.headers();
    expect(asked).toEqual([undefined, 'refresh-1', 'refresh-2']);
  });

  it('still knows what to renew with after a renewal that nobody answered', async () => {
    const { session, deps, asked } = renewing(undefined, [2]);
    await session.headers();
    await deps.sleep(100 * second);
    await expect(session.headers()).rejects.toMatchObject({ code: 'unavailable' });
    await session.headers();
    expect(asked).toEqual([undefined, 'refresh-1', 'refresh-1']);
  });

  it('counts what it renews with among its secrets', async () => {
    const { session } = renewing();
    await session.headers();
    expect(session.secrets().map((secret) => secret.reveal())).toEqual(['token-1', 'refresh-1']);
  });
});

describe('a door with a session', () => {
  let fixture: DoorFixture | undefined;
  afterEach(() => fixture?.close());

  it('sends a refused write again, once, with another token', async () => {
    const { session, logins } = sessionOf();
    fixture = await doorTo(
      (answer, _nth, { headers }) =>
        headers.authorization === 'Bearer token-1' ? json(answer, 401, {}) : json(answer, 200, { ok: true }),
      { session, headers: {} },
    );
    expect((await fixture.door.request(make)).json).toEqual({ ok: true });
    expect(fixture.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(logins()).toBe(2);
  });

  it('never gets into a loop of logins', async () => {
    const { session, logins } = sessionOf();
    fixture = await doorTo((answer) => json(answer, 401, { why: 'locked' }), { session, headers: {} });
    await expect(fixture.door.request(list)).rejects.toMatchObject({ code: 'auth' });
    expect([fixture.seen.length, logins()]).toEqual([2, 2]);
  });

  it('may be told that a 401 says nothing of the token', async () => {
    const { session, logins } = sessionOf();
    const isTokenOver: DoorOptions['isTokenOver'] = ({ body }) => body === '{"code":7}';
    const code = (nth: number): number => (nth === 1 ? 7 : 8);
    fixture = await doorTo((answer, nth) => json(answer, 401, { code: code(nth) }), {
      session,
      headers: {},
      isTokenOver,
    });
    await expect(fixture.door.request(list)).rejects.toMatchObject({ code: 'auth' });
    expect([fixture.seen.length, logins()]).toEqual([1, 1]);
    await expect(fixture.door.request(list)).rejects.toMatchObject({ code: 'auth' });
    expect([fixture.seen.length, logins()]).toEqual([3, 2]);
  });

  it('keeps the token out of what the portal echoes', async () => {
    const { session } = sessionOf();
    fixture = await doorTo((answer) => json(answer, 400, { echo: 'Bearer token-1' }), { session, headers: {} });
    await expect(fixture.door.request(list)).rejects.toMatchObject({ portalText: '{"echo":"Bearer «secret»"}' });
  });
});

describe('a request', () => {
  let fixture: DoorFixture | undefined;
  afterEach(() => fixture?.close());

  it('may carry XML or a form, headers of its own, and get a text', async () => {
    fixture = await doorTo((answer) => answer.writeHead(200, { 'content-type': 'text/xml' }).end('<a/>'));
    const payload = { type: 'text/xml', text: '<call/>' };
    const headers = { 'x-operation': 'activate' };
    const answer = await fixture.door.request({ ...list, method: 'POST', payload, headers, expects: 'text' });
    expect(answer).toMatchObject({ text: '<a/>', json: null });
    expect(fixture.seen[0]).toMatchObject({ body: '<call/>' });
    expect(fixture.seen[0]?.headers).toMatchObject({ 'content-type': 'text/xml', 'x-operation': 'activate' });
  });
});
