import type { Fault, OperationCount } from '../../engine/conformance/index.ts';
import type { HttpRequest, HttpResponse, Transport } from '../../engine/model/deps.ts';
import { TransportError } from '../../engine/model/deps.ts';
import { createUndiciTransport } from '../../providers/kit/undici-transport.ts';

/** The way to a server of somebody else: real requests, counted, and broken on demand. */
export interface ScimNetwork {
  readonly transport: Transport;
  readonly operations: () => OperationCount;
  /** `METHOD /path` of each request that reached the server, in order. */
  readonly requests: () => readonly string[];
  readonly fail: (fault: Fault) => void;
  readonly heal: () => void;
  readonly stop: () => Promise<void>;
}

export function createScimNetwork(): ScimNetwork {
  const real = createUndiciTransport();
  const requests: string[] = [];
  const counts = { reading: 0, writing: 0 };
  let faults: Fault[] = [];

  async function reach(request: HttpRequest): Promise<HttpResponse> {
    const { pathname } = new URL(request.url);
    requests.push(`${request.method} ${pathname}`);
    const response = await real.send(request);
    if (!isWrite(request)) counts.reading += 1;
    else if (response.status < 400) counts.writing += 1;
    return response;
  }

  /** The fault that strikes this request; one that strikes once is over then. */
  function struck(request: HttpRequest): Fault | undefined {
    const fault = faults.find((one) => strikes(one, request));
    if (fault !== undefined && !lasts(fault)) faults = faults.filter((one) => one !== fault);
    return fault;
  }

  async function send(request: HttpRequest): Promise<HttpResponse> {
    const fault = struck(request);
    switch (fault?.fault) {
      case undefined:
        return reach(request);
      case 'unavailable':
      case 'second-page':
        return refusal(503, {});
      case 'too-many-requests':
      case 'portal-limit': {
        const seconds = fault.fault === 'too-many-requests' ? fault.retryAfter / 1000 : 1;
        return refusal(429, { 'retry-after': String(seconds) });
      }
      case 'answer-lost':
        await reach(request);
        throw new TransportError('the connection was cut', { delivered: 'maybe' });
      case 'request-lost':
        throw new TransportError('the connection was cut', { delivered: 'maybe' });
    }
  }

  return {
    transport: { send },
    operations: () => ({ ...counts }),
    requests: () => [...requests],
    fail: (fault) => {
      faults = [...faults, fault];
    },
    heal: () => {
      faults = [];
    },
    stop: () => real.close(),
  };
}

function isWrite({ method }: HttpRequest): boolean {
  return method !== 'GET';
}

function lasts({ fault }: Fault): boolean {
  return fault === 'unavailable' || fault === 'second-page';
}

function strikes({ fault }: Fault, request: HttpRequest): boolean {
  if (fault === 'answer-lost' || fault === 'request-lost') return isWrite(request);
  if (fault !== 'second-page') return true;
  return Number(new URL(request.url).searchParams.get('startIndex') ?? '1') > 1;
}

function refusal(status: number, headers: Readonly<Record<string, string>>): HttpResponse {
  return { status, headers, body: '' };
}
