import { afterEach, describe, expect, it } from 'vitest';
import { Secret } from '../../engine/model/secret.ts';
import { createHttpDoor, type DoorOptions } from '../../providers/kit/http-door.ts';
import { virtualDeps } from '../support/virtual-deps.ts';
import { matching, withoutText } from '../support/like.ts';
import { type DoorFixture, doorTo, json, type Script, token } from './door-fixture.ts';

const list = { operation: 'list things', method: 'GET', path: '/things', writes: false } as const;
const make = { operation: 'make a thing', method: 'POST', path: '/things', writes: true } as const;
const limits = { requestsPerSecond: 5, requestTimeout: 500 };

let fixture: DoorFixture | undefined;
afterEach(async () => {
  await fixture?.close();
  fixture = undefined;
});

async function open(script: Script, options: Partial<DoorOptions> = {}) {
  fixture = await doorTo(script, options);
  return fixture;
}

describe('stopping', () => {
  it('starts nothing more', async () => {
    const { door, deps, seen } = await open((answer) => json(answer, 200, {}));
    deps.interrupt();
    await expect(door.request(list)).rejects.toMatchObject({ code: 'unavailable', message: /nothing was done/ });
    expect(seen).toHaveLength(0);
    expect(door.counts()).toEqual({ reads: 0, writes: 0 });
  });

  it('ends a wait for the limit within no further request', async () => {
    const { door, deps, seen } = await open((answer) => {
      json(answer, 429, {}, { 'retry-after': '30' });
      void deps.sleep(1_000).then(() => deps.interrupt());
    });
    await expect(door.request(make)).rejects.toMatchObject({ code: 'unavailable' });
    expect(seen).toHaveLength(1);
    expect(deps.clock.monotonic()).toBeLessThan(30_000);
  });

  it('lets what is in flight come to its end', async () => {
    const { door, deps } = await open((answer) => {
      deps.interrupt();
      setImmediate(() => json(answer, 200, { ok: true }));
    });
    expect((await door.request({ ...make, signal: deps.signal })).json).toEqual({ ok: true });
  });

  it('by the signal of the request itself gives up what is in flight: a write may have happened', async () => {
    const stop = new AbortController();
    const { door } = await open(() => stop.abort(new Error('second SIGINT')));
    await expect(door.request({ ...make, signal: stop.signal })).rejects.toMatchObject({ code: 'ambiguous' });
    await expect(door.request({ ...list, signal: stop.signal })).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('secrets', () => {
  it('do not come back out, however the portal writes them', async () => {
    const basic = Buffer.from(`user:${token}`).toString('base64');
    const body = { token, encoded: encodeURIComponent(token), basic };
    const { door } = await open((answer) => json(answer, 400, body));
    const error = await door.request(list).catch((caught: unknown) => caught as Error);
    const all = JSON.stringify({ ...error, message: (error as Error).message, stack: (error as Error).stack });
    for (const form of [token, encodeURIComponent(token), basic.slice(8, -4)]) expect(all).not.toContain(form);
    expect(all).toContain('«secret»');
  });

  it('that no header can carry are refused before anything is sent, without showing them', () => {
    for (const bad of ['line\nbreak', 'trailing ', '', 'schlüssel']) {
      const headers = { authorization: new Secret(bad) };
      const options = { baseUrl: 'https://portal.example', deps: virtualDeps(), limits, headers, secrets: [] };
      expect(() => createHttpDoor(options)).toThrow(
        expect.objectContaining({ code: 'auth', message: withoutText(bad || 'line') }),
      );
    }
  });
});

describe('a long text of the portal', () => {
  it('is cut, and has no control characters', async () => {
    const { door } = await open((answer) => answer.writeHead(400).end(`a\u0000b\u001b[31m\u202e${'x'.repeat(5_000)}`));
    const error = await door.request(list).catch((caught: { portalText: string }) => caught);
    expect(error).toMatchObject({ portalText: matching(/^a b \[31m x+…$/) });
    expect((error as { portalText: string }).portalText.length).toBeLessThan(310);
  });
});

describe('the base URL', () => {
  it.each(['http://portal.example', 'ftp://portal.example', 'portal.example', 'https://a:b@portal.example'])(
    'cannot be %s',
    (baseUrl) => {
      const options = { baseUrl, deps: virtualDeps(), limits, headers: {}, secrets: [] };
      expect(() => createHttpDoor(options)).toThrow(expect.objectContaining({ code: 'invalid' }));
    },
  );
});
