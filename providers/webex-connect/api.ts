import type { JsonObject } from '../../engine/model/json.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { pathOf } from '../kit/base-url.ts';
import type { DoorAnswer, DoorRequest } from '../kit/door-request.ts';
import type { HttpDoor } from '../kit/http-door.ts';
import { answerReader } from '../kit/json-answer.ts';
import type { Page } from '../kit/paging.ts';
import { rowKey, type TeammateId } from './teammate-row.ts';

/** What an invitation is made of. */
export interface InvitationInput {
  readonly email: string;
  readonly role: string;
  readonly level?: string;
  readonly levelId?: string;
  readonly decryptLogs?: boolean;
}

export interface AuditQuery {
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
  /** Verbs, comma-separated: `login`. */
  readonly eventCategories: string;
  readonly offset: number;
  readonly max: number;
}

/**
 * The surface in front of a tenant, one function per route. Only `auditLogs` is a route that the vendor publishes; the
 * others are what an adapter offers (README.md of this provider). Rows come back as they are; null where there is none.
 */
export interface Api {
  readonly page: (offset: number, max: number) => Promise<Page<JsonObject>>;
  readonly findByEmail: (email: string) => Promise<JsonObject | null>;
  /** @throws ProviderError `not-found` where the portal says that there is none. */
  readonly read: (id: TeammateId) => Promise<JsonObject>;
  readonly invite: (invitation: InvitationInput, signal: AbortSignal) => Promise<JsonObject>;
  readonly resend: (inviteId: string, signal: AbortSignal) => Promise<void>;
  readonly change: (id: TeammateId, patch: JsonObject, signal: AbortSignal) => Promise<JsonObject | null>;
  readonly remove: (id: TeammateId, signal: AbortSignal) => Promise<void>;
  readonly emailDomains: () => Promise<readonly string[]>;
  readonly auditLogs: (query: AuditQuery) => Promise<Page<JsonObject>>;
}

const root = pathOf('connectapi', 'v1');
const teammates = `${root}${pathOf('teammates')}`;
const invitations = `${teammates}${pathOf('invitations')}`;

export function createApi(door: HttpDoor): Api {
  const read = (operation: string, path: string, query = {}): Promise<DoorAnswer> =>
    door.request({ operation, method: 'GET', path, query, writes: false });
  const write = (request: Omit<DoorRequest, 'writes'>): Promise<DoorAnswer> =>
    door.request({ ...request, writes: true });
  return {
    async page(offset, max) {
      const { json } = await read('list the teammates', teammates, { offset, max, level: 'all' });
      return pageOf(json, 'teammates');
    },
    async findByEmail(email) {
      const { json } = await read('find a teammate', teammates, { email, offset: 0, max: 2, level: 'all' });
      return onlyRow(pageOf(json, 'teammates'), email);
    },
    async read(id) {
      const { json } = await read('read a teammate', pathTo(id));
      return answerReader('A teammate').object(json);
    },
    async invite(invitation, signal) {
      const body = { ...invitation };
      const answer = await write({ operation: 'invite a teammate', method: 'POST', path: invitations, body, signal });
      return answerReader('The invitation').object(answer.json);
    },
    async resend(inviteId, signal) {
      const path = `${invitations}${pathOf(inviteId, 'resend')}`;
      await write({ operation: 'send an invitation again', method: 'POST', path, signal });
    },
    async change(id, patch, signal) {
      const operation = 'inviteId' in id ? 'change an invitation' : 'change a teammate';
      const { json } = await write({ operation, method: 'PATCH', path: pathTo(id), body: patch, signal });
      return json === null ? null : answerReader('The changed teammate').object(json);
    },
    async remove(id, signal) {
      const operation = 'inviteId' in id ? 'withdraw an invitation' : 'delete a teammate';
      await write({ operation, method: 'DELETE', path: pathTo(id), signal });
    },
    async emailDomains() {
      const { json } = await read('read the tenant settings', `${root}${pathOf('tenant', 'settings')}`);
      const domains = answerReader('The tenant settings').object(json)['emailDomains'];
      return Array.isArray(domains) ? domains.map(String) : [];
    },
    async auditLogs({ ...query }) {
      const body = { range: 'custom', ...query };
      const path = `${root}${pathOf('auditlogs')}`;
      const { json } = await door.request({
        operation: 'read the audit log',
        method: 'POST',
        path,
        body,
        writes: false,
      });
      return pageOf(json, 'auditLogs');
    },
  };
}

function pathTo(id: TeammateId): string {
  return 'inviteId' in id ? `${invitations}${pathOf(id.inviteId)}` : `${teammates}${pathOf(id.uuid)}`;
}

function pageOf(json: DoorAnswer['json'], name: 'teammates' | 'auditLogs'): Page<JsonObject> {
  const answer = answerReader(name === 'teammates' ? 'The list of teammates' : 'The audit log');
  const content = answer.object(json);
  const rows = answer.list(content, name);
  const size = answer.count(content, 'resultSize');
  if (size !== rows.length) throw answer.breach(`resultSize is ${size}, but ${rows.length} rows came`);
  return { rows, total: answer.count(content, 'totalRecords') };
}

/** A surface that does not know the filter would give anybody: that must not pass for the person asked for. */
function onlyRow(page: Page<JsonObject>, email: string): JsonObject | null {
  const [row, ...more] = page.rows;
  if (row === undefined && page.total === 0) return null;
  if (row !== undefined && more.length === 0 && rowKey(row) === email) return row;
  throw new ProviderError('contract', `Asked for the teammate ${email}, the portal gave ${page.total} others.`, {
    cure: 'The adapter must understand the filter email= of GET /teammates.',
  });
}
