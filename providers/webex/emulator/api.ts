import { Hono } from 'hono';
import type { EmulatorEnv } from '../../kit/emulator.ts';
import type { Faults } from '../../kit/emulator-faults.ts';
import type { Journal } from '../../kit/emulator-journal.ts';
import { createOperations } from '../../kit/emulator-operation.ts';
import type { EmulatorContext, Operation } from '../../kit/emulator-operation.ts';
import { locked, refuse } from './answers.ts';
import type { Voice } from './answers.ts';
import type { Api } from './api-context.ts';
import { addTokenRoutes, tokenOperations } from './api-tokens.ts';
import type { ControlHub } from './control-hub-state.ts';
import { addAuditRoutes } from './audit-routes.ts';
import { addJobRoutes } from './jobs/routes.ts';
import { addLicenceRoutes } from './licences/routes.ts';
import { addOrganizationRoutes } from './organization-routes.ts';
import { addPartnerRoutes } from './partners/routes.ts';
import { addPeopleRoutes } from './people/routes.ts';
import { notFound } from './refusal.ts';
import { addScimRoutes } from './scim/routes.ts';
import type { Tokens } from './tokens.ts';

export interface ApiSetup {
  readonly hub: () => ControlHub;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly tokens: Tokens;
}

/** Everything below webexapis.com that Control Hub's administrators use: `/v1/…` and `/identity/…`. */
export function createApi({ hub, journal, faults, tokens }: ApiSetup): Pick<Api, 'app'> & {
  readonly operations: readonly string[];
} {
  const app = new Hono<EmulatorEnv>();
  const operations: string[] = [];
  const voice = (c: EmulatorContext): Voice => ({ c, newId: hub().world.newId });
  const make = createOperations({
    world: hub().world,
    journal,
    faults,
    guard: (c, operation) => (hasToken(tokens, c, operation) ? null : refuse(voice(c), noToken)),
    busy: (c) => locked(voice(c)),
  });
  const operation: Api['operation'] = (one) => {
    if (!operations.includes(one.name)) operations.push(one.name);
    return make(one);
  };
  const api: Api = { app, operation, hub, faults, voice };
  addTokenRoutes(api, tokens);
  addScimRoutes(api);
  addLicenceRoutes(api);
  addPeopleRoutes(api);
  addPartnerRoutes(api);
  addJobRoutes(api);
  addOrganizationRoutes(api);
  addAuditRoutes(api);
  const nothing = operation({ name: 'unknown', writes: false, act: (c) => refuse(voice(c), notFound('The resource')) });
  app.all('/v1/*', nothing);
  app.all('/identity/*', nothing);
  return { app, operations };
}

const noToken = {
  refused: true,
  status: 401,
  message: 'The request requires a valid access token set in the Authorization request header.',
} as const;

function hasToken(tokens: Tokens, c: EmulatorContext, { name }: Operation): boolean {
  if (tokenOperations.has(name)) return true;
  const [scheme = '', token = ''] = (c.req.header('authorization') ?? '').split(' ');
  return scheme.toLowerCase() === 'bearer' && tokens.isValid(token);
}
