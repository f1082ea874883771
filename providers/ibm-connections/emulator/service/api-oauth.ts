import type { JsonObject } from '../../../../engine/model/json.ts';
import type { EmulatorContext, Operation, Route } from '../../../kit/emulator-operation.ts';
import { json } from './api-context.ts';
import type { Api } from './api-context.ts';
import { badInput, done, refusal } from './refusal.ts';
import type { ServiceResult } from './ibm-service.ts';
import type { Refusal } from './refusal.ts';
import type { IssuedToken, ServiceState } from './service-state.ts';
import { orgNameOf } from './wire-objects.ts';

export interface OauthSetup {
  readonly state: () => ServiceState;
  /** Makes routes that ask for no credentials. */
  readonly open: (operation: Operation) => Route;
  readonly answer: (problem: Refusal) => Response;
}

/** Documented: where the token is got, by which parameters, and how long it lives. The answer's shape is ours. */
export function addOauthRoutes({ app, route }: Api, { state, open, answer }: OauthSetup): void {
  const act = async (c: EmulatorContext): Promise<Response> => {
    const issued = issueToken(state(), await readParameters(c));
    return issued.ok ? c.json(issued.value) : answer(issued);
  };
  app.post('/manage/oauth2/token', open({ name: 'service: get a token', writes: false, act }));
  const whoIsAsking = route({
    name: 'who is asking',
    writes: false,
    by: 'anybody',
    act: ({ actor: { name, subscriber, customer } }) =>
      json({
        name: subscriber === null ? name : `${subscriber.person.GivenName} ${subscriber.person.FamilyName}`,
        email: subscriber?.email ?? name,
        subscriberid: subscriber?.id ?? null,
        customerid: customer?.id ?? null,
        customername: customer === null ? null : orgNameOf(customer),
      }),
  });
  app.get('/manage/oauth/getUserIdentity', whoIsAsking);
}

type Parameters = Readonly<Record<string, string | undefined>>;

/** In the body as a form, or in the header `Authorization` after the word `OAuth` [inferred]. */
async function readParameters(c: EmulatorContext): Promise<Parameters> {
  const found: Record<string, string> = {};
  for (const [, name = '', value = ''] of (c.req.header('authorization') ?? '').matchAll(/(\w+)="([^"]*)"/g)) {
    found[name] = decodeURIComponent(value);
  }
  for (const [name, value] of new URLSearchParams(await c.req.text())) found[name] = value;
  return found;
}

/**
 * [ours] An application is any `client_id` with the secret `sandbox`. The code `sandbox` stands for the vendor's
 * consent, `sandbox:<e-mail>` for that person's; nobody has to click for it.
 */
function issueToken(state: ServiceState, given: Parameters): ServiceResult<JsonObject> {
  if (given['client_id'] === undefined || given['client_secret'] !== 'sandbox') {
    return refusal(401, 'client_id or client_secret is wrong.');
  }
  switch (given['grant_type']) {
    case 'authorization_code': {
      const code = /^sandbox(?::(.+))?$/.exec(given['code'] ?? '');
      if (code === null) return badInput('The code is not good.');
      if (given['callback_uri'] === undefined) return badInput('callback_uri is missing.');
      return grant(state, code[1] ?? 'sandbox');
    }
    case 'refresh_token': {
      const kept = state.refreshTokens.get(given['refresh_token'] ?? '');
      if (kept === undefined || kept.expiresAt <= state.now()) return badInput('The refresh token is not good.');
      return grant(state, kept.user);
    }
    default:
      return badInput('grant_type is authorization_code or refresh_token.');
  }
}

function grant(state: ServiceState, user: string): ServiceResult<JsonObject> {
  const { accessTokenLife, refreshTokenLife } = state.settings;
  const now = state.now();
  const keep = (tokens: Map<string, IssuedToken>, expiresAt: number): string => {
    const token = state.world.newId();
    tokens.set(token, { user, expiresAt });
    return token;
  };
  return done<JsonObject>({
    access_token: keep(state.accessTokens, now + accessTokenLife),
    refresh_token: keep(state.refreshTokens, now + refreshTokenLife),
    token_type: 'Bearer',
    expires_in: accessTokenLife / 1_000,
  });
}
