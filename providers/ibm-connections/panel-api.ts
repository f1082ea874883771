import { isJsonObject, type Json, type JsonObject } from '../../engine/model/json.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { pathOf } from '../kit/base-url.ts';
import type { HttpDoor } from '../kit/http-door.ts';
import { answerReader } from '../kit/json-answer.ts';
import { readNumberedPages } from '../kit/numbered-paging.ts';
import type { PagedRows } from '../kit/paging.ts';
import { assumed } from './assumptions.ts';

/** The panel's APS bus as far as this provider uses it. Resources come back as they are. */
export interface PanelApi {
  /** The accounts that the token sees. */
  readonly accounts: () => Promise<PagedRows<JsonObject>>;
  /** Null where it is not there. */
  readonly resource: (id: string) => Promise<JsonObject | null>;
  readonly users: (account: string) => Promise<PagedRows<JsonObject>>;
  readonly findUser: (login: string) => Promise<JsonObject | null>;
  readonly makeUser: (account: string, user: JsonObject, signal: AbortSignal) => Promise<JsonObject>;
  readonly changeUser: (id: string, user: JsonObject, signal: AbortSignal) => Promise<JsonObject>;
  readonly remove: (id: string, signal: AbortSignal) => Promise<void>;
  readonly resetPassword: (id: string, signal: AbortSignal) => Promise<void>;
  /** Moments of logins that succeeded, in milliseconds since 1970. */
  readonly logins: (id: string) => Promise<readonly number[]>;
  readonly services: () => Promise<PagedRows<JsonObject>>;
  /** Null where the person has none. */
  readonly serviceOf: (user: string) => Promise<JsonObject | null>;
  readonly assign: (user: string, type: string, signal: AbortSignal) => Promise<JsonObject>;
}

const accountType = 'http://parallels.com/aps/types/pa/account/1.2';
const userServiceType = 'http://aps-standard.org/types/core/user/service/1.0';
const serviceUserType = 'http://parallels.com/aps/types/pa/service-user/1.2';

const bus = pathOf('aps', '2');
const pathTo = (...parts: readonly string[]): string => `${bus}${pathOf('resources', ...parts)}`;

export function createPanelApi(door: HttpDoor, pageSize: number): PanelApi {
  const list = listsOf(door, pageSize);
  const write = async (request: Written): Promise<Json> => (await door.request({ ...request, writes: true })).json;

  return {
    accounts: () => list('list the accounts', `${bus}/resources`, `implementing(${accountType})`),
    async resource(id) {
      try {
        const { json } = await door.request({
          operation: 'read a resource',
          method: 'GET',
          path: pathTo(id),
          writes: false,
        });
        return answers.object(json);
      } catch (error) {
        if (error instanceof ProviderError && error.code === 'not-found') return null;
        throw error;
      }
    },
    users: (account) => list('list the users', pathTo(account, 'users')),
    async findUser(login) {
      const filter = `eq(login,${encodeURIComponent(login)})`;
      const { rows } = await list('find a user', `${bus}/collections/pa-service-users`, filter);
      return rows.find((row) => loginOf(row) === login.toLowerCase()) ?? null;
    },
    async makeUser(account, user, signal) {
      const body = { aps: { type: serviceUserType }, ...user };
      const path = `${pathTo(account, 'users')}/`;
      return answers.object(await write({ operation: 'make a user', method: 'POST', path, body, signal }));
    },
    async changeUser(id, user, signal) {
      const request = { operation: 'change a user', method: 'PUT', path: pathTo(id), body: user, signal } as const;
      return answers.object(await write(request));
    },
    async remove(id, signal) {
      await write({ operation: 'remove a resource', method: 'DELETE', path: pathTo(id), signal });
    },
    async resetPassword(id, signal) {
      await write({ operation: 'reset a password', method: 'POST', path: pathTo(id, 'resetPassword'), signal });
    },
    async logins(id) {
      const path = pathTo(id, 'loginHistory');
      const { json } = await door.request({ operation: 'read the logins', method: 'GET', path, writes: false });
      return loginsIn(json);
    },
    services: () => list('list the services', `${bus}/resources`, `implementing(${userServiceType})`),
    async serviceOf(user) {
      const [first] = (await list('read the services', pathTo(user, 'services'))).rows;
      return first ?? null;
    },
    async assign(user, type, signal) {
      const body = { aps: { type } };
      const path = `${pathTo(user, 'services')}/`;
      return answers.object(await write({ operation: 'assign the service', method: 'POST', path, body, signal }));
    },
  };
}

interface Written {
  readonly operation: string;
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: JsonObject;
  readonly signal: AbortSignal;
}

/** Pages by `limit(offset,count)`; the bus gives plain lists. */
function listsOf(door: HttpDoor, pageSize: number) {
  return (operation: string, path: string, filter?: string): Promise<PagedRows<JsonObject>> =>
    readNumberedPages<JsonObject>({
      keyOf: resourceId,
      async page(number) {
        const range = `limit(${(number - 1) * pageSize},${pageSize})`;
        const rql = filter === undefined ? range : `${filter},${range}`;
        const { json } = await door.request({ operation, method: 'GET', path, rawQuery: rql, writes: false });
        if (Array.isArray(json) && json.every(isJsonObject)) return json;
        throw answers.breach('it is no list of resources');
      },
    });
}

const answers = answerReader('An answer of the panel');

export function resourceId(resource: JsonObject): string {
  return answers.text(apsOf(resource), 'id');
}

/** `aps:ready`, `aps:provisioning`; whatever an application calls its own counts as ready (documented). */
export function statusOf(resource: JsonObject): string {
  const { status } = apsOf(resource);
  return typeof status === 'string' ? status : 'aps:ready';
}

export function loginOf(user: JsonObject): string {
  return answers.text(user, 'login').trim().toLowerCase();
}

/** The user that a service belongs to, by its required relation. */
export function userOfService(service: JsonObject): string {
  return resourceId(answers.object(service['user'] ?? null));
}

function apsOf(resource: JsonObject): JsonObject {
  return answers.object(resource['aps'] ?? null);
}

/** The form of a row is not published: every member that reads as a moment is taken, unless the row says it failed. */
function loginsIn(json: Json): readonly number[] {
  const rows = Array.isArray(json) ? json.filter(isJsonObject) : [];
  const moments: number[] = [];
  for (const row of rows) {
    if (assumed.loginOutcomes.value.some((name) => row[name] === false)) continue;
    const text = assumed.loginMoments.value.map((name) => row[name]).find((value) => typeof value === 'string');
    const moment = typeof text === 'string' ? Date.parse(text) : Number.NaN;
    if (!Number.isNaN(moment)) moments.push(moment);
  }
  return moments;
}
