import type { JsonObject } from '../../engine/model/json.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { pathOf } from '../kit/base-url.ts';
import type { HttpDoor } from '../kit/http-door.ts';
import { answerReader } from '../kit/json-answer.ts';
import type { Page } from '../kit/paging.ts';
import { textIn } from './classify.ts';

/** One step of a SCIM PATCH. */
export interface PatchStep {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string;
  readonly value?: JsonObject[string];
}

/** The organisation's users by SCIM 2.0. Ids are raw UUIDs; users come back as they are, null where there is none. */
export interface ScimApi {
  /** `offset` counts from 0. */
  readonly page: (offset: number, count: number) => Promise<Page<JsonObject>>;
  readonly find: (email: string) => Promise<JsonObject | null>;
  readonly user: (id: string) => Promise<JsonObject | null>;
  readonly create: (user: JsonObject, signal: AbortSignal) => Promise<JsonObject>;
  /** @throws ProviderError `not-found` where the user is gone. */
  readonly patch: (id: string, steps: readonly PatchStep[], signal: AbortSignal) => Promise<JsonObject>;
  /** @throws ProviderError `not-found` where the user is gone. */
  readonly remove: (id: string, signal: AbortSignal) => Promise<void>;
}

export const coreSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';
const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

export function createScimApi(door: HttpDoor, organisation: string): ScimApi {
  const users = (...rest: readonly string[]): string =>
    pathOf('identity', 'scim', organisation, 'v2', 'Users', ...rest);

  async function search(query: Readonly<Record<string, string | number>>): Promise<Page<JsonObject>> {
    const answer = await door.request({
      operation: 'list the users',
      method: 'GET',
      path: users(),
      query: { ...query, sortBy: 'userName' },
      writes: false,
    });
    const read = answerReader('The list of users');
    const list = read.object(answer.json);
    // An empty list has no `Resources` (RFC 7644 §3.4.2).
    return { rows: read.listIfAny(list, 'Resources'), total: read.count(list, 'totalResults') };
  }

  return {
    page: (offset, count) => search({ startIndex: offset + 1, count }),
    async find(email) {
      const { rows } = await search({ filter: `userName eq "${quoted(email)}"`, startIndex: 1, count: 2 });
      return onlyUser(rows, email);
    },
    user: (id) =>
      unlessGone(async () => {
        const answer = await door.request({ operation: 'read a user', method: 'GET', path: users(id), writes: false });
        return userIn(answer.json);
      }),
    async create(user, signal) {
      const request = { operation: 'make a user', method: 'POST', path: users(), body: user, signal } as const;
      return userIn((await door.request({ ...request, writes: true })).json);
    },
    async patch(id, steps, signal) {
      const body = { schemas: [patchSchema], Operations: steps.map((step) => ({ ...step })) };
      const request = { operation: 'change a user', method: 'PATCH', path: users(id), body, signal } as const;
      return userIn((await door.request({ ...request, writes: true })).json);
    },
    async remove(id, signal) {
      const request = { operation: 'delete a user', method: 'DELETE', path: users(id), signal } as const;
      await door.request({ ...request, writes: true });
    },
  };
}

export function idOf(user: JsonObject): string {
  return answerReader('A user').text(user, 'id');
}

/** The primary address, which is the login: lower case, for Webex compares it without case. */
export function emailOf(user: JsonObject): string {
  return answerReader('A user').text(user, 'userName').trim().toLowerCase();
}

function userIn(json: JsonObject[string]): JsonObject {
  return answerReader('A user').object(json);
}

/** Inside a filter's text, by the rules of JSON (RFC 7644 §3.4.2.2). */
function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** A portal that does not know the filter would give anybody: that must not pass for the person asked for. */
function onlyUser(rows: readonly JsonObject[], email: string): JsonObject | null {
  const found = rows.filter((row) => textIn(row, 'userName').trim().toLowerCase() === email);
  if (rows.length === 0) return null;
  const [user, another] = found;
  if (user !== undefined && another === undefined) return user;
  throw new ProviderError('contract', `Asked for the user ${email}, Webex gave ${rows.length} others.`, {
    cure: 'The filter userName eq "…" is documented and was not followed. Please report it.',
  });
}

async function unlessGone<Value>(read: () => Promise<Value>): Promise<Value | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ProviderError && error.code === 'not-found') return null;
    throw error;
  }
}
