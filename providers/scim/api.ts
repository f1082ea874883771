import type { Json, JsonObject } from '../../engine/model/json.ts';
import { pathOf } from '../kit/base-url.ts';
import type { DoorAnswer, DoorRequest } from '../kit/door-request.ts';
import type { HttpDoor } from '../kit/http-door.ts';
import { answerReader } from '../kit/json-answer.ts';
import type { Page } from '../kit/paging.ts';
import { member, type ResourceType } from './wire.ts';
import { headers, type SendWrite, type WriteRequest } from './write-request.ts';

/** What is asked of one object that is there already. */
export interface ObjectWrite {
  readonly type: ResourceType;
  readonly id: string;
  /** The version that it is to have still; left out where the server has no such check. */
  readonly version?: string;
  readonly signal: AbortSignal;
}

/** The surface of a SCIM server, one function per request. Objects come back as they are. */
export interface Api {
  readonly page: (type: ResourceType, offset: number, size: number) => Promise<Page<JsonObject>>;
  /** @throws ProviderError `invalid` where the server does not know the filter. */
  readonly search: (type: ResourceType, filter: string) => Promise<Page<JsonObject>>;
  /** @throws ProviderError `not-found` where there is no such object. */
  readonly read: (type: ResourceType, id: string) => Promise<JsonObject>;
  /** What the server tells of the object, as with every write: itself, only its id and version, or nothing (null). */
  readonly create: (type: ResourceType, body: JsonObject, signal: AbortSignal) => Promise<JsonObject | null>;
  readonly patch: (write: ObjectWrite, body: JsonObject) => Promise<JsonObject | null>;
  readonly replace: (write: ObjectWrite, body: JsonObject) => Promise<JsonObject | null>;
  readonly remove: (write: ObjectWrite) => Promise<void>;
  readonly discover: (what: 'ServiceProviderConfig' | 'ResourceTypes' | 'Schemas') => Promise<Json>;
}

export interface ApiInput {
  readonly door: Pick<HttpDoor, 'request'>;
  readonly write: SendWrite;
  /** The path of a type below the base URL: `/Users`, unless the server says another. */
  readonly endpointOf: (type: ResourceType) => Promise<string>;
}

export function createApi({ door, write, endpointOf }: ApiInput): Api {
  const read = (operation: string, path: string, query = {}): Promise<DoorAnswer> =>
    door.request({ operation, method: 'GET', path, query, headers, writes: false });

  async function list(type: ResourceType, query: DoorRequest['query'] = {}): Promise<Page<JsonObject>> {
    const path = await endpointOf(type);
    return listed((await read(`list the ${plural(type)}`, path, query)).json, type);
  }

  const change = async (given: ObjectWrite, asked: Pick<WriteRequest, 'operation' | 'method' | 'body'>) =>
    write({ ...asked, ...given, writes: true, path: `${await endpointOf(given.type)}${pathOf(given.id)}` });

  return {
    page: (type, offset, size) => list(type, { startIndex: offset + 1, count: size }),
    search: (type, filter) => list(type, { filter }),
    async read(type, id) {
      const path = `${await endpointOf(type)}${pathOf(id)}`;
      const word = type.toLowerCase();
      return answerReader(`The ${word}`).object((await read(`read a ${word}`, path)).json);
    },
    async create(type, body, signal) {
      const operation = `make a ${type.toLowerCase()}`;
      return write({ operation, method: 'POST', path: await endpointOf(type), body, signal, writes: true });
    },
    patch: (given, body) => change(given, { operation: `change a ${given.type.toLowerCase()}`, method: 'PATCH', body }),
    replace: (given, body) => change(given, { operation: `write a ${given.type.toLowerCase()}`, method: 'PUT', body }),
    async remove(given) {
      await change(given, { operation: `delete a ${given.type.toLowerCase()}`, method: 'DELETE' });
    },
    async discover(what) {
      return (await read(`ask what the server can do (${what})`, pathOf(what))).json;
    },
  };
}

function plural(type: ResourceType): string {
  return type === 'User' ? 'users' : 'groups';
}

/** A list without `Resources` is an empty one only where the server says that there is nothing. */
function listed(json: Json, type: ResourceType): Page<JsonObject> {
  const answer = answerReader(`The list of ${plural(type)}`);
  const content = answer.object(json);
  const total = answer.count({ totalResults: member(content, 'totalResults') ?? null }, 'totalResults');
  const resources = member(content, 'Resources') ?? [];
  const rows = answer.list({ Resources: resources }, 'Resources');
  for (const row of rows) {
    answer.text(row, 'id');
    if (isOfAnother(type, row)) throw answer.breach(`it holds what is no ${type.toLowerCase()}`);
  }
  return { rows, total };
}

const coreSchema = /:core:2\.0:(\w+)$/i;

/** An answer to another question, as a broken cache between us and the server gives one. */
function isOfAnother(type: ResourceType, row: JsonObject): boolean {
  const schemas = member(row, 'schemas');
  const named = Array.isArray(schemas) ? schemas.flatMap((one) => coreSchema.exec(String(one))?.[1] ?? []) : [];
  return named.length > 0 && !named.some((one) => one.toLowerCase() === type.toLowerCase());
}
