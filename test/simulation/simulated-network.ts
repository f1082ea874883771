import { type HttpRequest, type HttpResponse, type Transport, TransportError } from '../../engine/model/deps.ts';
import { second } from '../../engine/model/instant.ts';
import { plainRequest } from './plain-answers.ts';
import type { SimulatedProgram } from './simulated-program.ts';
import { type Point, requestTroubles, type Trouble } from './troubles.ts';

/** A portal at the other end of the network. */
export interface NetworkEnd {
  readonly baseUrl: string;
  readonly answer: (request: Request) => Promise<Response>;
  /** Whether the request asks for a change of the portal. */
  readonly writes: (request: Pick<HttpRequest, 'method' | 'url'>) => boolean;
}

export interface NetworkInput {
  readonly ends: readonly NetworkEnd[];
  readonly program: SimulatedProgram;
  /** Called with each answer that reached the program. */
  readonly onAnswer: (url: string, body: string) => void;
  /** Moments until which a portal is down, by its base URL; shared by all programs. */
  readonly outages: Map<string, number>;
  readonly now: () => number;
}

/** The way from one program to all portals, with everything that happens on it. */
export function simulatedNetwork(input: NetworkInput): Transport {
  const { program } = input;
  return {
    send: async (request) => {
      const end = input.ends.find(({ baseUrl }) => request.url.startsWith(baseUrl));
      if (end === undefined) throw new Error(`nobody is at ${request.url}`);
      const point: Omit<Point, 'side'> = { place: 'request', writes: end.writes(request) };
      const trouble = program.troubles.take({ ...point, side: 'before' }, requestTroubles);
      if (trouble?.what === 'outage') input.outages.set(end.baseUrl, input.now() + trouble.size * 2 * second);
      if (trouble?.what === 'slow') await program.rest((trouble.size / 100) * (request.timeout - second));
      const isDown = (input.outages.get(end.baseUrl) ?? 0) > input.now();
      const reply = await program.touch(point, () => {
        if (isDown) return plain(502);
        return replyTo(trouble, () => answered(end, request));
      });
      if ('timeout' in reply) {
        await program.rest(request.timeout);
        throw new TransportError(`no answer within ${request.timeout} ms`, { delivered: 'maybe' });
      }
      input.onAnswer(request.url, reply.body);
      return reply;
    },
  };
}

type Reply = HttpResponse | { readonly timeout: true };

async function replyTo(trouble: Trouble | undefined, act: () => Promise<HttpResponse>): Promise<Reply> {
  switch (trouble?.what) {
    case 'too-many-requests': {
      const wait = trouble.size < 80 ? trouble.size % 20 : 2 * trouble.size;
      return { ...plain(429), headers: { 'retry-after': `${wait}` } };
    }
    case 'unavailable-before':
      return { ...plain(503), headers: { 'retry-after': `${trouble.size % 10}` } };
    case 'failure-before':
      return plain(500);
    case 'failure-after':
      await act();
      return plain(trouble.size % 2 === 0 ? 500 : 504);
    case 'refused-connection':
      throw new TransportError('the connection was refused', { delivered: 'no' });
    case 'reset-before':
      throw new TransportError('the connection was reset', { delivered: 'maybe' });
    case 'reset-after':
      await act();
      throw new TransportError('the connection was reset', { delivered: 'maybe' });
    case 'timeout-before':
      return { timeout: true };
    case 'timeout-after':
      await act();
      return { timeout: true };
    case 'torn-answer': {
      const whole = await act();
      return { ...whole, body: whole.body.slice(0, Math.floor(whole.body.length / 2)) };
    }
    case undefined:
    default:
      return act();
  }
}

function plain(status: number): HttpResponse {
  return { status, headers: {}, body: '' };
}

async function answered(end: NetworkEnd, { url, method, headers, body }: HttpRequest): Promise<HttpResponse> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) shown[name] = typeof value === 'string' ? value : value.reveal();
  const request = plainRequest({ url, method, headers: shown, body });
  const response = await end.answer(request);
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}
