import { afterEach, describe, expect, it } from 'vitest';
import type { DoorOptions } from '../../providers/kit/http-door.ts';
import { cutBody, type DoorFixture, doorTo, json, type Script, token } from './door-fixture.ts';

const list = { operation: 'list things', method: 'GET', path: '/things', writes: false } as const;
const make = { operation: 'make a thing', method: 'POST', path: '/things', body: { a: 1 }, writes: true } as const;

let fixture: DoorFixture;
afterEach(() => fixture.close());

async function open(script: Script, options: Partial<DoorOptions> = {}) {
  fixture = await doorTo(script, options);
  return fixture;
}

describe('one request', () => {
  it('goes below the base URL with headers, query and body, and brings the JSON back', async () => {
    const { door, seen } = await open((answer) => json(answer, 201, { made: true }, { 'X-Mark': 'a' }));
    const answer = await door.request({ ...make, query: { q: 'ü &', page: 2, none: undefined } });
    expect(answer).toMatchObject({ status: 201, json: { made: true }, headers: { 'x-mark': 'a' } });
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/tenant/things?q=%C3%BC+%26&page=2', body: '{"a":1}' });
    expect(seen[0]?.headers).toMatchObject({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });
    expect(door.counts()).toEqual({ reads: 0, writes: 1 });
  });

  it('without a body in the answer brings null', async () => {
    const { door } = await open((answer) => answer.writeHead(204).end());
    expect((await door.request({ ...make, method: 'DELETE' })).json).toBeNull();
  });

  it('never follows a redirect', async () => {
    const { door, seen } = await open((answer) => answer.writeHead(302, { location: '/elsewhere' }).end());
    await expect(door.request(list)).rejects.toMatchObject({ code: 'contract', portalCode: 'HTTP 302' });
    expect(seen).toHaveLength(1);
  });

  it.each([
    [400, 'invalid'],
    [401, 'auth'],
    [403, 'auth'],
    [404, 'not-found'],
    [409, 'conflict'],
    [410, 'not-found'],
    [422, 'invalid'],
    [501, 'contract'],
  ])('that is answered with %i is %s and is not repeated', async (status, code) => {
    const { door, seen } = await open((answer) => json(answer, status, { why: 'because' }));
    await expect(door.request(make)).rejects.toMatchObject({ code, portalText: '{"why":"because"}' });
    expect(seen).toHaveLength(1);
  });
});

describe('limits', () => {
  it('are waited out as long as Retry-After says, for writes too', async () => {
    const { door, deps } = await open((answer, nth) =>
      nth === 0 ? json(answer, 429, {}, { 'retry-after': '7' }) : json(answer, 200, { ok: true }),
    );
    expect((await door.request(make)).json).toEqual({ ok: true });
    expect(deps.clock.monotonic()).toBeGreaterThanOrEqual(7_000);
    expect(deps.clock.monotonic()).toBeLessThan(8_000);
  });

  it('may be a date, and may come with 503', async () => {
    const later = new Date(Date.parse('2026-11-21T09:00:20Z')).toUTCString();
    const { door, deps } = await open((answer, nth) =>
      nth === 0 ? json(answer, 503, {}, { 'retry-after': later }) : json(answer, 200, {}),
    );
    await door.request(make);
    expect(deps.clock.monotonic()).toBeGreaterThanOrEqual(20_000);
  });

  it('may be said in the body, without a time to wait', async () => {
    const busy = { verdict: 'busy', portalCode: '7020' } as const;
    const { door, seen } = await open((answer, nth) => json(answer, 200, { code: nth < 3 ? '7020' : '0' }), {
      classify: ({ body }) => (body.includes('7020') ? busy : undefined),
    });
    expect((await door.request(make)).json).toEqual({ code: '0' });
    expect(seen).toHaveLength(4);
  });

  it('hold back every other request too', async () => {
    const { door, deps } = await open((answer, nth) => {
      if (nth === 0) json(answer, 429, {}, { 'retry-after': '60' });
      else json(answer, 200, {});
    });
    const first = door.request(make);
    await deps.sleep(10);
    await door.request(list);
    expect(deps.clock.monotonic()).toBeGreaterThanOrEqual(60_000);
    await first;
  });

  it('that would last too long are given up, with nothing done', async () => {
    const { door, seen } = await open((answer) => json(answer, 429, {}, { 'retry-after': '3600' }));
    await expect(door.request(make)).rejects.toMatchObject({ code: 'rate-limited', message: /wait 3600 s/ });
    expect(seen).toHaveLength(1);
  });
});

