import { Hono } from 'hono';
import type { EmulatorEnv } from '../../../kit/emulator.ts';
import type { Faults } from '../../../kit/emulator-faults.ts';
import type { Journal } from '../../../kit/emulator-journal.ts';
import { createOperations } from '../../../kit/emulator-operation.ts';
import type { EmulatorContext, Operation } from '../../../kit/emulator-operation.ts';
import { bearerOf, isBasic, sandboxWord } from '../credentials.ts';
import type { Tokens } from '../tokens.ts';
import { addCatalogueRoutes } from './catalogue-routes.ts';
import { addCustomerRoutes } from './customer-routes.ts';
import type { Market } from './market.ts';
import { addOrderRoutes } from './order-routes.ts';
import { refuse } from './purchase-context.ts';
import type { PurchaseApi } from './purchase-context.ts';
import { unknown } from '../refusal.ts';
import { addSubscriptionRoutes } from './subscription-routes.ts';

export interface PurchaseSetup {
  readonly market: () => Market;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly tokens: Tokens<'reseller'>;
  readonly tokenSeconds: number;
}

const getToken = 'purchase: get a token';

/** Plane A, CloudBlue's SimpleAPI 1.15: everything below `/purchase`. */
export function createPurchaseApi(setup: PurchaseSetup): Pick<PurchaseApi, 'app'> & {
  readonly operations: readonly string[];
} {
  const { market, journal, faults, tokens } = setup;
  const app = new Hono<EmulatorEnv>();
  const operations: string[] = [];
  const make = createOperations({
    world: market().world,
    journal,
    faults,
    guard: (c, operation) => guard(c, operation, tokens),
    busy: (c) => refuse(c, { status: 429, text: 'Rate limit is exceeded. Try again later.' }),
  });
  const operation: PurchaseApi['operation'] = (one) => {
    if (!operations.includes(one.name)) operations.push(one.name);
    return make(one);
  };
  app.use('*', async (c, next) => {
    await next();
    c.res.headers.set('X-Correlation-ID', market().world.newId());
  });
  const giveToken = (c: EmulatorContext): Response =>
    c.json({ token: tokens.issue('reseller'), expiresInSeconds: setup.tokenSeconds });
  app.post('/token', operation({ name: getToken, writes: false, act: giveToken }));
  const api: PurchaseApi = { app, operation, market, faults };
  addCustomerRoutes(api);
  addCatalogueRoutes(api);
  addOrderRoutes(api);
  addSubscriptionRoutes(api);
  const nothing = operation({ name: 'purchase: unknown', writes: false, act: (c) => refuse(c, unknown('route')) });
  app.all('*', nothing);
  return { app, operations };
}

/** Every call carries the gateway's key; the token's own call the account's password, all others the token. */
function guard(c: EmulatorContext, { name }: Operation, tokens: Tokens<'reseller'>): Response | null {
  const key = c.req.header('x-subscription-key');
  if (key === undefined) return denied(c, 'the header X-Subscription-Key is missing');
  if (key !== sandboxWord) return denied(c, 'the X-Subscription-Key is not known');
  const authorization = c.req.header('authorization');
  if (name === getToken) return isBasic(authorization) ? null : denied(c, 'wrong user name or password');
  const isKnown = tokens.scopeOf(bearerOf(authorization)) !== undefined;
  return isKnown ? null : denied(c, 'the token is missing, unknown or expired: get one by POST /token');
}

function denied(c: EmulatorContext, text: string): Response {
  return refuse(c, { status: 401, text });
}
