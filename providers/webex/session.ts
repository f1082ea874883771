import type { Deps } from '../../engine/model/deps.ts';
import { second } from '../../engine/model/instant.ts';
import { Secret } from '../../engine/model/secret.ts';
import type { HttpDoor } from '../kit/http-door.ts';
import { answerReader } from '../kit/json-answer.ts';
import { createTokenSession, type TokenSession } from '../kit/token-session.ts';

/** What an administrator gets when a service app is authorised for the organisation. */
export interface ServiceApp {
  readonly clientId: Secret;
  readonly clientSecret: Secret;
  readonly refreshToken: Secret;
}

/**
 * Access tokens of a service app, each for as long as the answer says: the documents name several lifetimes. Where an
 * answer brings another refresh token, that one is used from then on, in this run only: nothing is ever written down.
 */
export function serviceAppSession(clock: Deps['clock'], gate: HttpDoor, app: ServiceApp): TokenSession {
  return createTokenSession({
    clock,
    async obtain(previous) {
      const refresh = previous?.refresh ?? app.refreshToken;
      const answer = await gate.request({
        operation: 'renew the token of the service app',
        method: 'POST',
        path: '/v1/access_token',
        payload: { type: 'application/x-www-form-urlencoded', text: formOf(app, refresh) },
        writes: false,
      });
      const read = answerReader("The service app's token");
      const given = read.object(answer.json);
      const next = given['refresh_token'];
      return {
        token: new Secret(read.text(given, 'access_token')),
        lifetime: read.count(given, 'expires_in') * second,
        refresh: typeof next === 'string' && next !== '' ? new Secret(next) : refresh,
      };
    },
    headersOf: (token) => ({ authorization: new Secret(`Bearer ${token.reveal()}`) }),
  });
}

function formOf({ clientId, clientSecret }: ServiceApp, refresh: Secret): string {
  return new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: clientId.reveal(),
    client_secret: clientSecret.reveal(),
    refresh_token: refresh.reveal(),
  }).toString();
}
