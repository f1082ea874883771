import type { JsonObject } from '../../engine/model/json.ts';
import type { ReadRequest, ReadResult } from '../../engine/model/provider.ts';
import type { Known, ObservedResource } from '../../engine/model/resource.ts';
import type { PagedRows } from '../kit/paging.ts';
import { panelUserKind } from './kinds/panel-user.ts';
import { assignmentKind } from './kinds/service-assignment.ts';
import { loginOf, resourceId, statusOf, userOfService } from './panel-api.ts';
import { textIn } from './purchase-api.ts';
import type { Tenant } from './tenant.ts';

/** The users of the customer's account, each with the id of the bus. */
export async function readUsers(tenant: Tenant, { only }: ReadRequest): Promise<ReadResult> {
  if (only !== undefined) return readEach(only, (known) => findUser(tenant, known));
  return listResult(await listUsers(tenant), (row) => userOf(tenant, row));
}

async function listUsers(tenant: Tenant): Promise<PagedRows<JsonObject>> {
  const account = await tenant.account();
  return account === null ? { rows: [], pages: 1, problem: null } : tenant.panel().users(account);
}

async function findUser(tenant: Tenant, known: Known): Promise<ObservedResource | null> {
  const byId = known.id === null ? null : await tenant.panel().resource(known.id);
  const row = byId ?? (await tenant.panel().findUser(known.address.key));
  return row === null ? null : userOf(tenant, row);
}

export function userOf({ portal, now }: Tenant, row: JsonObject): ObservedResource {
  const email = loginOf(row);
  const names = { givenName: textIn(row, 'givenName'), familyName: textIn(row, 'familyName') };
  return {
    address: { portal: portal.name, kind: panelUserKind, key: email },
    id: resourceId(row),
    presence: 'active',
    attributes: { email, ...names },
    evidence: { grade: 'read', at: now() },
  };
}

/** The IBM service of each user. One that is still provisioned is waited for and not assigned again. */
export async function readAssignments(tenant: Tenant, { only }: ReadRequest): Promise<ReadResult> {
  if (only !== undefined) return readEach(only, (known) => findAssignment(tenant, known));
  const users = await listUsers(tenant);
  const logins = new Map(users.rows.map((row) => [resourceId(row), loginOf(row)]));
  const services = await tenant.panel().services();
  const own = services.rows.filter((row) => logins.has(userOfService(row)));
  const listed = { rows: own, pages: users.pages + services.pages, problem: users.problem ?? services.problem };
  return listResult(listed, (row) => assignmentOf(tenant, row, logins.get(userOfService(row)) ?? ''));
}

async function findAssignment(tenant: Tenant, { address }: Known): Promise<ObservedResource | null> {
  const user = await tenant.panel().findUser(address.key);
  if (user === null) return null;
  const row = await tenant.panel().serviceOf(resourceId(user));
  return row === null ? null : assignmentOf(tenant, row, loginOf(user));
}

export function assignmentOf({ portal, now }: Tenant, row: JsonObject, email: string): ObservedResource {
  const at = now();
  const isUnderWay = statusOf(row) === 'aps:provisioning' || statusOf(row) === 'aps:proto';
  return {
    address: { portal: portal.name, kind: assignmentKind, key: email },
    id: resourceId(row),
    presence: isUnderWay ? 'invited' : 'active',
    attributes: { email },
    ...(isUnderWay ? { invitation: { sentAt: at } } : {}),
    evidence: { grade: 'read', at },
  };
}

function listResult(listed: PagedRows<JsonObject>, parse: (row: JsonObject) => ObservedResource): ReadResult {
  const { rows, pages, problem } = listed;
  const coverage = problem === null ? 'complete' : 'partial';
  return { coverage, resources: rows.map(parse), absent: [], evidence: [], pages, rows: rows.length, problem };
}

/** One by one; the portal says of each whether it is there. */
export async function readEach(
  only: readonly Known[],
  find: (known: Known) => Promise<ObservedResource | null>,
): Promise<ReadResult> {
  const resources: ObservedResource[] = [];
  const absent: Known['address'][] = [];
  for (const known of only) {
    const found = await find(known);
    if (found === null) absent.push(known.address);
    else resources.push(found);
  }
  const rows = resources.length;
  return { coverage: 'known-only', resources, absent, evidence: [], pages: only.length, rows, problem: null };
}
