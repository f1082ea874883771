import type { Mail } from './change.ts';
import type { Milliseconds } from './instant.ts';
import type { Secret } from './secret.ts';

/**
 * Everything the engine takes from the world. All of it can be replaced, so the whole engine can run on a virtual
 * clock with portals in the same process. Nothing below the composition root reads a clock, a timer, randomness, the
 * environment or the network in another way.
 */
export interface Deps {
  readonly clock: Clock;
  /** Rejects with the signal's reason when aborted. */
  readonly sleep: (milliseconds: Milliseconds, signal?: AbortSignal) => Promise<void>;
  /** From 0 (included) to 1 (excluded), as `Math.random`. */
  readonly random: () => number;
  /** A new identifier, unique over all machines. */
  readonly newId: () => string;
  readonly transport: Transport;
  readonly mailer: Mailer | null;
  /** Aborted by the first SIGINT, SIGTERM or SIGHUP: nothing new is started, what is in flight is finished. */
  readonly signal: AbortSignal;
}

export interface Clock {
  /** Milliseconds since 1970. May jump. */
  readonly now: () => number;
  /** Milliseconds since any moment. Never jumps back. */
  readonly monotonic: () => Milliseconds;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  /** Secrets are revealed by the transport, last. */
  readonly headers: Readonly<Record<string, string | Secret>>;
  readonly body?: string;
  readonly timeout: Milliseconds;
  readonly signal: AbortSignal;
  /** Whether it may change something at the portal; left out of one that surely does not. */
  readonly writes?: boolean;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One request, one answer, no retry, no redirect followed. */
export interface Transport {
  /** @throws TransportError where no whole answer came. */
  readonly send: (request: HttpRequest) => Promise<HttpResponse>;
}

/** No whole answer came. `delivered` is `no` only where the request surely never reached the portal. */
export class TransportError extends Error {
  readonly delivered: 'no' | 'maybe';
  /** Whether it was not even tried. */
  readonly heldBack: boolean;

  constructor(message: string, options: TransportErrorOptions) {
    super(message, { cause: options.cause });
    this.name = 'TransportError';
    this.delivered = options.delivered;
    this.heldBack = options.heldBack === true;
  }
}

interface TransportErrorOptions {
  readonly delivered: 'no' | 'maybe';
  readonly heldBack?: true;
  readonly cause?: unknown;
}

export interface Mailer {
  /**
   * Hands one mail over to the mail server of a portal. The server has taken it then; whether it arrives nobody knows.
   *
   * @throws ProviderError `invalid` or `auth` where the server refuses it, `unavailable` where it surely did not take
   * it, `ambiguous` where it may have taken it and no answer came.
   * @param demandHeld Looks whether it may still be sent, when its turn has come and the first byte of it is about to
   * leave. What it throws is thrown as `unavailable`.
   */
  readonly send: (mail: Mail, portal: string, demandHeld?: DemandHeld) => Promise<void>;
}

/** @throws Error where the ledger is not held any more: nothing may be sent then. */
export type DemandHeld = () => void;
