/**
 * What went wrong at a portal, in the eight ways that the engine treats differently:
 * - `auth`: the credentials were refused; nothing was done.
 * - `invalid`: the portal refuses what was asked for; asking again gives the same answer.
 * - `not-found`: the object is not there.
 * - `conflict`: it exists already, or changed under us.
 * - `rate-limited`: the door gave up waiting for the portal's limit; nothing was done.
 * - `unavailable`: the portal could not be reached or answered with a failure before it did anything.
 * - `ambiguous`: a write got no answer; it may have happened. It is looked up, never repeated blindly.
 * - `contract`: the answer is not what the portal documents, or not what was planned.
 */
export type ProviderErrorCode =
  'auth' | 'invalid' | 'not-found' | 'conflict' | 'rate-limited' | 'unavailable' | 'ambiguous' | 'contract';

export interface ProviderErrorOptions {
  /** The portal's own words, already cut to a sane length and free of secrets. */
  readonly portalText?: string;
  /** What a person can do about it. */
  readonly cure?: string;
  /** The portal's own code: an HTTP status, `7020`, `BZSUS1926E`. */
  readonly portalCode?: string;
  readonly cause?: unknown;
}

/** A failure of a portal. Anything else that a provider throws is a bug and is reported as one. */
export class ProviderError extends Error {
  readonly code: ProviderErrorCode;
  readonly portalText: string | undefined;
  readonly cure: string | undefined;
  readonly portalCode: string | undefined;

  constructor(code: ProviderErrorCode, message: string, options: ProviderErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ProviderError';
    this.code = code;
    this.portalText = options.portalText;
    this.cure = options.cure;
    this.portalCode = options.portalCode;
  }
}

/** The part of a failure that may be kept and shown: no cause, no stack. */
export interface Problem {
  readonly code: ProviderErrorCode | 'bug';
  readonly text: string;
  readonly portalText?: string;
  readonly cure?: string;
}

export function problemOf(error: unknown): Problem {
  if (!(error instanceof ProviderError)) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return {
      code: 'bug',
      text: clipped(text),
      cure: 'This is a defect of Rollcall or of the provider: please report it.',
    };
  }
  return {
    code: error.code,
    text: clipped(error.message),
    ...(error.portalText === undefined ? {} : { portalText: clipped(error.portalText) }),
    ...(error.cure === undefined ? {} : { cure: clipped(error.cure) }),
  };
}

/** Names that a portal gives stand in the words of a failure, and may be of any length. */
const longestWords = 1_000;

function clipped(text: string): string {
  return text.length <= longestWords ? text : `${text.slice(0, longestWords).replace(/[\ud800-\udbff]$/, '')}…`;
}
