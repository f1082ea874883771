import { isJsonObject, type Json, type JsonObject } from '../../engine/model/json.ts';
import type { HttpDoor } from '../kit/http-door.ts';

/** One write of one object, whichever way it goes. */
export interface WriteRequest {
  readonly operation: string;
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below the base URL, encoded. */
  readonly path: string;
  readonly body?: JsonObject;
  /** The version that the object is to have still. */
  readonly version?: string;
  readonly signal: AbortSignal;
  readonly writes: true;
}

/** What the server tells of the object after the write; null where it tells nothing. @throws ProviderError */
export type SendWrite = (asked: WriteRequest) => Promise<JsonObject | null>;

export const mediaType = 'application/scim+json';
export const headers = { accept: `${mediaType}, application/json;q=0.9`, 'user-agent': 'rollcall' };

/** Each write as a request of its own. */
export function singleWrites(door: Pick<HttpDoor, 'request'>): SendWrite {
  return async (asked) => {
    const { operation, method, path, body, version, signal, writes } = asked;
    const payload = body === undefined ? {} : { payload: { type: mediaType, text: JSON.stringify(body) } };
    const match = version === undefined ? {} : { 'if-match': version };
    const given = { operation, method, path, ...payload, headers: { ...headers, ...match }, writes, signal };
    const { json, headers: told } = await door.request(given);
    return rowOf(asked, { json, location: told['location'], version: told['etag'] });
  };
}

/** The parts of an answer that tell of the object. */
export interface Told {
  readonly json: Json | undefined;
  readonly location: string | undefined;
  readonly version: string | undefined;
}

/** The object itself, or only its id and version where the answer has no body: who needs more reads it. */
export function rowOf({ method, path }: Pick<WriteRequest, 'method' | 'path'>, told: Told): JsonObject | null {
  const { json, location, version } = told;
  if (isJsonObject(json)) return json;
  const meta = version === undefined ? {} : { meta: { version } };
  if (method === 'POST') {
    const id = idIn(location ?? '', path);
    return id === undefined ? null : { id, ...meta };
  }
  const id = idIn(path, path.slice(0, path.lastIndexOf('/')));
  return method === 'DELETE' || version === undefined || id === undefined ? null : { id, ...meta };
}

/** Only a plain id is believed: an address may encode, and servers differ in how. */
function idIn(location: string, endpoint: string): string | undefined {
  const at = location.lastIndexOf(`${endpoint}/`);
  const id = at < 0 ? '' : location.slice(at + endpoint.length + 1);
  return /^[A-Za-z0-9._~:@-]+$/.test(id) ? id : undefined;
}
