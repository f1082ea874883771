import { Hono } from 'hono';
import type { EmulatorEnv } from '../../../kit/emulator.ts';
import type { Faults } from '../../../kit/emulator-faults.ts';
import type { Journal } from '../../../kit/emulator-journal.ts';
import { createOperations } from '../../../kit/emulator-operation.ts';
import type { EmulatorContext, Operation } from '../../../kit/emulator-operation.ts';
import { isBasic } from '../credentials.ts';
import type { Tokens } from '../tokens.ts';
import { refuse, scopeOf } from './panel-context.ts';
import type { PanelApi } from './panel-context.ts';
import { addResourceRoutes } from './resource-routes.ts';
import type { Panel, Scope } from './resources.ts';
import { unknown } from '../refusal.ts';
import { addServiceRoutes } from './service-routes.ts';
import { addTokenRoute, getToken } from './token-route.ts';
import { addUserRoutes } from './user-routes.ts';

export interface PanelApiSetup {
  readonly panel: () => Panel;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly tokens: Tokens<Scope>;
}

/** Plane B, the panel's APS bus and the call that gives its tokens: everything below `/panel`. */
export function createPanelApi(
  setup: PanelApiSetup,
): Pick<PanelApi, 'app'> & { readonly operations: readonly string[] } {
  const { panel, journal, faults, tokens } = setup;
  const app = new Hono<EmulatorEnv>();
  const operations: string[] = [];
  const make = createOperations({
    world: panel().directory.world,
    journal,
    faults,
    guard: (c, operation) => guard(c, operation, tokens),
    busy: (c) => refuse(c, { status: 503, text: 'the bus is busy' }),
  });
  const operation: PanelApi['operation'] = (one) => {
    if (!operations.includes(one.name)) operations.push(one.name);
    return make(one);
  };
  const api: PanelApi = { app, operation, panel, faults, tokens };
  addTokenRoute(api);
  addUserRoutes(api);
  addServiceRoutes(api);
  addResourceRoutes(api);
  const nothing = operation({ name: 'panel: unknown', writes: false, act: (c) => refuse(c, unknown('route')) });
  app.all('*', nothing);
  return { app, operations };
}

/** Documented: the token's own call needs no password from a host that is let in, but a given one must be right. */
function guard(c: EmulatorContext, { name }: Operation, tokens: Tokens<Scope>): Response | null {
  if (name === getToken) {
    const authorization = c.req.header('authorization');
    const isRight = authorization === undefined || isBasic(authorization);
    return isRight ? null : refuse(c, { status: 401, text: 'wrong user name or password' });
  }
  if (scopeOf({ tokens }, c) !== undefined) return null;
  return refuse(c, { status: 401, text: 'the APS-Token is missing, unknown or expired' });
}
