import type { Hono } from 'hono';
import type { EmulatorEnv } from '../../kit/emulator.ts';
import type { Faults } from '../../kit/emulator-faults.ts';
import type { EmulatorContext, Operation, Route } from '../../kit/emulator-operation.ts';
import { operations } from '../parameters.ts';
import type { OperationName } from '../parameters.ts';
import { refuse } from './answer.ts';
import type { Account, Administrator, PortalState } from './portal-state.ts';
import type { Quirks } from './quirks.ts';
import type { Refusal } from './refusal.ts';
import { tokenIn } from './tokens.ts';
import type { Tokens } from './tokens.ts';
import { readParameters } from './wire-parameters.ts';
import type { Parameters } from './wire-parameters.ts';

/** What the routes share. The state is a function because a reset puts a new one in its place. */
export interface Api {
  readonly app: Hono<EmulatorEnv>;
  readonly operation: (operation: Operation) => Route;
  readonly state: () => PortalState;
  readonly tokens: Tokens;
  readonly faults: Faults;
  readonly quirks: Quirks;
}

export interface Call {
  readonly c: EmulatorContext;
  readonly caller: Administrator;
  /** That of the path. */
  readonly account: Account;
  readonly parameters: Parameters;
}

export interface TableOperation {
  readonly writes: boolean;
  readonly page?: (c: EmulatorContext) => number;
  readonly act: (call: Call) => Response | Refusal;
}

/** An operation of the table, at all its paths; with any other method they answer 405. */
export function addTableOperation(api: Api, name: OperationName, { writes, page, act }: TableOperation): void {
  const { path, method } = operations[name];
  const route = api.operation({
    name,
    writes,
    ...(page === undefined ? {} : { page }),
    act: async (c) => {
      const parameters = await readParameters(c, name);
      if ('refused' in parameters) return refuse(c, api.quirks, parameters);
      const answer = act({ c, caller: callerOf(api, c), account: accountOf(api, c), parameters });
      return 'refused' in answer ? refuse(c, api.quirks, answer) : answer;
    },
  });
  addRoute(api, { method, paths: pathForms(path), route });
}

export interface AddedRoute {
  readonly method: 'GET' | 'POST';
  readonly paths: string[];
  readonly route: Route;
}

export function addRoute({ app, operation }: Api, { method, paths, route }: AddedRoute): void {
  app.on(method, paths, route);
  const refused = new Response('Method Not Allowed', { status: 405, headers: { allow: method } });
  const otherwise = operation({ name: 'wrong method', writes: false, act: () => refused.clone() });
  for (const path of paths) app.all(path, otherwise);
}

/** The old form and the one with `/customer/`, each also with a slash at its end. */
export function pathForms(path: string): string[] {
  const base = path.replace(/(?:\/customer)?\/\{billingId\}$/u, '');
  return [`${base}/:billingId`, `${base}/customer/:billingId`].flatMap((form) => [form, `${form}/`]);
}

/** Whose token it is; the guard has let only good ones through. */
function callerOf({ tokens }: Api, c: EmulatorContext): Administrator {
  const bearer = tokens.bearerOf(tokenIn(c.req.header('authorization')));
  if (bearer === undefined || bearer === 'expired') throw new Error('an operation ran without a valid token');
  return bearer;
}

function accountOf({ state }: Api, c: EmulatorContext): Account {
  const account = state().accounts.get(c.req.param('billingId') ?? '');
  if (account === undefined) throw new Error('an operation ran without an account');
  return account;
}

/** New objects may be missing from reads for a while, where a fault says so. */
export function isVisible({ faults, state }: Api, { createdAt }: { readonly createdAt: number }): boolean {
  const hidden = faults.invisibleFor();
  return hidden === 0 || createdAt <= state().world.now() - hidden;
}
