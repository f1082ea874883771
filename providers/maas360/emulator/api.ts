import { Hono } from 'hono';
import type { EmulatorEnv } from '../../kit/emulator.ts';
import type { Faults } from '../../kit/emulator-faults.ts';
import type { Journal } from '../../kit/emulator-journal.ts';
import { createOperations } from '../../kit/emulator-operation.ts';
import type { Operation, OperationSetup, Route } from '../../kit/emulator-operation.ts';
import { isQuietRefusal, limitReached } from './answer.ts';
import { addAccountRoutes } from './api-accounts.ts';
import { addAdministratorRoutes } from './api-administrators.ts';
import { addAuthenticationRoutes, authOperations } from './api-authentication.ts';
import { addConfigRoutes } from './api-configs.ts';
import type { Api } from './api-context.ts';
import { createGuard } from './api-guard.ts';
import type { PortalState } from './portal-state.ts';
import type { Quirks } from './quirks.ts';
import type { Tokens } from './tokens.ts';

export interface ApiSetup {
  readonly state: () => PortalState;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly tokens: Tokens;
  readonly quirks: Quirks;
  readonly callsPerMinute: number | null;
}

/** MaaS360 Web Services, as far as they make accounts and administrators. */
export function createApi(setup: ApiSetup): Pick<Api, 'app'> & { readonly operations: readonly string[] } {
  const { state, tokens, faults, journal, quirks, callsPerMinute } = setup;
  const app = new Hono<EmulatorEnv>();
  const names: string[] = [];
  const open = new Set<string>([...Object.values(authOperations), unknownRoute, 'wrong method']);
  const guard = createGuard({ state, tokens, quirks, callsPerMinute, open });
  const { world } = state();
  const shared = { world, journal, faults, guard, busy: (c) => limitReached(c, quirks) } satisfies OperationSetup;
  const operation: Api['operation'] = (one) => {
    if (!names.includes(one.name)) names.push(one.name);
    return routeOf(shared, one);
  };
  const api: Api = { app, operation, state, tokens, faults, quirks };
  addAuthenticationRoutes(api);
  addAccountRoutes(api);
  addConfigRoutes(api);
  addAdministratorRoutes(api);
  const nothing = operation({ name: unknownRoute, writes: false, act: (c) => c.text('Not Found', 404) });
  for (const root of roots) app.all(`/${root}/*`, nothing);
  return { app, operations: names };
}

const unknownRoute = 'unknown';

/** The context roots of the web services. Everything else on this portal is for people. */
const roots = [
  'auth-apis',
  'account-provisioning',
  'device-apis',
  'user-apis',
  'group-apis',
  'application-apis',
  'action-apis',
  'alert-apis',
  'provisioning-apis',
] as const;

/** A refusal under HTTP 200 has changed nothing: the journal says so of each such request. */
function routeOf(setup: OperationSetup, operation: Operation): Route {
  return async (c) => {
    let isRefused = false;
    const journal: Journal = {
      ...setup.journal,
      record: (entry) => setup.journal.record({ ...entry, acted: entry.acted && !isRefused }),
    };
    const act: Operation['act'] = async (context) => {
      const response = await operation.act(context);
      isRefused = isQuietRefusal(response);
      return response;
    };
    return await createOperations({ ...setup, journal })({ ...operation, act })(c);
  };
}
