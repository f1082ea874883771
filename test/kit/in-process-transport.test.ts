import { describe, expect, it } from 'vitest';
import { TransportError } from '../../engine/model/deps.ts';
import { Secret } from '../../engine/model/secret.ts';
import { inProcessTransport, type PortalInProcess } from '../../providers/kit/in-process-transport.ts';
import { virtualTime } from '../support/virtual-time.ts';

function send(portal: PortalInProcess, over: { signal?: AbortSignal; body?: string } = {}) {
  const time = virtualTime();
  const transport = inProcessTransport({ portal, sleep: time.sleep });
  const request = {
    method: 'POST',
    url: 'http://portal.test/things?a=1',
    headers: { authorization: new Secret('Bearer token-1'), accept: 'application/json' },
    timeout: 30_000,
    signal: new AbortController().signal,
    ...over,
  };
  return { time, answer: transport.send(request) };
}

describe('a portal in this process', () => {
  it('gets the method, the address, the revealed headers and the body', async () => {
    const { answer } = send(
      async (request) => {
        const seen = [request.method, request.url, request.headers.get('authorization'), await request.text()];
        return Response.json({ seen }, { status: 201, headers: { 'X-Mark': 'yes' } });
      },
      { body: 'some body' },
    );
    const { status, headers, body } = await answer;
    expect(status).toBe(201);
    expect(headers['x-mark']).toBe('yes');
    expect(JSON.parse(body)).toEqual({
      seen: ['POST', 'http://portal.test/things?a=1', 'Bearer token-1', 'some body'],
    });
  });

  it('is given up after the timeout of the virtual clock, and then may have acted', async () => {
    const { time, answer } = send(() => new Promise(() => {}));
    await expect(answer).rejects.toMatchObject({ name: 'TransportError', delivered: 'maybe' });
    expect(time.clock.monotonic()).toBe(30_000);
  });

  it('that throws has lost the answer; one that throws a TransportError says itself what happened', async () => {
    await expect(send(() => Promise.reject(new Error('broke'))).answer).rejects.toMatchObject({ delivered: 'maybe' });
    const refused = new TransportError('refused', { delivered: 'no' });
    await expect(send(() => Promise.reject(refused)).answer).rejects.toBe(refused);
  });

  it('is not asked at all once aborted, and lets go at once when aborted under way', async () => {
    let asked = 0;
    const gone = AbortSignal.abort(new Error('stop'));
    const counting = (): Response => {
      asked += 1;
      return new Response('');
    };
    await expect(send(counting, { signal: gone }).answer).rejects.toMatchObject({ delivered: 'no' });
    expect(asked).toBe(0);
    const stop = new AbortController();
    const { answer, time } = send(() => new Promise(() => {}), { signal: stop.signal });
    stop.abort(new Error('stop'));
    await expect(answer).rejects.toMatchObject({ delivered: 'maybe' });
    expect(time.sleepers()).toBe(0);
  });
});