describe('failures', () => {
  it('of a read are tried again, a bounded number of times', async () => {
    const { door, seen } = await open((answer) => json(answer, 502, {}));
    await expect(door.request(list)).rejects.toMatchObject({ code: 'unavailable', message: /HTTP 502.*tried 5 times/ });
    expect(seen).toHaveLength(5);
    expect(door.counts()).toEqual({ reads: 5, writes: 0 });
  });

  it.each([500, 502, 503, 504])('of a write with %i leave it open whether it happened', async (status) => {
    const { door, seen } = await open((answer) => json(answer, status, {}));
    await expect(door.request(make)).rejects.toMatchObject({ code: 'ambiguous', cure: /looks it up/ });
    expect(seen).toHaveLength(1);
  });

  it('of which the portal says that nothing was done are tried again, for a write too', async () => {
    const untouched = { verdict: 'failed', acted: 'no', portalCode: '7019' } as const;
    const { door, seen } = await open((answer, nth) => json(answer, nth === 0 ? 500 : 200, {}), {
      classify: ({ status }) => (status === 500 ? untouched : undefined),
    });
    await door.request(make);
    expect(seen).toHaveLength(2);
  });

  it('in the middle of an answer repeat a read, never a write', async () => {
    const script: Script = (answer, nth) => (nth === 0 ? cutBody(answer) : json(answer, 200, { whole: true }));
    const { door } = await open(script);
    expect((await door.request(list)).json).toEqual({ whole: true });
    await fixture.close();
    const again = await open(script);
    await expect(again.door.request(make)).rejects.toMatchObject({ code: 'ambiguous' });
    expect(again.seen).toHaveLength(1);
  });

  it('by silence count as lost after the timeout', async () => {
    const { door, seen } = await open(() => {});
    await expect(door.request(make)).rejects.toMatchObject({ code: 'ambiguous', message: /no answer within 500 ms/ });
    expect(seen).toHaveLength(1);
  });

  it('before anything was sent are tried again for a write, then the portal is unavailable', async () => {
    const gone = await doorTo(() => {});
    await gone.close();
    await open(() => {});
    const { door } = await doorTo(() => {}, { baseUrl: gone.baseUrl });
    await expect(door.request(make)).rejects.toMatchObject({ code: 'unavailable', message: /ECONNREFUSED.*tried 5/ });
    expect(door.counts()).toEqual({ reads: 0, writes: 5 });
  });

  it('to speak JSON break the contract of a read and leave a write open', async () => {
    const { door, seen } = await open((answer) => answer.writeHead(200).end('<html>\u0007 proxy</html>'));
    await expect(door.request(list)).rejects.toMatchObject({ code: 'contract', portalText: '<html> proxy</html>' });
    await expect(door.request(make)).rejects.toMatchObject({ code: 'ambiguous' });
    expect(seen).toHaveLength(2);
  });

  it('by size are not read to their end', async () => {
    const { door, seen } = await open((answer) => answer.writeHead(200).end(`"${'x'.repeat(2_000_000)}"`));
    await expect(door.request(list)).rejects.toMatchObject({ code: 'contract', message: /larger than 1000000 bytes/ });
    expect(seen).toHaveLength(1);
  });
});
