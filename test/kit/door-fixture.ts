import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret } from '../../engine/model/secret.ts';
import { createHttpDoor, type DoorOptions, type HttpDoor } from '../../providers/kit/http-door.ts';
import { type ClosableTransport, createUndiciTransport } from '../../providers/kit/undici-transport.ts';
import { type VirtualDeps, virtualDeps } from '../support/virtual-deps.ts';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What a portal does with its nth request, counted from 0. */
export type Script = (answer: ServerResponse, nth: number, seen: Seen) => void;

export interface DoorFixture {
  readonly door: HttpDoor;
  readonly deps: VirtualDeps;
  readonly seen: readonly Seen[];
  readonly baseUrl: string;
  readonly close: () => Promise<void>;
}

export const token = 'tok/en+with=odd&chars-42';

/** A real server on loopback behind the real transport; only the time between requests is virtual. */
export async function doorTo(script: Script, options: Partial<DoorOptions> = {}): Promise<DoorFixture> {
  const seen: Seen[] = [];
  const server = createServer((request, answer) => {
    void bodyOf(request).then((body) => {
      const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      seen.push(one);
      script(answer, seen.length - 1, one);
    });
  });
  const baseUrl = await listen(server);
  const transport: ClosableTransport = createUndiciTransport({ maximumBody: 1_000_000 });
  const deps = virtualDeps({ network: transport });
  const door = createHttpDoor({
    baseUrl,
    deps,
    limits: { requestsPerSecond: 1_000, requestTimeout: 500 },
    headers: { authorization: new Secret(`Bearer ${token}`) },
    secrets: [new Secret(token)],
    ...options,
  });
  async function close(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await transport.close();
  }
  return { door, deps, seen, baseUrl, close };
}

export function json(
  answer: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  answer.writeHead(status, { 'content-type': 'application/json', ...headers });
  answer.end(JSON.stringify(body));
}

/** Promises more than it sends, then breaks off. */
export function cutBody(answer: ServerResponse): void {
  answer.writeHead(200, { 'content-length': '1000' });
  answer.write('{"half":');
  setImmediate(() => answer.socket?.destroy());
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/tenant/`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return body;
}
