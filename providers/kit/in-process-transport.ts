import type { Deps, HttpRequest, HttpResponse, Transport } from '../../engine/model/deps.ts';
import { TransportError } from '../../engine/model/deps.ts';

/** A portal as a function, such as `app.fetch` of a Hono app. */
export type PortalInProcess = (request: Request) => Response | Promise<Response>;

export interface InProcessOptions {
  readonly portal: PortalInProcess;
  /** Timeouts run on it, so a virtual clock works. */
  readonly sleep: Deps['sleep'];
}

/** Made once: an error with its stack for each request costs more than the request. */
const answered = 'answered';

/**
 * A transport to a portal in this process: no socket, no real time. A portal that throws a TransportError plays a
 * fault of the network; anything else it throws is a lost answer.
 */
export function inProcessTransport({ portal, sleep }: InProcessOptions): Transport {
  return {
    async send(request) {
      if (request.signal.aborted) throw stopped('no', request);
      const ended = new AbortController();
      try {
        const tooLate = timeout(sleep, request, ended.signal);
        return await Promise.race([answer(portal, request), tooLate, abortion(request, ended.signal)]);
      } finally {
        ended.abort(answered);
      }
    },
  };
}

async function answer(portal: PortalInProcess, request: HttpRequest): Promise<HttpResponse> {
  try {
    const response = await portal(webRequest(request));
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  } catch (error) {
    if (error instanceof TransportError) throw error;
    throw new TransportError('the portal broke off without an answer', { delivered: 'maybe', cause: error });
  }
}

function webRequest({ url, method, headers, body }: HttpRequest): Request {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) plain[name] = typeof value === 'string' ? value : value.reveal();
  return new Request(url, { method, headers: plain, redirect: 'manual', ...(body === undefined ? {} : { body }) });
}

async function timeout(sleep: Deps['sleep'], request: HttpRequest, ended: AbortSignal): Promise<never> {
  await sleep(request.timeout, ended).catch(() => new Promise<never>(() => {}));
  throw new TransportError(`no answer within ${request.timeout} ms`, { delivered: 'maybe' });
}

function abortion(request: HttpRequest, ended: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    request.signal.addEventListener('abort', () => reject(stopped('maybe', request)), { once: true, signal: ended });
  });
}

function stopped(delivered: 'no' | 'maybe', request: HttpRequest): TransportError {
  return new TransportError('stopped before an answer came', { delivered, cause: request.signal.reason });
}
