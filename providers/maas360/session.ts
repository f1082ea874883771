import type { Deps } from '../../engine/model/deps.ts';
import { minute } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { Secret } from '../../engine/model/secret.ts';
import type { AnswerVerdict, ClassifyAnswer } from '../kit/answer-verdict.ts';
import { pathOf } from '../kit/base-url.ts';
import type { HttpDoor } from '../kit/http-door.ts';
import { createTokenSession, type GrantedToken, type TokenSession } from '../kit/token-session.ts';
import { documentOf, failureIn, memberIn, textOf } from './answer.ts';
import type { Settings } from './settings.ts';

export interface Login {
  /** A door without a session, and with `classifyLogin`. */
  readonly door: HttpDoor;
  readonly clock: Deps['clock'];
  readonly settings: Settings;
  readonly billingId: string;
  readonly accessKey: Secret;
  readonly userName: string;
  readonly password: Secret;
}

/** Documented: 60 minutes. Clients renew early, and so do we. */
const tokenLifetime = 50 * minute;

/**
 * The one login of a connection. A token is renewed with the refresh token that came with it; where MaaS360 refuses
 * that, we log in anew, once. A refused password is never sent again, for MaaS360 may lock the administrator out.
 */
export function createSession(login: Login): TokenSession {
  let refused: ProviderError | undefined;
  return createTokenSession({
    clock: login.clock,
    async obtain(previous) {
      if (refused !== undefined) throw refused;
      const renewed = previous?.refresh === undefined ? undefined : await renew(login, previous.refresh);
      if (renewed !== undefined) return renewed;
      try {
        return await logIn(login);
      } catch (error) {
        if (error instanceof ProviderError && error.code === 'auth') refused = error;
        throw error;
      }
    },
    headersOf: (token) => ({ authorization: new Secret(`MaaS token="${token.reveal()}"`) }),
  });
}

async function logIn(login: Login): Promise<GrantedToken> {
  const { settings, billingId, accessKey, password } = login;
  const credentials = { ...application(login), appAccessKey: accessKey.reveal(), password: password.reveal() };
  const version = settings.authentication === '1.0' ? `1.0/authenticate` : `2.0/authenticate/customer`;
  return ask(login, { operation: 'log in', path: `/auth-apis/auth/${version}${pathOf(billingId)}`, credentials });
}

/** Undefined where MaaS360 does not take the refresh token any more. */
async function renew(login: Login, refresh: Secret): Promise<GrantedToken | undefined> {
  const path = `/auth-apis/auth/2.0/refreshToken/customer${pathOf(login.billingId)}`;
  const credentials = { ...application(login), refreshToken: refresh.reveal() };
  try {
    return await ask(login, { operation: 'renew the login', path, credentials });
  } catch (error) {
    if (error instanceof ProviderError && error.code === 'auth') return undefined;
    throw error;
  }
}

function application({ settings, billingId, userName }: Login): JsonObject {
  const { platformId, appVersion } = settings;
  const appID = settings.appId ?? `com.${billingId}.api`;
  return { billingID: billingId, platformID: platformId, appID, appVersion, userName };
}

interface Asked {
  readonly operation: string;
  readonly path: string;
  readonly credentials: JsonObject;
}

async function ask({ door }: Login, { operation, path, credentials }: Asked): Promise<GrantedToken> {
  const { text } = await door.request({
    operation,
    method: 'POST',
    path,
    body: { authRequest: { maaS360AdminAuth: credentials } },
    headers: { accept: 'application/json' },
    expects: 'text',
    writes: false,
  });
  const document = documentOf(text) ?? {};
  const token = textOf(memberIn(document, 'authToken'));
  const refresh = textOf(memberIn(document, 'refreshToken'));
  if (token === undefined || !/^[\x21\x23-\x7e]+$/.test(token)) {
    throw new ProviderError('contract', 'MaaS360 answered the login without a token that could be used.', {
      cure: 'Check that the base URL is the one of the web services (services.…), not of the portal.',
    });
  }
  const renewable = refresh === undefined ? {} : { refresh: new Secret(refresh) };
  return { token: new Secret(token), lifetime: tokenLifetime, ...renewable };
}

/** A refused login comes with HTTP 200 and a code. Whatever the code: the same credentials are not tried again. */
export function classifyLogin(account: string): ClassifyAnswer {
  const cure =
    `Check accessKey, password and account (${account}) of the Portal, and settings.billingId. Rollcall does not try ` +
    'again by itself: wrong passwords may lock the administrator out.';
  return (answer): AnswerVerdict | undefined => {
    if (answer.status >= 500 || answer.status === 429) return undefined;
    const document = documentOf(answer.body);
    const failure = document === undefined ? undefined : failureIn(document);
    if (failure !== undefined) {
      return { verdict: 'refused', code: 'auth', portalCode: failure.code, text: failure.text, cure };
    }
    if (answer.status !== 401 && answer.status !== 403) return undefined;
    return { verdict: 'refused', code: 'auth', portalCode: `HTTP ${answer.status}`, cure };
  };
}
