import type { Milliseconds } from '../../../engine/model/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../engine/model/json.ts';
import type { PortalGround } from '../simulated-portal.ts';
import { chosen, patched } from './scim-patch.ts';
import { addRow, nameOf, removeRow, rowsOf, textIn, write } from './scim-state.ts';
import type { ScimAnswer, ScimRow, ScimState, ScimTraits } from './scim-state.ts';

export const scimToken = 'canary-scim-5b0e';
/** More than its pages hold nobody gets at once. */
export const mostPerPage = 3;
const mostOperations = 3;
const paths: Readonly<Record<string, ScimRow['type']>> = { Users: 'User', Groups: 'Group' };

export interface ScimService {
  readonly state: ScimState;
  readonly answer: (request: Request) => Promise<Response>;
  readonly hideNew: (milliseconds: Milliseconds) => void;
}

/** A server that keeps to RFC 7643 and RFC 7644, as far as they let servers choose in one of many ways. */
export function createScimService(ground: PortalGround, traits: ScimTraits): ScimService {
  const state: ScimState = { ...ground, traits, rows: new Map(), hiddenFor: 0 };
  return {
    state,
    answer: async (request) => {
      if (request.headers.get('authorization') !== `Bearer ${scimToken}`) return sent(refused(401, 'who are you?'));
      const { pathname, searchParams } = new URL(request.url);
      const text = await request.text();
      const body = text === '' ? {} : (JSON.parse(text) as JsonObject);
      const version = request.headers.get('if-match');
      if (pathname === '/Bulk') return sent(bulk(state, body));
      return sent(route(state, { method: request.method, path: pathname, query: searchParams, body, version }));
    },
    hideNew: (milliseconds) => {
      state.hiddenFor = milliseconds;
    },
  };
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
  readonly version: string | null;
}

function route(state: ScimState, asked: Asked): ScimAnswer {
  const [, first = '', id = ''] = asked.path.split('/');
  if (first === 'ServiceProviderConfig') return { status: 200, json: configOf(state.traits) };
  const type = paths[first];
  if (type === undefined) return refused(404, 'no such endpoint');
  if (id === '') return asked.method === 'GET' ? list(state, type, asked) : create(state, type, asked.body);
  const row = state.rows.get(id);
  if (row?.type !== type) return refused(404, 'no such object');
  return asked.method === 'GET' ? { status: 200, json: shown(row), row } : change(state, row, asked);
}

function list(state: ScimState, type: ScimRow['type'], { query }: Asked): ScimAnswer {
  const seen = rowsOf(state, type).filter((row) => row.visibleFrom <= state.now());
  const filter = query.get('filter');
  if (filter !== null && !state.traits.filter) return refused(400, 'no filters here', 'invalidFilter');
  const found = filter === null ? seen : chosen(seen, filter);
  if (found === null) return refused(400, 'what filter is this?', 'invalidFilter');
  const start = Number(query.get('startIndex') ?? 1) - 1;
  const page = found.slice(start, start + Math.min(Number(query.get('count') ?? mostPerPage), mostPerPage));
  const json = { totalResults: found.length, startIndex: start + 1, itemsPerPage: page.length };
  return { status: 200, json: { ...json, Resources: page.map(shown) } };
}

function create(state: ScimState, type: ScimRow['type'], body: JsonObject): ScimAnswer {
  const name = nameOf({ type, attributes: body });
  if (name === '') return refused(400, 'it has no name', 'invalidValue');
  if (state.traits.unique && isTaken(state, type, name)) return refused(409, 'there is one', 'uniqueness');
  const row = addRow(state, type, body);
  return { status: 201, json: shown(row), row };
}

