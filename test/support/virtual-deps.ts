import { type Deps, type Mailer, type Transport, TransportError } from '../../engine/model/deps.ts';
import type { Instant } from '../../engine/model/instant.ts';
import { inProcessTransport, type PortalInProcess } from '../../providers/kit/in-process-transport.ts';
import { type VirtualTime, virtualTime } from './virtual-time.ts';

export interface VirtualDepsOptions {
  /** The first moment; 2026-11-21T09:00Z where it is left out. */
  readonly at?: Instant;
  /** `auto` (default): time steps to the next sleeper when all else is idle. `manual`: only `time.advance` moves it. */
  readonly advance?: 'auto' | 'manual';
  readonly seed?: number;
  /** A portal in this process, such as `app.fetch` of a Hono app; time goes on while it answers. */
  readonly portal?: PortalInProcess;
  /** Another transport within this process; time goes on while it answers. */
  readonly transport?: Transport;
  /** A transport over real sockets; time stands still while an answer is under way. */
  readonly network?: Transport;
  readonly mailer?: Mailer;
}

export interface VirtualDeps extends Deps {
  readonly time: VirtualTime;
  /** What the first SIGINT does. */
  readonly interrupt: () => void;
}

/** Everything the engine takes from the world, without the world: the same seed gives the same run. */
export function virtualDeps(options: VirtualDepsOptions = {}): VirtualDeps {
  const time = virtualTime(options);
  const stop = new AbortController();
  let ids = 0;
  return {
    time,
    clock: time.clock,
    sleep: time.sleep,
    random: seededRandom(options.seed ?? 1),
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    transport: transportOf(options, time),
    mailer: options.mailer ?? null,
    signal: stop.signal,
    interrupt: () => stop.abort(new Error('interrupted')),
  };
}

function transportOf({ portal, transport, network }: VirtualDepsOptions, time: VirtualTime): Transport {
  if (portal !== undefined) return inProcessTransport({ portal, sleep: time.sleep });
  if (network !== undefined) return { send: (request) => time.holdDuring(network.send(request)) };
  return transport ?? { send: (request) => Promise.reject(nobody(request.url)) };
}

function nobody(url: string): TransportError {
  return new TransportError(`nobody answers at ${url}`, { delivered: 'no' });
}

/** Mulberry32: small, fast and the same on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
