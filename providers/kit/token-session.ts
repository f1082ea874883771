import type { Clock } from '../../engine/model/deps.ts';
import { type Milliseconds, second } from '../../engine/model/instant.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { Secret } from '../../engine/model/secret.ts';

/** A token that a portal gave for credentials. */
export interface GrantedToken {
  readonly token: Secret;
  readonly lifetime: Milliseconds;
  /** What the next one is asked for with, where the portal gave that too. */
  readonly refresh?: Secret;
}

export interface TokenSessionInput {
  readonly clock: Pick<Clock, 'monotonic'>;
  /**
   * Logs in, or renews what was granted before. It is the one to know what to do where a renewal is refused, and to
   * keep what must not be tried twice.
   *
   * @throws ProviderError as the portal answers.
   */
  readonly obtain: (previous: GrantedToken | undefined) => Promise<GrantedToken>;
  readonly headersOf: (token: Secret) => Readonly<Record<string, string | Secret>>;
}

/** One login that all requests of a door share. */
export interface TokenSession {
  /** Logs in where there is no token, or where the last one is about to end. */
  readonly headers: () => Promise<Readonly<Record<string, string | Secret>>>;
  /** The portal no longer takes what `headers` gave: the next call logs in again, once for all who say so. */
  readonly refused: (headers: Readonly<Record<string, string | Secret>>) => void;
  /** The latest tokens of this session, for the redaction of what a portal echoes. */
  readonly secrets: () => readonly Secret[];
}

interface Current {
  readonly headers: Readonly<Record<string, string | Secret>>;
  readonly endsAt: Milliseconds;
}

/** A token is not used in its last half minute, or its last tenth where it lives shorter. */
const margin: Milliseconds = 30 * second;
/** More are never looked for in a text: a portal that echoes a token echoes a recent one. */
const keptSecrets = 20;

/** The longest that servers take in one header, several times over. */
const longestToken = 32_768;

function checkToken(token: Secret): void {
  const text = token.reveal();
  if (text.length <= longestToken && /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/u.test(text)) return;
  throw new ProviderError(
    'contract',
    'The portal answered the login with what is no token that a request could carry.',
    {
      cure: 'Check that the base URL is the one of the API.',
    },
  );
}

export function createTokenSession({ clock, obtain, headersOf }: TokenSessionInput): TokenSession {
  let current: Promise<Current> | undefined;
  let settled: Current | undefined;
  let granted: GrantedToken | undefined;
  let secrets: readonly Secret[] = [];

  async function logIn(): Promise<Current> {
    const given = await obtain(granted);
    checkToken(given.token);
    granted = given;
    const { token, lifetime, refresh } = given;
    secrets = [token, ...(refresh === undefined ? [] : [refresh]), ...secrets].slice(0, keptSecrets);
    const usable = lifetime - Math.min(margin, lifetime / 10);
    settled = { headers: headersOf(token), endsAt: clock.monotonic() + usable };
    return settled;
  }

  /** Who fails to log in leaves no broken session behind: the next request tries for itself. */
  function begin(): Promise<Current> {
    settled = undefined;
    const attempt = logIn();
    current = attempt;
    attempt.catch(() => {
      if (current === attempt) current = undefined;
    });
    return attempt;
  }

  return {
    async headers() {
      const isOver = settled !== undefined && clock.monotonic() >= settled.endsAt;
      return (await (current === undefined || isOver ? begin() : current)).headers;
    },
    refused(headers) {
      if (settled?.headers !== headers) return;
      settled = undefined;
      current = undefined;
    },
    secrets: () => secrets,
  };
}
