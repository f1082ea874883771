import type { ConnectInput } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { Secret } from '../../engine/model/secret.ts';
import type { ClassifyAnswer } from './answer-verdict.ts';
import { createHttpDoor, type HttpDoor } from './http-door.ts';

/**
 * The door to a portal of one plane that knows its clients by one bearer token, the credential `token`.
 *
 * @throws ProviderError `auth` where the portal's document names no token, or no base URL.
 */
export function openBearerDoor({ portal, credentials, deps }: ConnectInput, classify: ClassifyAnswer): HttpDoor {
  const baseUrl = portal.baseUrls['default'];
  const { token } = credentials;
  if (baseUrl === undefined) throw missing(portal.name, 'base URL', 'Write baseUrl in the Portal document.');
  if (token === undefined) {
    throw missing(portal.name, 'token', 'Name it in the Portal document: credentials: { token: { env: NAME } }.');
  }
  return createHttpDoor({
    baseUrl,
    deps,
    limits: portal.limits,
    headers: { authorization: new Secret(`Bearer ${token.reveal()}`) },
    secrets: [token],
    classify,
  });
}

function missing(portal: string, what: string, cure: string): ProviderError {
  return new ProviderError('auth', `There is no ${what} for ${portal}.`, { cure });
}
