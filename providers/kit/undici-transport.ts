import { createRequire } from 'node:module';
import type { Agent, Dispatcher } from 'undici';
import type { HttpRequest, HttpResponse, Transport } from '../../engine/model/deps.ts';
import { TransportError } from '../../engine/model/deps.ts';
import { type Milliseconds, second } from '../../engine/model/instant.ts';
import { AnswerTooLargeError } from './answer-too-large-error.ts';

// The one part of the library that is needed: all of it, with fetch and web sockets, takes more than twice as long to load.
const loaded: unknown = createRequire(import.meta.url)('undici/lib/dispatcher/agent.js');
const UndiciAgent = loaded as typeof Agent;

export interface UndiciTransportOptions {
  /** Connections per host; each carries one request at a time. */
  readonly connections?: number;
  readonly connectTimeout?: Milliseconds;
  /** The largest body of an answer, in bytes. */
  readonly maximumBody?: number;
}

export interface ClosableTransport extends Transport {
  /** Closes idle connections, and the others when their answers are in. */
  readonly close: () => Promise<void>;
}

const mebibyte = 1_048_576;

/**
 * The real transport: HTTP/1.1 with keep-alive. Proxy variables of the environment are not read, nothing is retried
 * and no redirect is followed. Whether a request was delivered is known from the moment its bytes go to a socket.
 */
export function createUndiciTransport(options: UndiciTransportOptions = {}): ClosableTransport {
  const agent = new UndiciAgent({
    connections: options.connections ?? 16,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: options.connectTimeout ?? 10 * second },
  });
  const maximumBody = options.maximumBody ?? 32 * mebibyte;
  return {
    send: (request) => sendOnce(agent, request, maximumBody),
    close: async () => (agent.closed ? undefined : agent.close()),
  };
}

function sendOnce(agent: Agent, request: HttpRequest, maximumBody: number): Promise<HttpResponse> {
  if (request.signal.aborted) return Promise.reject(notSent('stopped before it was sent', request.signal.reason));
  return new Promise((resolve, reject) => {
    const flight = createFlight({ request, maximumBody, resolve, reject });
    const timer = setTimeout(() => flight.giveUp(`no answer within ${request.timeout} ms`), request.timeout);
    const stop = (): void => flight.giveUp('stopped before the answer came', request.signal.reason);
    request.signal.addEventListener('abort', stop, { once: true });
    flight.atEnd(() => {
      clearTimeout(timer);
      request.signal.removeEventListener('abort', stop);
    });
    const url = new URL(request.url);
    const where = { origin: url.origin, path: `${url.pathname}${url.search}`, method: request.method };
    agent.dispatch({ ...where, headers: plainHeaders(request), body: request.body ?? null }, flight.listener);
  });
}

interface FlightInput {
  readonly request: HttpRequest;
  readonly maximumBody: number;
  readonly resolve: (response: HttpResponse) => void;
  readonly reject: (error: TransportError) => void;
}

interface Flight {
  readonly listener: Dispatcher.DispatchHandler;
  readonly giveUp: (text: string, cause?: unknown) => void;
  readonly atEnd: (cleanUp: () => void) => void;
}

function createFlight({ maximumBody, resolve, reject }: FlightInput): Flight {
  let controller: Dispatcher.DispatchController | undefined;
  let cleanUp = (): void => {};
  let over = false;
  let status = 0;
  let headers: Record<string, string> = {};
  const chunks: Buffer[] = [];
  let size = 0;

  function fail(error: TransportError): void {
    if (over) return;
    over = true;
    cleanUp();
    reject(error);
    controller?.abort(error);
  }

  function lost(text: string, cause?: unknown): TransportError {
    return new TransportError(text, { delivered: controller === undefined ? 'no' : 'maybe', cause });
  }

  const listener: Dispatcher.DispatchHandler = {
    onRequestStart(given) {
      if (over) given.abort(notSent('given up before it was sent'));
      else controller = given;
    },
    onResponseStart(_, statusCode, rawHeaders) {
      status = statusCode;
      headers = joinedHeaders(rawHeaders);
    },
    onResponseData(_, chunk) {
      size += chunk.length;
      if (size > maximumBody) fail(new AnswerTooLargeError(maximumBody));
      else chunks.push(chunk);
    },
    onResponseEnd() {
      if (over) return;
      over = true;
      cleanUp();
      resolve({ status, headers, body: Buffer.concat(chunks, size).toString('utf8') });
    },
    onResponseError(_, error) {
      fail(lost(reasonOf(error), error));
    },
  };
  return {
    listener,
    giveUp: (text, cause) => fail(lost(text, cause)),
    atEnd(given) {
      cleanUp = given;
    },
  };
}

/** Secrets are revealed here and nowhere before. */
function plainHeaders(request: HttpRequest): Record<string, string> {
  const plain: Record<string, string> = { 'accept-encoding': 'identity' };
  for (const [name, value] of Object.entries(request.headers)) {
    plain[name] = typeof value === 'string' ? value : value.reveal();
  }
  return plain;
}

function joinedHeaders(raw: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (value !== undefined) joined[name.toLowerCase()] = typeof value === 'string' ? value : value.join(', ');
  }
  return joined;
}

function notSent(text: string, cause?: unknown): TransportError {
  return new TransportError(text, { delivered: 'no', cause });
}

/** The socket's own code first, because the text of a failed connection may be empty. */
function reasonOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return error.message === '' || error.message.includes(code) ? error.message || code : `${code}: ${error.message}`;
}
