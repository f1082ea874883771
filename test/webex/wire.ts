import type { Change } from '../../engine/model/change.ts';
import type { LicenseDeclaration, PersonDeclaration, PortalDeclaration } from '../../engine/model/declaration.ts';
import type { HttpRequest, Transport } from '../../engine/model/deps.ts';
import type { Json, JsonObject } from '../../engine/model/json.ts';
import type { Connection, ResourceKind, WriteContext } from '../../engine/model/provider.ts';
import { Secret } from '../../engine/model/secret.ts';
import { publicId } from '../../providers/webex/ids.ts';
import { webex } from '../../providers/webex/index.ts';
import { portalDeclaration } from '../support/portal-declaration.ts';
import { type VirtualDeps, virtualDeps } from '../support/virtual-deps.ts';

export const orgId = '0ae87ade-8c8a-4952-af08-318798958d0c';
export const adaId = '34265ae7-0000-4000-8000-00000000ada0';
export const customerId = '75fe2995-24f5-4831-9d2c-1c2f8255912e';
export const origin = { file: 'ada.yaml', document: 0, path: ['spec'], line: 1 };
export const writing: WriteContext = { occasion: 'o-1', signal: new AbortController().signal };

export function hub(over: Partial<PortalDeclaration> = {}, settings: JsonObject = {}): PortalDeclaration {
  return portalDeclaration({
    name: 'acme-hub',
    provider: 'webex',
    settings: { orgId, signIn: 'token', pageSize: 2, ...settings },
    baseUrls: { default: 'https://webex.test' },
    ...over,
  });
}

export function person(name: string, over: Partial<PersonDeclaration> = {}): PersonDeclaration {
  return {
    name,
    email: `${name}@acme.example`,
    formerEmails: [],
    locale: 'en',
    service: false,
    access: [],
    licenses: [],
    requests: [],
    origin: { ...origin, file: `${name}.yaml` },
    ...over,
  };
}

export function grant(role: string, account?: string): PersonDeclaration['access'][number] {
  return { role, with: {}, origin, ...(account === undefined ? {} : { account }) };
}

export function license(name: string, over: Partial<LicenseDeclaration> = {}): LicenseDeclaration {
  return { name, product: name, onRemove: 'keep', origin, ...over };
}

export function kindOf(kind: string, portal: PortalDeclaration = hub()): ResourceKind {
  const found = webex.kinds(portal).find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`webex has no kind ${kind}`);
  return found;
}

/** A request as it arrives: `path` is decoded, with its query. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Json;
  readonly text: string;
  readonly authorization: string;
}

export interface Reply {
  readonly status?: number;
  readonly json?: Json;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Wire extends Connection {
  readonly asked: readonly Asked[];
  /** `PATCH /v1/licenses/users`, in their order. */
  readonly lines: () => readonly string[];
  readonly deps: VirtualDeps;
}

export interface WireOptions {
  readonly portal?: PortalDeclaration;
  readonly credentials?: Readonly<Record<string, Secret>>;
}

/** A connection to a Webex that answers as it is told. */
export function wire(answer: (asked: Asked, count: number) => Reply, options: WireOptions = {}): Wire {
  const asked: Asked[] = [];
  const transport: Transport = {
    async send(request) {
      const one = askedIn(request);
      asked.push(one);
      const { status = 200, json, text, headers = {} } = answer(one, asked.length);
      return { status, headers, body: text ?? (json === undefined ? '' : JSON.stringify(json)) };
    },
  };
  const deps = virtualDeps({ transport });
  const { portal = hub(), credentials = { token: new Secret('sesame-token') } } = options;
  const connection = webex.connect({ portal, credentials, deps });
  return { ...connection, asked, deps, lines: () => asked.map(({ method, path }) => `${method} ${path}`) };
}

function askedIn({ method, url, headers, body = '' }: HttpRequest): Asked {
  const { pathname, search } = new URL(url);
  const { authorization = '' } = headers;
  const path = decodeURIComponent(`${pathname}${search.replaceAll('+', ' ')}`);
  const given = typeof authorization === 'string' ? authorization : authorization.reveal();
  const json = body.startsWith('{') ? (JSON.parse(body) as Json) : null;
  return { method, path, body: json, text: body, authorization: given };
}

/** A user as SCIM shows one. */
export function scimUser(name: string, over: JsonObject = {}): JsonObject {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    id: name === 'ada' ? adaId : `34265ae7-0000-4000-8000-${name.padStart(12, '0').replaceAll(/[^0-9a-f]/gu, '0')}`,
    userName: `${name}@acme.example`,
    userType: 'user',
    active: true,
    displayName: name,
    meta: { created: '2026-11-20T08:00:00.000Z' },
    ...over,
  };
}

export function scimList(...users: readonly JsonObject[]): JsonObject {
  return { schemas: [], totalResults: users.length, startIndex: 1, itemsPerPage: users.length, Resources: [...users] };
}

export const pending: JsonObject = {
  'urn:scim:schemas:extension:cisco:webexidentity:2.0:User': { accountStatus: ['pending'] },
};

/** A licence as the list shows one; its id is made of the name. */
export function licenseRow(name: string, over: JsonObject = {}): JsonObject {
  const id = publicId('LICENSE', `${orgId}:${name.replaceAll(' ', '')}_1`);
  return { id, name, totalUnits: 10, consumedUnits: 4, subscriptionId: 'Sub-1', ...over };
}

export function change(kind: string, key: string, given: Partial<Change>): Change {
  const common = {
    address: { portal: 'acme-hub', kind, key },
    identity: { document: 'User', name: 'ada', portal: 'acme-hub', kind },
    id: null,
    word: 'change',
    summary: '',
    harms: [],
    consequences: [],
    consent: [],
    evidence: { grade: 'read', at: '2026-11-21T09:00:00.000Z' },
    dependsOn: [],
    requests: 1,
  };
  return { ...common, verdict: 'create', before: null, after: {}, ...given } as Change;
}

/** The failure of a promise that must fail. */
export async function failure(promise: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    return error as Record<string, unknown>;
  }
  throw new Error('it did not fail');
}
