import { isJsonObject, type Json, type JsonObject } from '../../../engine/model/json.ts';
import { ProviderError } from '../../../engine/model/provider-error.ts';
import type { ConnectInput } from '../../../engine/model/provider.ts';
import { createHttpDoor } from '../../../providers/kit/http-door.ts';
import type { MemoryPage, MemoryRow, MemoryStore } from '../../../providers/memory/store.ts';

/** A store behind a network: each operation is one request. */
export function storeFarAway({ portal, credentials, deps }: ConnectInput): MemoryStore {
  const [baseUrl = '', token] = [portal.baseUrls['default'], credentials['token']];
  if (token === undefined) throw new ProviderError('auth', 'no token');
  const headers = { authorization: `Bearer ${token.reveal()}` };
  const door = createHttpDoor({ baseUrl, deps, limits: portal.limits, headers, secrets: [token] });

  async function look(operation: string, query: Readonly<Record<string, string | number>>): Promise<JsonObject> {
    const asked = { operation, method: 'GET', path: `/${operation}`, query, writes: false } as const;
    return objectIn((await door.request(asked)).json);
  }
  async function write(operation: string, body: JsonObject): Promise<JsonObject> {
    const asked = { operation, method: 'POST', path: `/${operation}`, body, writes: true } as const;
    return objectIn((await door.request(asked)).json);
  }
  return {
    page: async (table, offset, size) => {
      const { rows, total } = await look('page', { table, offset, size });
      return { rows: rows as unknown as readonly MemoryRow[], total: Number(total) } satisfies MemoryPage;
    },
    find: async (table, id, key) => rowIn(await look('find', { table, key, ...(id === null ? {} : { id }) })),
    insert: async (table, key, attributes) => rowIn(await write('insert', { table, key, attributes })),
    change: async (table, id, key, attributes) => rowIn(await write('change', { table, id, key, attributes })),
    remove: async (table, id) => (await write('remove', { table, id }))['removed'] === true,
  };
}

/** The store's side of that network. */
export function answeringStore(store: MemoryStore, authorization: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.headers.get('authorization') !== authorization) return told({ error: 'who are you?' }, 401);
    const { pathname, searchParams } = new URL(request.url);
    const given =
      request.method === 'GET' ? Object.fromEntries(searchParams) : objectIn((await request.json()) as Json);
    return told(await carriedOut(store, pathname.slice(1), given), 200);
  };
}

async function carriedOut(store: MemoryStore, operation: string, given: JsonObject): Promise<unknown> {
  const [table, key, id] = [textIn(given, 'table'), textIn(given, 'key'), textIn(given, 'id')];
  const attributes = isJsonObject(given['attributes']) ? given['attributes'] : {};
  switch (operation) {
    case 'page':
      return store.page(table, Number(given['offset']), Number(given['size']));
    case 'find':
      return { row: await store.find(table, id === '' ? null : id, key) };
    case 'insert':
      return { row: await store.insert(table, key, attributes) };
    case 'change':
      return { row: await store.change(table, id, key, attributes) };
    case 'remove':
      return { removed: await store.remove(table, id) };
    default:
      throw new Error(`no operation ${operation}`);
  }
}

function rowIn({ row }: JsonObject): MemoryRow | null {
  return isJsonObject(row) ? (row as unknown as MemoryRow) : null;
}

function textIn(given: JsonObject, field: string): string {
  const value = given[field];
  return typeof value === 'string' ? value : '';
}

function objectIn(json: Json): JsonObject {
  if (isJsonObject(json)) return json;
  throw new ProviderError('contract', 'The answer is no object.');
}

function told(body: unknown, status: number): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}
