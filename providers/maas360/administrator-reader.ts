import { instantOf, type Milliseconds } from '../../engine/model/instant.ts';
import type { Json, JsonObject } from '../../engine/model/json.ts';
import type { ReadRequest, ReadResult } from '../../engine/model/provider.ts';
import type { Known, ObservedResource } from '../../engine/model/resource.ts';
import { type Found, freeOf, readEach } from './account-reader.ts';
import {
  type AdministratorChange,
  changesSince,
  foldChanges,
  loginsSince,
  type Standing,
} from './administrator-audit.ts';
import { isArriving, loginEvidence, recordedFrom, windowOf } from './administrator-logins.ts';
import { administratorKind } from './kinds/administrator-attributes.ts';
import { declareAdministrators } from './kinds/declare-administrators.ts';
import { roleSet, rolesIn } from './kinds/role-names.ts';
import { textIn } from './kinds/texts.ts';
import { tellRoles } from './tell-gates.ts';
import type { Tenant } from './tenant.ts';

/**
 * Administrators one by one. MaaS360 shows none; it says whether a user name is free, and what changed. What was
 * recorded with the changes since put on top is what is there. The audit is read once for each account.
 */
export async function readAdministrators(tenant: Tenant, request: ReadRequest): Promise<ReadResult> {
  const wanted = request.only ?? request.known;
  const accounts = accountsByUserName(tenant);
  const accountOf = ({ address, recorded }: Known): string =>
    textIn(recorded?.attributes, 'account') || (accounts.get(address.key) ?? '');
  const changes = auditOf(tenant, wanted, accountOf);
  const result = await readEach(request, async (known): Promise<Found> => {
    if (await isUserNameFree(tenant, known.address.key)) return { found: 'absent' };
    const account = accountOf(known);
    return findAdministrator(tenant, { known, account, changes: await changes(account) });
  });
  const arriving = wanted.filter(isArriving);
  const seen = await loginEvidence(
    tenant,
    arriving.map((known) => ({ known, account: accountOf(known), names: [known.address.key] })),
  );
  return { ...result, evidence: seen.evidence, problem: result.problem ?? seen.problem };
}

/** Which account each declared login belongs to. */
function accountsByUserName({ portal }: Tenant): ReadonlyMap<string, string> {
  const { resources } = declareAdministrators(portal);
  return new Map(resources.map(({ address, attributes }) => [address.key, textIn(attributes, 'account')]));
}

/** The changes in an account since the earliest record of any of its administrators; asked for once. */
function auditOf(
  tenant: Tenant,
  wanted: readonly Known[],
  accountOf: (known: Known) => string,
): (account: string) => Promise<readonly AdministratorChange[]> {
  const read = new Map<string, Promise<readonly AdministratorChange[]>>();
  return (account) => {
    const billingId = tenant.idOf(account);
    if (billingId === undefined) return Promise.resolve([]);
    const from = windowOf(
      tenant,
      wanted.filter((known) => accountOf(known) === account),
    );
    const changes = read.get(account) ?? changesSince(tenant, { billingId, from });
    read.set(account, changes);
    return changes;
  };
}

export async function isUserNameFree(tenant: Tenant, userName: string): Promise<boolean> {
  const { members } = await tenant.api().checkAdministrator({ billingId: tenant.ownId(), values: { userName } });
  return freeOf(members.available, `whether the user name ${userName} is free`);
}

interface Looking {
  readonly known: Known;
  readonly account: string;
  readonly changes: readonly AdministratorChange[];
}

async function findAdministrator(tenant: Tenant, { known, account, changes }: Looking): Promise<Found> {
  const { address, recorded } = known;
  const own = changes.filter(({ userName }) => userName === address.key.toLowerCase());
  const since = recorded === undefined ? own : own.filter(({ at }) => at >= recordedFrom(recorded));
  const standing = foldChanges(recordedStanding(recorded?.attributes), since);
  if (standing.roles === undefined) {
    return { found: 'unidentified', unidentified: { address, gate: tellRoles(tenant, address.key) } };
  }
  const resource = administratorOf(tenant, { known, account, standing });
  if (recorded !== undefined) return { found: 'there', resource };
  const cameIn = await hasLoggedIn(tenant, { account, userName: address.key, since: standing.addedAt ?? 0 });
  return { found: 'there', resource: cameIn ? resource : invitedSince(resource, standing.addedAt) };
}

interface Coming {
  readonly account: string;
  readonly userName: string;
  readonly since: Milliseconds;
}

/** Of one whom the ledger does not know yet: whether the temporary password was ever used. */
async function hasLoggedIn(tenant: Tenant, { account, userName, since }: Coming): Promise<boolean> {
  const billingId = tenant.idOf(account);
  if (billingId === undefined) return true;
  const logins = await loginsSince(tenant, { billingId, from: since });
  return logins.some((login) => login.userName === userName.toLowerCase());
}

function invitedSince(resource: ObservedResource, addedAt: Milliseconds | null): ObservedResource {
  const sentAt = addedAt === null ? resource.evidence.at : instantOf(addedAt);
  return { ...resource, presence: 'invited', invitation: { sentAt } };
}

function recordedStanding(attributes: JsonObject | undefined): Omit<Standing, 'seenAt' | 'addedAt'> {
  if (attributes === undefined) return { email: undefined, roles: undefined, isActive: undefined };
  const { active, roles, email } = attributes;
  return {
    email: typeof email === 'string' ? email : undefined,
    roles: roles === undefined ? undefined : rolesIn(roleSet(roles)),
    isActive: typeof active === 'boolean' ? active : undefined,
  };
}

interface Described {
  readonly known: Known;
  readonly account: string;
  readonly standing: Standing;
}

function administratorOf(tenant: Tenant, { known, account, standing }: Described): ObservedResource {
  const { address, recorded, presence = 'active' } = known;
  const invitation = presence === 'invited' && recorded !== undefined ? { invitation: { sentAt: recorded.since } } : {};
  const { email, roles = [], isActive, seenAt } = standing;
  const attributes: Record<string, Json> = { ...recorded?.attributes, userName: address.key, account, roles };
  if (email !== undefined) attributes['email'] = email;
  if (isActive !== undefined) attributes['active'] = isActive;
  return {
    address: { ...address, kind: administratorKind },
    id: null,
    presence,
    ...invitation,
    attributes,
    evidence: evidenceOf(tenant, recorded, seenAt),
  };
}

/** What the audit shows is read. Else the record stands, and all that is seen is that the user name is taken. */
function evidenceOf(
  tenant: Tenant,
  recorded: Known['recorded'],
  seenAt: Milliseconds | null,
): ObservedResource['evidence'] {
  if (seenAt !== null) {
    return { grade: 'read', at: tenant.instant(), note: `audit of ${instantOf(seenAt)}` };
  }
  const note = 'the user name is taken; the roles are as recorded';
  if (recorded === undefined) return { grade: 'indirect', at: tenant.instant(), note };
  return { note, ...recorded.evidence };
}
