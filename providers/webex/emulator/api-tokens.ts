import { day, second } from '../../../engine/model/instant.ts';
import type { EmulatorContext } from '../../kit/emulator-operation.ts';
import { readBody, refuse, succeed } from './answers.ts';
import type { Api } from './api-context.ts';
import { textIn } from './json-parts.ts';
import { badRequest, isRefusal, notFound } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { TokenPair, Tokens } from './tokens.ts';
import { readOrgId } from './wire-ids.ts';

/** Where a service app's tokens come from. These are the only routes without a token. */
export const tokenOperations: ReadonlySet<string> = new Set(['tokens.renew', 'tokens.issue']);

/** Documented in the description's example: 90 days. */
const refreshLifetime = 90 * day;

export function addTokenRoutes(api: Api, tokens: Tokens): void {
  const { app, operation } = api;
  app.post('/v1/access_token', operation({ name: 'tokens.renew', writes: false, act: (c) => renew(api, tokens, c) }));
  app.post(
    '/v1/applications/:application/token',
    operation({ name: 'tokens.issue', writes: false, act: (c) => issue(api, tokens, c) }),
  );
}

async function renew(api: Api, tokens: Tokens, c: EmulatorContext): Promise<Response> {
  const form = new URLSearchParams(await c.req.text());
  const given = (name: string): string => form.get(name) ?? '';
  const { serviceApp } = api.hub().settings;
  if (given('grant_type') !== 'refresh_token') return refuse(api.voice(c), badRequest('unsupported_grant_type'));
  const isKnown = given('client_id') === serviceApp.clientId && given('client_secret') === serviceApp.clientSecret;
  if (!isKnown) return refuse(api.voice(c), unauthorized('invalid_client'));
  const pair = tokens.renew(given('refresh_token'));
  if (pair === null) return refuse(api.voice(c), unauthorized('invalid_grant: the refresh token is not valid.'));
  return succeed(api.voice(c), grantOf(api, pair));
}

/** Documented: an integration of the vendor's own asks for the service app's tokens. */
async function issue(api: Api, tokens: Tokens, c: EmulatorContext): Promise<Response> {
  const body = await readBody(c);
  if (isRefusal(body)) return refuse(api.voice(c), body);
  const { serviceApp, orgId } = api.hub().settings;
  const isKnown = body['clientId'] === serviceApp.clientId && body['clientSecret'] === serviceApp.clientSecret;
  if (!isKnown) return refuse(api.voice(c), unauthorized('invalid_client'));
  if (readOrgId(textIn(body['targetOrgId'])) !== orgId) return refuse(api.voice(c), notFound('The organization'));
  return succeed(api.voice(c), grantOf(api, tokens.issue()));
}

function grantOf(api: Api, { accessToken, refreshToken }: TokenPair): { readonly [name: string]: string | number } {
  return {
    access_token: accessToken,
    expires_in: api.hub().settings.tokenLifetime / second,
    refresh_token: refreshToken,
    refresh_token_expires_in: refreshLifetime / second,
    token_type: 'Bearer',
  };
}

function unauthorized(message: string): Refusal {
  return { refused: true, status: 401, message };
}
