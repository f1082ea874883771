import type { JsonObject } from '../../engine/model/json.ts';
import { listIn, textIn } from './scim-client.ts';
import { type Answer, type Answering, type Asked, listOf, scimLab, userRow } from './scim-lab.ts';

export const users = '/Users';

/** A result of one operation; undefined leaves it out of the answer. */
export type Result = (operation: JsonObject, index: number) => JsonObject | undefined;

export interface BulkServer {
  readonly terms?: JsonObject;
  readonly result?: Result;
  /** What the whole of a bulk request is answered with; undefined goes on to the results. Throws: the answer is lost. */
  readonly whole?: (operations: readonly JsonObject[]) => Answer | undefined;
  /** Anything else that is asked. */
  readonly other?: Answering;
  readonly settings?: JsonObject;
}

/** Done, with the object in the answer: nothing is left to read. */
export const withBody: Result = (operation) => {
  const { method, bulkId, data } = operation;
  const id = idIn(operation);
  return { method: method ?? null, bulkId: bulkId ?? null, status: '201', response: { ...(data as JsonObject), id } };
};

/** Done, in as few words as the standard allows. */
export const bare: Result = (operation) => {
  const { method, bulkId } = operation;
  const isNew = method === 'POST';
  const location = `https://lab.test/scim/v2/Users/${idIn(operation)}`;
  return {
    method: method ?? null,
    location,
    status: isNew ? '201' : '200',
    ...(isNew ? { bulkId: bulkId ?? null } : {}),
  };
};

function idIn({ path, data }: JsonObject): string {
  const name = textIn((data as JsonObject | undefined)?.['userName']);
  return name === '' ? textIn(path).replace(/.*\//u, '') : `id-${name.replace(/@.*/u, '')}`;
}

/** The provider in front of a server that takes bulk requests; it holds whoever is asked for, as the writes say. */
export function bulkLab({ terms = {}, result = withBody, whole, other, settings = {} }: BulkServer = {}) {
  const answering = (asked: Asked): Answer | undefined => {
    if (asked.path === '/ServiceProviderConfig')
      return { json: { bulk: { supported: true, ...terms }, patch: { supported: true } } };
    if (asked.path !== '/Bulk') return other?.(asked) ?? plain(asked);
    const operations = listIn(asked.body['Operations']);
    const results = () => operations.map((one, index) => result(one, index)).filter((one) => one !== undefined);
    return (
      whole?.(operations) ?? {
        json: { schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkResponse'], Operations: results() },
      }
    );
  };
  const lab = scimLab(settings, answering);
  return {
    ...lab,
    make: (...names: readonly string[]) => Promise.all(names.map((name) => lab.create('user', accountOf(name)))),
    /** How each of them ended: `done`, or the code of the error. */
    ends: (...names: readonly string[]) => Promise.all(names.map((name) => endOf(lab.create('user', accountOf(name))))),
    rename: (name: string, familyName: string) =>
      lab.update('user', {
        key: `${name}@acme.example`,
        id: `id-${name}`,
        fields: [{ field: 'familyName', before: 'A', after: familyName }],
      }),
    /** What was asked besides discovery. */
    work: () => lab.lines().filter((line) => !/ServiceProviderConfig|ResourceTypes/.test(line)),
    bulks: () =>
      lab
        .asked()
        .filter(({ path }) => path === '/Bulk')
        .map(({ body }) => listIn(body['Operations'])),
  };
}

export function accountOf(name: string): JsonObject {
  return { email: `${name}@acme.example`, active: true };
}

export async function endOf(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'done',
    (error: unknown) => (error as { readonly code?: string }).code ?? String(error),
  );
}

/** Each write by itself is done; each account is there. */
function plain({ method, path, query, body }: Asked): Answer {
  if (method === 'POST') return { status: 201, json: { ...body, id: idIn({ data: body }) } };
  if (method !== 'GET') return { status: 204 };
  const one = /^\/Users\/id-(\w+)$/.exec(path)?.[1];
  if (one !== undefined) return { json: userRow(one, { name: { familyName: 'B' } }) };
  const ids = [...(query.get('filter') ?? '').matchAll(/id eq "id-(\w+)"/gu)].map(([, name = '']) => name);
  return listOf(...ids.map((name) => userRow(name, { name: { familyName: 'B' } })));
}
