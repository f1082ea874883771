import { isJsonObject } from '../../../engine/model/json.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { EmulatorContext } from '../../kit/emulator-operation.ts';
import { parseXml } from '../xml.ts';
import { findAdministrator } from './administrators.ts';
import { addRoute } from './api-context.ts';
import type { Api } from './api-context.ts';
import { authRefusal, refuse, respond } from './answer.ts';
import { isCopying } from './hierarchy.ts';
import { textIn } from './json-parts.ts';
import { isPassword, sandboxWord } from './passwords.ts';
import type { Account, Administrator, PortalState } from './portal-state.ts';
import { refusal } from './refusal.ts';

/** Operations that give tokens, and therefore need none. */
export const authOperations = {
  first: 'authenticate 1.0',
  second: 'authenticate 2.0',
  refresh: 'refresh token',
} as const;

/** Authentication 1.0, 2.0, and the renewal that 2.0 has. */
export function addAuthenticationRoutes(api: Api): void {
  const add = (name: string, path: string, act: (c: EmulatorContext) => Promise<Response>): void => {
    const route = api.operation({ name, writes: false, act });
    addRoute(api, { method: 'POST', paths: [path, `${path}/`], route });
  };
  const auth = '/auth-apis/auth';
  add(authOperations.first, `${auth}/1.0/authenticate/:billingId`, (c) => authenticate(api, c, { refreshes: false }));
  add(authOperations.second, `${auth}/2.0/authenticate/customer/:billingId`, (c) =>
    authenticate(api, c, { refreshes: true }),
  );
  add(authOperations.refresh, `${auth}/2.0/refreshToken/customer/:billingId`, (c) => refresh(api, c));
}

async function authenticate(api: Api, c: EmulatorContext, { refreshes }: { readonly refreshes: boolean }) {
  const request = await readRequest(c);
  if (request === undefined) return refuse(c, api.quirks, noRequest);
  const administrator = whoAsks(api.state(), c, request);
  if (administrator === undefined || !isPasswordGood(administrator, request)) return authRefusal(c, api.quirks, 1002);
  if (!isKeyGood(administrator.account, request)) return authRefusal(c, api.quirks, 1002);
  return give(api, c, { administrator, refreshes });
}

/** Seen: a refresh token is good once, and comes back as a new one. */
async function refresh(api: Api, c: EmulatorContext): Promise<Response> {
  const request = await readRequest(c);
  if (request === undefined) return refuse(c, api.quirks, noRequest);
  const administrator = whoAsks(api.state(), c, request);
  const bearer = api.tokens.spendRefresh(textIn(request['refreshToken']));
  if (administrator === undefined || bearer !== administrator) return authRefusal(c, api.quirks, 1002);
  return give(api, c, { administrator, refreshes: true });
}

function give(
  { tokens, quirks }: Api,
  c: EmulatorContext,
  { administrator, refreshes }: { readonly administrator: Administrator; readonly refreshes: boolean },
): Response {
  const authToken = tokens.issue(administrator);
  const refreshed = refreshes ? { refreshToken: tokens.issueRefresh(administrator) } : {};
  return respond(c, quirks, { document: { authResponse: { authToken, ...refreshed, errorCode: 0 } } });
}

/** The body is XML or JSON, with the same names. */
async function readRequest(c: EmulatorContext): Promise<JsonObject | undefined> {
  const request = documentIn(await c.req.text())?.['authRequest'];
  const read = isJsonObject(request) ? request['maaS360AdminAuth'] : undefined;
  return isJsonObject(read) ? read : undefined;
}

function documentIn(text: string): JsonObject | undefined {
  if (!text.trimStart().startsWith('{')) return parseXml(text);
  try {
    const parsed: unknown = JSON.parse(text);
    return isJsonObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** The administrator whom the request names, if they are of the account of the path and may use the API at all. */
function whoAsks(state: PortalState, c: EmulatorContext, request: JsonObject): Administrator | undefined {
  const billingId = c.req.param('billingId') ?? '';
  const said = [request['platformID'], request['appID'], request['appVersion']].map(textIn);
  if (textIn(request['billingID']) !== billingId || said.includes('')) return undefined;
  const administrator = findAdministrator(state, textIn(request['userName']));
  if (administrator === undefined || administrator.account.billingId !== billingId) return undefined;
  const { isActive, account } = administrator;
  return isActive && account.status === 'active' && !isCopying(state, account) ? administrator : undefined;
}

/** [inferred] Neither a temporary password is good here, nor that of a login that has moved to an IBMid. */
function isPasswordGood(administrator: Administrator, request: JsonObject): boolean {
  const password = textIn(request['password']);
  const { isScriptOnly, isPasswordTemporary, ibmId } = administrator;
  if (isScriptOnly && password === sandboxWord) return true;
  if (isPasswordTemporary || (ibmId.how === 'linked' && !isScriptOnly)) return false;
  return isPassword(password, administrator.password);
}

function isKeyGood({ accessKeys }: Account, request: JsonObject): boolean {
  const key = textIn(request['appAccessKey']);
  if (key === sandboxWord) return accessKeys.length > 0;
  return accessKeys.some((one) => one.key === key && one.appId === textIn(request['appID']));
}

const noRequest = refusal('invalid', 'authRequest', 'The body has no authRequest with maaS360AdminAuth.');