function change(state: ScimState, row: ScimRow, { method, body, version }: Asked): ScimAnswer {
  if (state.traits.etag && version !== null && version !== versionOf(row)) return refused(412, 'another version');
  if (method === 'DELETE') {
    removeRow(state, row);
    return { status: 204 };
  }
  if (method === 'PATCH' && !state.traits.patch) return refused(501, 'no PATCH here');
  const wanted = nameOf({ type: row.type, attributes: { ...row.attributes, ...renamed(body) } });
  const isMoved = wanted.toLowerCase() !== nameOf(row).toLowerCase();
  if (isMoved && state.traits.unique && isTaken(state, row.type, wanted)) return refused(409, 'taken', 'uniqueness');
  if (method === 'PUT') write(row, { ...body, members: body['members'] ?? [] });
  else if (!patched(state, row, body['Operations'])) return refused(400, 'what is this?', 'invalidValue');
  return state.traits.bodies ? { status: 200, json: shown(row), row } : { status: 204, row };
}

/** The name that a PUT or a PATCH gives. */
function renamed(body: JsonObject): JsonObject {
  const operations = body['Operations'];
  if (!Array.isArray(operations)) return body;
  const named = operations.filter(isJsonObject).find((one) => /^(userName|displayName)$/u.test(textIn(one, 'path')));
  return named === undefined ? {} : { [textIn(named, 'path')]: named['value'] ?? '' };
}

function isTaken(state: ScimState, type: ScimRow['type'], name: string): boolean {
  return rowsOf(state, type).some((row) => nameOf(row).toLowerCase() === name.toLowerCase());
}

/** Every operation by itself; the objects stand in no answer. */
function bulk(state: ScimState, { Operations: operations }: JsonObject): ScimAnswer {
  if (!state.traits.bulk) return refused(404, 'no such endpoint');
  const list = (Array.isArray(operations) ? operations : []).filter(isJsonObject);
  if (list.length > mostOperations) return refused(413, 'too many');
  const results = list.map((one) => {
    const [method, path, data] = [textIn(one, 'method'), textIn(one, 'path'), one['data']];
    const version = typeof one['version'] === 'string' ? one['version'] : null;
    const body = isJsonObject(data) ? data : {};
    const { status, json, row } = route(state, { method, path, query: new URLSearchParams(), body, version });
    const location = row === undefined ? {} : { location: `https://scim.test${pathOf(row)}`, version: versionOf(row) };
    const error: JsonObject = status >= 400 && json !== undefined ? { response: json } : {};
    return { method, bulkId: one['bulkId'] ?? null, status: `${status}`, ...location, ...error };
  });
  return { status: 200, json: { Operations: results } };
}

function configOf({ bulk: hasBulk, etag, patch, filter }: ScimTraits): JsonObject {
  return {
    patch: { supported: patch },
    etag: { supported: etag },
    filter: { supported: filter, maxResults: mostPerPage },
    bulk: { supported: hasBulk, maxOperations: mostOperations, maxPayloadSize: 100_000 },
  };
}

function shown(row: ScimRow): JsonObject {
  const members = [...row.members].map((value): Json => ({ value, type: 'User' }));
  const schemas = [`urn:ietf:params:scim:schemas:core:2.0:${row.type}`];
  const meta = { resourceType: row.type, version: versionOf(row) };
  return { schemas, id: row.id, ...row.attributes, ...(row.type === 'Group' ? { members } : {}), meta };
}

function versionOf({ version }: ScimRow): string {
  return `W/"${version}"`;
}

function pathOf({ type, id }: ScimRow): string {
  return `/${type}s/${id}`;
}

function refused(status: number, detail: string, scimType?: string): ScimAnswer {
  const more = scimType === undefined ? {} : { scimType };
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:Error'];
  return { status, json: { schemas, status: `${status}`, detail, ...more } };
}

function sent({ status, json, row }: ScimAnswer): Response {
  const headers: Record<string, string> = { 'content-type': 'application/scim+json' };
  if (row !== undefined) {
    headers['etag'] = versionOf(row);
    headers['location'] = `https://scim.test${pathOf(row)}`;
  }
  return new Response(json === undefined ? null : JSON.stringify(json), { status, headers });
}
