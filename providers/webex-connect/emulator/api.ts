import { Hono } from 'hono';
import type { EmulatorEnv } from '../../kit/emulator.ts';
import { createOperations } from '../../kit/emulator-operation.ts';
import type { Faults } from '../../kit/emulator-faults.ts';
import type { Journal } from '../../kit/emulator-journal.ts';
import { actorOf, createGuard } from './api-access.ts';
import type { AccessSettings } from './api-access.ts';
import type { Api } from './api-context.ts';
import { addAuditRoutes } from './api-audit.ts';
import { addGroupRoutes } from './api-groups.ts';
import { addInvitationRoutes } from './api-invitations.ts';
import { addTeammateRoutes } from './api-teammates.ts';
import { refuse, tooFast } from './envelope.ts';
import { unknown } from './refusal.ts';
import type { Tenant } from './tenant.ts';

export interface ApiSetup {
  readonly tenant: () => Tenant;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly access: AccessSettings;
}

/** Everything below `/connectapi/v1`. */
export function createApi(setup: ApiSetup): Pick<Api, 'app'> & { readonly operations: readonly string[] } {
  const { tenant, journal, faults, access } = setup;
  const app = new Hono<EmulatorEnv>();
  const operations: string[] = [];
  const make = createOperations({
    world: tenant().world,
    journal,
    faults,
    guard: createGuard(tenant, access),
    busy: (c) => tooFast(c, tenant()),
  });
  const operation: Api['operation'] = (one) => {
    if (!operations.includes(one.name)) operations.push(one.name);
    return make(one);
  };
  const api: Api = { app, operation, tenant, faults, actor: (c) => actorOf(c, access) };
  addInvitationRoutes(api);
  addTeammateRoutes(api);
  addGroupRoutes(api);
  addAuditRoutes(api);
  const nothing = operation({ name: 'unknown', writes: false, act: (c) => refuse(c, tenant(), unknown('route')) });
  app.all('*', nothing);
  return { app, operations };
}
