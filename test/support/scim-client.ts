import type { Json, JsonObject } from '../../engine/model/json.ts';

/** Plain requests to a SCIM server, as somebody else's script would make them: nothing of the provider is in it. */
export interface ScimClient {
  readonly all: (type: 'Users' | 'Groups') => Promise<readonly JsonObject[]>;
  readonly send: (method: string, path: string, body?: JsonObject) => Promise<JsonObject>;
}

export function createScimClient({ url, token }: { readonly url: string; readonly token: string }): ScimClient {
  async function send(method: string, path: string, body?: JsonObject): Promise<JsonObject> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' };
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const response = await fetch(`${url}${path}`, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? {} : (JSON.parse(text) as JsonObject);
  }

  async function all(type: 'Users' | 'Groups'): Promise<readonly JsonObject[]> {
    const rows: JsonObject[] = [];
    for (;;) {
      const page = await send('GET', `/${type}?startIndex=${rows.length + 1}&count=100`);
      const found = listIn(page['Resources']);
      rows.push(...found);
      if (found.length === 0 || rows.length >= Number(page['totalResults'])) return rows;
    }
  }

  return { all, send };
}

export function listIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}

export function textIn(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
