import { Hono } from 'hono';
import { isJsonObject } from '../../../../engine/model/json.ts';
import type { JsonObject } from '../../../../engine/model/json.ts';
import type { EmulatorEnv } from '../../../kit/emulator.ts';
import type { Faults } from '../../../kit/emulator-faults.ts';
import type { Journal } from '../../../kit/emulator-journal.ts';
import { createOperations } from '../../../kit/emulator-operation.ts';
import type { EmulatorContext, Operation, Route } from '../../../kit/emulator-operation.ts';
import { actorOf } from './access.ts';
import type { Actor } from './access.ts';
import type { Api, Call, Caller, Reply, ServiceOperation } from './api-context.ts';
import { addAuthenticationRoutes } from './api-authentication.ts';
import { addAuthorizationRoutes } from './api-authorization.ts';
import { addCustomerRoutes } from './api-customers.ts';
import { addOauthRoutes } from './api-oauth.ts';
import { addSeatRoutes } from './api-seats.ts';
import { addSubscriberRoutes } from './api-subscribers.ts';
import { addSubscriptionRoutes } from './api-subscriptions.ts';
import { addWorkflowRoutes } from './api-workflows.ts';
import type { ServiceResult } from './ibm-service.ts';
import { pageNumberOf } from './listing.ts';
import { badInput, done, forbidden, refusal, unknown } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { ServiceState } from './service-state.ts';
import { answerRefusal } from './wire-errors.ts';

export interface ApiSetup {
  readonly state: () => ServiceState;
  readonly journal: Journal;
  readonly faults: Faults;
}

export interface ServiceApi {
  readonly app: Hono<EmulatorEnv>;
  readonly operations: readonly string[];
}

/** `/api/bss/…` and `/manage/…`. */
export function createApi({ state, journal, faults }: ApiSetup): ServiceApi {
  const app = new Hono<EmulatorEnv>();
  const callers = new Map<string, Caller>();
  const answer = (problem: Refusal): Response => answerRefusal(problem, state().settings.quirks.errorKeys);
  const open = createOperations({
    world: state().world,
    journal,
    faults,
    guard: () => null,
    busy: () => answer(refusal(503, 'The server is busy.')),
  });
  const guarded = createOperations({
    world: state().world,
    journal,
    faults,
    guard: (c, operation) => guard({ state: state(), answer }, c, { operation, callers }),
    busy: () => answer(refusal(503, 'The server is busy.')),
  });
  const route = (operation: ServiceOperation): Route => {
    const name = `service: ${operation.name}`;
    callers.set(name, operation.by);
    const act = async (c: EmulatorContext): Promise<Response> => {
      const call = await callOf(c, state(), faults);
      return answerResult(c, call.ok ? operation.act(call.value) : call, answer);
    };
    const paging = operation.paged === undefined ? {} : { page: pageNumberOf };
    return guarded({ name, writes: operation.writes, act, ...paging });
  };
  const dispatch: Api['dispatch'] = (operations) => {
    const routes = new Map(Object.entries(operations).map(([key, one]) => [key.toLowerCase(), route(one)]));
    return (c) => (routes.get((c.req.header('x-operation') ?? '').toLowerCase()) ?? noSuchOperation)(c);
  };
  const noSuchOperation = route({
    name: 'an unknown operation',
    writes: false,
    by: 'anybody',
    act: ({ c }) => wrongOperation(c),
  });
  const api: Api = { app, route, dispatch };
  addOauthRoutes(api, { state, open, answer });
  for (const add of resourceRoutes) add(api);
  app.all('*', route({ name: 'an unknown route', writes: false, by: 'anybody', act: () => unknown('resource') }));
  return { app, operations: ['service: get a token', ...callers.keys()] };
}

const resourceRoutes = [
  addCustomerRoutes,
  addSubscriberRoutes,
  addSeatRoutes,
  addSubscriptionRoutes,
  addAuthenticationRoutes,
  addAuthorizationRoutes,
  addWorkflowRoutes,
];

interface Door {
  readonly state: ServiceState;
  readonly answer: (problem: Refusal) => Response;
}

interface Asked {
  readonly operation: Operation;
  readonly callers: ReadonlyMap<string, Caller>;
}

/** Who is it, may they, and has the front door met them: the first POST of each credential is only redirected. */
function guard({ state, answer }: Door, c: EmulatorContext, { operation, callers }: Asked): Response | null {
  const authorization = c.req.header('authorization') ?? '';
  const actor = actorOf(state, authorization);
  if (actor === null) return answer(refusal(401, 'The credentials are missing, wrong or no longer good.'));
  if (c.req.method === 'POST' && state.settings.quirks.firstPostRedirects && !state.greeted.has(authorization)) {
    state.greeted.add(authorization);
    return new Response(null, { status: 302, headers: { location: c.req.url } });
  }
  if (mayCall(actor, callers.get(operation.name) ?? 'vendor')) return null;
  return answer(forbidden(`A ${actor.role} may not do this.`));
}

function mayCall({ role }: Actor, by: Caller): boolean {
  if (by === 'anybody' || role === 'VSR') return true;
  return by === 'administrator' && role === 'CustomerAdministrator';
}

async function callOf(c: EmulatorContext, state: ServiceState, faults: Faults): Promise<ServiceResult<Call>> {
  const actor = actorOf(state, c.req.header('authorization'));
  const body = await readBody(c);
  if (!body.ok) return body;
  if (actor === null) return refusal(401, 'The credentials are no longer good.');
  const latest = state.now() - faults.invisibleFor('service');
  return done<Call>({ c, state, actor, body: body.value, isVisible: ({ createdAt }) => createdAt <= latest });
}

async function readBody(c: EmulatorContext): Promise<ServiceResult<JsonObject>> {
  const text = c.req.method === 'GET' ? '' : await c.req.text();
  if (text.trim() === '') return done<JsonObject>({});
  try {
    const body: unknown = JSON.parse(text);
    return isJsonObject(body) ? done<JsonObject>(body) : badInput('The body is no JSON object.');
  } catch {
    return badInput('The body is no JSON.');
  }
}

function answerResult(
  c: EmulatorContext,
  result: ServiceResult<Reply>,
  answer: (problem: Refusal) => Response,
): Response {
  if (!result.ok) return answer(result);
  const { status, body } = result.value;
  return status === 204 ? c.body(null, 204) : c.json(body, status);
}

/** [inferred] 405 where a resource has operations and this is none of them; 400 where none is named. */
function wrongOperation(c: EmulatorContext): Refusal {
  const named = c.req.header('x-operation') !== undefined;
  return named ? refusal(405, 'There is no such operation.') : badInput('The header x-operation is missing.');
}
