import type { FieldChange } from '../../engine/model/change.ts';
import type { Json, JsonObject } from '../../engine/model/json.ts';
import type { Known, ObservedResource } from '../../engine/model/resource.ts';
import { Secret } from '../../engine/model/secret.ts';
import { scim } from '../../providers/scim/index.ts';
import { portalDeclaration } from './portal-declaration.ts';
import { virtualDeps } from './virtual-deps.ts';

/** One request as it reached the server. */
export interface Asked {
  readonly method: string;
  /** Below the base URL, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: JsonObject;
}

export type Answer = { readonly status?: number; readonly headers?: Record<string, string>; readonly json?: Json };

/** Answers as one server does; undefined falls through to an empty 404. */
export type Answering = (asked: Asked) => Answer | undefined;

const base = 'https://lab.test/scim/v2';

/** The provider in front of a server that a test writes in a few lines: what goes over the wire is what it looks at. */
export function scimLab(settings: JsonObject, answering: Answering) {
  const asked: Asked[] = [];
  const portal = portalDeclaration({ name: 'lab', provider: 'scim', settings, baseUrls: { default: base } });
  const deps = virtualDeps({
    portal: async (request) => {
      const url = new URL(request.url);
      const text = await request.text();
      const one: Asked = {
        method: request.method,
        path: url.pathname.replace('/scim/v2', ''),
        query: url.searchParams,
        headers: request.headers,
        body: text === '' ? {} : (JSON.parse(text) as JsonObject),
      };
      asked.push(one);
      const { status = 200, headers = {}, json } = answering(one) ?? { status: 404 };
      return new Response(json === undefined ? null : JSON.stringify(json), { status, headers });
    },
  });
  const { reader, writer } = scim.connect({ portal, credentials: { token: new Secret('lab-token-0123') }, deps });
  const context = { occasion: 'run/1', signal: deps.signal };
  const kindOf = (name: string) => {
    const kind = scim.kinds(portal).find((one) => one.kind === name);
    if (kind === undefined) throw new Error(`no kind ${name}`);
    return kind;
  };
  return {
    portal,
    kindOf,
    asked: () => asked,
    pass: (milliseconds: number) => deps.sleep(milliseconds),
    /** As the first SIGINT does. */
    interrupt: () => deps.interrupt(),
    lines: () => asked.map(({ method, path }) => `${method} ${path}`),
    bodies: (method: string) => asked.filter((one) => one.method === method).map(({ body }) => body),
    read: (kind: string, known: readonly Known[] = []) => reader.read(kind, { known }),
    readOnly: (kind: string, only: readonly Known[]) => reader.read(kind, { known: only, only }),
    create: (kind: string, after: JsonObject) =>
      writer.create(creation(kind, kindOf(kind).identify(after), after), context),
    update: (kind: string, given: Update) => writer.update(updating(kind, given), context),
    remove: (kind: string, given: Removal) => writer.delete(removing(kind, given), context),
  };
}

interface Update {
  readonly key: string;
  readonly id: string | null;
  readonly fields: readonly FieldChange[];
}

interface Removal {
  readonly key: string;
  readonly id: string | null;
  readonly before?: JsonObject;
}

const said = { summary: '', word: 'try', requests: 1, harms: [], consequences: [], consent: [], dependsOn: [] };

function common(kind: string, key: string) {
  const identity = { document: 'User', name: 'ada', portal: 'lab', kind };
  const evidence = { grade: 'read', at: '2026-11-21T09:00:00.000Z' } as const;
  return { ...said, address: { portal: 'lab', kind, key }, identity, evidence };
}

function creation(kind: string, key: string, after: JsonObject) {
  return { ...common(kind, key), verdict: 'create', id: null, before: null, after } as const;
}

function updating(kind: string, { key, id, fields }: Update) {
  const [before, after] = (['before', 'after'] as const).map((side) =>
    Object.fromEntries(fields.map((one) => [one.field, one[side]])),
  );
  const sides = { before: before ?? {}, after: after ?? {} };
  return { ...common(kind, key), verdict: 'update', id, ...sides, fields, presence: 'active' } as const;
}

function removing(kind: string, { key, id, before = {} }: Removal) {
  return { ...common(kind, key), verdict: 'delete', id, before, after: null, presence: 'active' } as const;
}

export function known(kind: string, key: string, id: string | null = null): Known {
  return { address: { portal: 'lab', kind, key }, id };
}

export function keysOf(resources: readonly ObservedResource[]): string[] {
  return resources.map(({ address }) => address.key);
}

export function listOf(...rows: readonly JsonObject[]): Answer {
  return { json: { totalResults: rows.length, startIndex: 1, itemsPerPage: rows.length, Resources: rows } };
}

/** A page of these as the standard says, of at most so many. */
export function pageOf(rows: readonly JsonObject[], { query }: Asked, most = 1_000): Answer {
  const start = Number(query.get('startIndex') ?? '1') - 1;
  const count = Math.min(Number(query.get('count') ?? '100'), most);
  const found = rows.slice(start, start + count);
  return { json: { totalResults: rows.length, startIndex: start + 1, itemsPerPage: found.length, Resources: found } };
}

export function userRow(name: string, more: JsonObject = {}): JsonObject {
  const email = `${name}@acme.example`;
  return { id: `id-${name}`, userName: email, emails: [{ value: email, primary: true }], active: true, ...more };
}
