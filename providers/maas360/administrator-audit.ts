import { type Milliseconds, day } from '../../engine/model/instant.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { numberOf, textOf } from './answer.ts';
import type { Answer, Call, Members } from './api.ts';
import { roleSet, rolesIn } from './kinds/role-names.ts';
import type { Tenant } from './tenant.ts';

/** One entry of the audit of administrators, oldest first. */
export interface AdministratorChange {
  readonly at: Milliseconds;
  readonly what: string;
  /** In lower case, as user names are compared. */
  readonly userName: string;
  readonly email: string;
  /** Undefined where the entry does not say. */
  readonly isActive: boolean | undefined;
  readonly rolesAdded: readonly string[];
  readonly rolesDeleted: readonly string[];
}

/** One login that succeeded. */
export interface AdministratorLogin {
  readonly at: Milliseconds;
  readonly userName: string;
}

export interface Window {
  readonly billingId: string;
  readonly from: Milliseconds;
}

/** How far back is looked where nothing is recorded that could be counted from. */
export const longestWindow: Milliseconds = 365 * day;
const pageSize = 250;
/** Ours. A list that goes on for longer does not come to an end. */
const mostPages = 400;

/** All changes of an account's administrators since then. */
export async function changesSince(tenant: Tenant, window: Window): Promise<readonly AdministratorChange[]> {
  const rows = await allRows(tenant, window, tenant.api().administratorChanges);
  return rows.map(changeOf).sort((one, other) => one.at - other.at);
}

/** All logins of an account's administrators since then that succeeded. */
export async function loginsSince(tenant: Tenant, window: Window): Promise<readonly AdministratorLogin[]> {
  const rows = await allRows(tenant, window, tenant.api().administratorLogins);
  const succeeded = rows.filter(({ outcome }) => /^success/i.test(textOf(outcome) ?? ''));
  return succeeded.map(({ at, userName }) => ({ at: numberOf(at) ?? 0, userName: nameOf(userName) }));
}

type Listing = 'administratorChanges' | 'administratorLogins';

/** Page after page of a window that is closed, so that no row comes or goes meanwhile. */
async function allRows<Name extends Listing>(
  tenant: Tenant,
  { billingId, from }: Window,
  ask: (call: Call<Listing>) => Promise<Answer<Name>>,
): Promise<readonly Members<Name>[]> {
  const rows: Members<Name>[] = [];
  const to = tenant.now();
  for (let pageNumber = 1; pageNumber <= mostPages; pageNumber += 1) {
    const page = await ask({ billingId, values: { from: Math.min(from, to), to, pageSize, pageNumber } });
    rows.push(...page.rows);
    if (page.rows.length === 0 || (page.total !== null && rows.length >= page.total)) return rows;
  }
  throw new ProviderError('contract', `A list of MaaS360 did not end after ${mostPages} pages of ${pageSize}.`);
}

function changeOf(row: Members<'administratorChanges'>): AdministratorChange {
  const status = textOf(row.status)?.toLowerCase();
  return {
    at: numberOf(row.at) ?? 0,
    what: textOf(row.what)?.toUpperCase() ?? '',
    userName: nameOf(row.userName),
    email: textOf(row.email)?.toLowerCase() ?? '',
    isActive: status === undefined ? undefined : status === 'active',
    rolesAdded: rolesOf(row.rolesAdded),
    rolesDeleted: rolesOf(row.rolesDeleted),
  };
}

function nameOf(value: Members<'administratorChanges'>['userName']): string {
  return textOf(value)?.toLowerCase() ?? '';
}

function rolesOf(value: Members<'administratorChanges'>['rolesAdded']): readonly string[] {
  return rolesIn(roleSet(textOf(value) ?? ''));
}

/** What an administrator is, as far as it is known. */
export interface Standing {
  readonly email: string | undefined;
  /** Undefined where nothing says which ones were there before. */
  readonly roles: readonly string[] | undefined;
  readonly isActive: boolean | undefined;
  /** When the last entry was made, and the last that added this one; null where the audit has none. */
  readonly seenAt: Milliseconds | null;
  readonly addedAt: Milliseconds | null;
}

/** What was recorded, with all that the audit says of this user name put on top, in the order in which it happened. */
export function foldChanges(
  recorded: Omit<Standing, 'seenAt' | 'addedAt'>,
  changes: readonly AdministratorChange[],
): Standing {
  let standing: Standing = { ...recorded, seenAt: null, addedAt: null };
  for (const change of changes) standing = afterChange(standing, change);
  return standing;
}

function afterChange(standing: Standing, change: AdministratorChange): Standing {
  const { at, what, email, isActive, rolesAdded, rolesDeleted } = change;
  // Whoever is deleted has no roles left: what is there under the name now was added again.
  if (what === 'DELETE')
    return { email: undefined, roles: undefined, isActive: undefined, seenAt: null, addedAt: null };
  // An entry that adds says all roles; any other one says only which came and went.
  const before = what === 'ADD' ? [] : standing.roles;
  const roles = before?.filter((role) => !rolesDeleted.includes(role)).concat(rolesAdded);
  return {
    email: email === '' ? standing.email : email,
    roles: roles === undefined ? undefined : [...new Set(roles)].sort(),
    isActive: isActive ?? standing.isActive,
    seenAt: at,
    addedAt: what === 'ADD' ? at : standing.addedAt,
  };
}
