import type { ConnectInput } from '../../engine/model/provider.ts';
import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import type { Deps } from '../../engine/model/deps.ts';
import { type Instant, instantOf } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { Secret } from '../../engine/model/secret.ts';
import { createHttpDoor, type DoorOptions } from '../kit/http-door.ts';
import { answerReader } from '../kit/json-answer.ts';
import { createRateLimiter } from '../kit/rate-limiter.ts';
import { createPanelApi, type PanelApi, resourceId } from './panel-api.ts';
import { createPurchaseApi, type PurchaseApi } from './purchase-api.ts';
import { createServiceApi, type ServiceApi } from './service-api.ts';
import { classifyService } from './service-classify.ts';
import { basic, panelSession, purchaseSession } from './sessions.ts';
import { readSettings, type Settings } from './settings.ts';

/**
 * The customer on its three planes. Each door opens with its first request, so a plane that is down or lacks a
 * credential blocks its own kinds only. What the planes call the customer is looked up once, when it is there.
 */
export interface Tenant {
  readonly portal: PortalDeclaration;
  readonly settings: Settings;
  readonly purchase: () => PurchaseApi;
  readonly panel: () => PanelApi;
  readonly service: () => ServiceApi;
  /** At the marketplace; null where it is not made yet. */
  readonly customer: () => Promise<JsonObject | null>;
  /** In the panel; null where there is no account yet. */
  readonly account: () => Promise<string | null>;
  /** At IBM; null where no order has led there yet. */
  readonly organisation: () => Promise<number | null>;
  readonly now: () => Instant;
  readonly clock: Deps['clock'];
}

export function createTenant(input: ConnectInput): Tenant {
  const { portal, deps } = input;
  const settings = readSettings(portal.settings);
  const purchase = once(() => openPurchase(input, settings));
  const panel = once(() => openPanel(input, settings));
  const service = once(() => openService(input, settings));
  return {
    portal,
    settings,
    purchase,
    panel,
    service,
    customer: found(() => findCustomer(purchase(), settings)),
    account: found(() => findAccount(panel(), settings)),
    organisation: found(async () => settings.organisation ?? service().findOrganisation(settings.customer.name)),
    now: () => instantOf(deps.clock.now()),
    clock: deps.clock,
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

/** Asks until it is there, and then no more. */
function found<Value>(find: () => Promise<Value | null>): () => Promise<Value | null> {
  let known: Value | null = null;
  return async () => (known ??= await find());
}

async function findCustomer(api: PurchaseApi, { customer }: Settings): Promise<JsonObject | null> {
  const { id, externalId, name } = customer;
  if (id !== undefined) return api.customer(id);
  if (externalId !== undefined) {
    return only(await api.findCustomers({ externalId }), `the externalId ${externalId}`);
  }
  const named = await api.findCustomers({ name });
  return only(
    named.filter((one) => nameIn(one, 'name') === name),
    `the name ${name}`,
  );
}

async function findAccount(api: PanelApi, settings: Settings): Promise<string | null> {
  if (settings.account !== undefined) return settings.account;
  const { rows, problem } = await api.accounts();
  if (problem !== null) throw new ProviderError('unavailable', problem.text);
  const named = rows.filter((row) => nameIn(row, 'companyName') === settings.customer.name);
  const one = only(named, `the name ${settings.customer.name}`);
  return one === null ? null : resourceId(one);
}

/** Whom nobody can name would be taken for somebody who is not there. */
function nameIn(row: JsonObject, member: string): string {
  return answerReader('A customer').text(row, member);
}

function only(rows: readonly JsonObject[], what: string): JsonObject | null {
  const [first, another] = rows;
  if (another === undefined) return first ?? null;
  throw new ProviderError('conflict', `There are ${rows.length} customers with ${what}.`, {
    cure: 'Write the right one into the settings: customer.id at the marketplace, account in the panel.',
  });
}

export const credentialNames = [
  'marketplaceUser',
  'marketplacePassword',
  'marketplaceKey',
  'panelUser',
  'panelPassword',
  'serviceUser',
  'servicePassword',
] as const;

function openPurchase(input: ConnectInput, settings: Settings): PurchaseApi {
  const key = credential(input, 'marketplaceKey');
  const login = { user: credential(input, 'marketplaceUser'), password: credential(input, 'marketplacePassword') };
  const headers = { 'x-subscription-key': key };
  const options = doorOptions(input, 'purchase', [key, login.password]);
  const gate = createHttpDoor({ ...options, headers: { ...headers, authorization: basic(login) } });
  const session = purchaseSession(input.deps.clock, gate, settings.marketplace);
  return createPurchaseApi(createHttpDoor({ ...options, headers, session }), settings.pageSize);
}

function openPanel(input: ConnectInput, settings: Settings): PanelApi {
  const login = { user: credential(input, 'panelUser'), password: credential(input, 'panelPassword') };
  const options = doorOptions(input, 'panel', [login.password]);
  const gate = createHttpDoor({ ...options, headers: { authorization: basic(login) } });
  const session = panelSession(input.deps.clock, gate, settings.tokenAccount);
  return createPanelApi(createHttpDoor({ ...options, headers: {}, session }), settings.pageSize);
}

function openService(input: ConnectInput, settings: Settings): ServiceApi {
  const login = { user: credential(input, 'serviceUser'), password: credential(input, 'servicePassword') };
  const options = doorOptions(input, 'service', [login.password]);
  const headers = { authorization: basic(login) };
  return createServiceApi(createHttpDoor({ ...options, headers, classify: classifyService }), settings.pageSize);
}

function doorOptions({ portal, deps }: ConnectInput, plane: string, secrets: readonly Secret[]): DoorOptions {
  const baseUrl = portal.baseUrls[plane];
  // A login goes by a door of its own, and counts all the same.
  const limiter = createRateLimiter(deps, portal.limits.requestsPerSecond);
  if (baseUrl !== undefined) return { baseUrl, deps, limits: portal.limits, headers: {}, secrets, limiter };
  throw new ProviderError('auth', `There is no base URL of the plane ${plane} for ${portal.name}.`, {
    cure: `Write it in the Portal document: planes: { ${plane}: https://… }.`,
  });
}

function credential({ portal, credentials }: ConnectInput, name: string): Secret {
  const given = credentials[name];
  if (given !== undefined) return given;
  throw new ProviderError('auth', `There is no ${name} for ${portal.name}.`, {
    cure: `Name it in the Portal document: credentials: { ${name}: { env: NAME } }.`,
  });
}
