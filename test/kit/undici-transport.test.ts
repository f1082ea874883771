import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Secret } from '../../engine/model/secret.ts';
import { createUndiciTransport, type UndiciTransportOptions } from '../../providers/kit/undici-transport.ts';

const never = new AbortController().signal;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function transportWith(options: UndiciTransportOptions = {}) {
  const transport = createUndiciTransport(options);
  closing.push(() => transport.close());
  return transport;
}

function get(url: string, over: { timeout?: number; signal?: AbortSignal } = {}) {
  return { method: 'GET', url, headers: { key: new Secret('s-1') }, timeout: 2_000, signal: never, ...over };
}

describe('the real transport', () => {
  it('reveals secrets on the wire only and brings status, headers in lower case and the body in UTF-8', async () => {
    const url = await serve((request, answer) => {
      answer.writeHead(418, { 'X-One': 'a', 'Set-Cookie': ['a=1', 'b=2'] }).end(`naïve ${request.headers.key}`);
    });
    const answer = await transportWith().send(get(url));
    expect(answer).toMatchObject({
      status: 418,
      body: 'naïve s-1',
      headers: { 'x-one': 'a', 'set-cookie': 'a=1, b=2' },
    });
  });

  it('reuses a connection', async () => {
    const sockets = new Set<unknown>();
    const url = await serve((request, answer) => {
      sockets.add(request.socket);
      answer.end('x');
    });
    const transport = transportWith({ connections: 1 });
    for (let round = 0; round < 3; round += 1) await transport.send(get(url));
    expect(sockets.size).toBe(1);
  });

  it('does not go through a proxy of the environment', async () => {
    const url = await serve((_, answer) => answer.end('direct'));
    const before = process.env.http_proxy;
    process.env.http_proxy = 'http://127.0.0.1:9';
    try {
      expect((await transportWith().send(get(url))).body).toBe('direct');
    } finally {
      if (before === undefined) delete process.env.http_proxy;
      else process.env.http_proxy = before;
    }
  });

  it('knows that a refused connection delivered nothing', async () => {
    const url = await serve(() => {});
    await closing.pop()?.();
    await expect(transportWith().send(get(url))).rejects.toMatchObject({ delivered: 'no', message: /ECONNREFUSED/ });
  });

  it('knows that TLS that does not come about delivered nothing', async () => {
    const url = (await serve((_, answer) => answer.end('plain'))).replace('http:', 'https:');
    await expect(transportWith().send(get(url))).rejects.toMatchObject({ delivered: 'no' });
  });

  it('knows that a request still waiting for a free connection was not delivered', async () => {
    let asked = 0;
    const url = await serve(() => {
      asked += 1;
    });
    const transport = transportWith({ connections: 1 });
    const first = expect(transport.send(get(url, { timeout: 300 }))).rejects.toMatchObject({ delivered: 'maybe' });
    const second = expect(transport.send(get(url, { timeout: 100 }))).rejects.toMatchObject({ delivered: 'no' });
    await Promise.all([first, second]);
    expect(asked).toBe(1);
  });

  it('takes a connection that is closed without an answer as lost', async () => {
    const url = await serve((request) => request.socket.destroy());
    await expect(transportWith().send(get(url))).rejects.toMatchObject({ delivered: 'maybe' });
  });

  it('stops reading an answer that is too large', async () => {
    const url = await serve((_, answer) => answer.end('x'.repeat(100_000)));
    const sent = transportWith({ maximumBody: 1_000 }).send(get(url));
    await expect(sent).rejects.toMatchObject({ name: 'AnswerTooLargeError', delivered: 'maybe' });
  });

  it('sends nothing for a signal that is aborted already, and gives up at once when it aborts later', async () => {
    let asked = 0;
    const stop = new AbortController();
    const url = await serve(() => {
      asked += 1;
      stop.abort();
    });
    const transport = transportWith();
    await expect(transport.send(get(url, { signal: AbortSignal.abort() }))).rejects.toMatchObject({ delivered: 'no' });
    await expect(transport.send(get(url, { signal: stop.signal }))).rejects.toMatchObject({ delivered: 'maybe' });
    expect(asked).toBe(1);
  });
});
