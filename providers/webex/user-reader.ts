import type { ReadRequest, ReadResult } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { Json, JsonObject } from '../../engine/model/json.ts';
import { isJsonObject } from '../../engine/model/json.ts';
import type { Known, ObservedResource } from '../../engine/model/resource.ts';
import type { PagedRows } from '../kit/paging.ts';
import { textIn } from './classify.ts';
import { personIn } from './ids.ts';
import { emailIn } from './kinds/people.ts';
import { userKind } from './kinds/user.ts';
import { isVerified, verifyStep } from './kinds/user-gates.ts';
import type { Organisation } from './organisation.ts';
import { emailOf, idOf } from './scim-api.ts';

type Rows = PagedRows<JsonObject>;

/** Those whom a read brings: everybody, or the people that are asked for, by id where it is known, else by address. */
export async function usersFor(organisation: Organisation, { only }: ReadRequest): Promise<Rows> {
  if (only === undefined) return organisation.users();
  const rows = new Map<string, JsonObject>();
  const asked = peopleIn(only);
  for (const known of asked) {
    const found = await userKnown(organisation, known);
    if (found !== null) rows.set(idOf(found), found);
  }
  return { rows: [...rows.values()], pages: asked.length, problem: null };
}

/** Somebody who is asked for; `person` is null where only the address is known. */
export interface KnownPerson {
  readonly email: string;
  readonly person: string | null;
}

/** Whom the objects belong to that are asked for, each once. */
export function peopleIn(only: readonly Known[]): readonly KnownPerson[] {
  const people = new Map<string, KnownPerson>();
  for (const { address, id } of only) {
    const email = emailIn(address.key);
    const person = id === null ? null : personIn(id);
    people.set(`${email}/${person ?? ''}`, { email, person });
  }
  return [...people.values()];
}

/** An id that is gone falls back to the address: who was deleted may have been made again. */
async function userKnown(organisation: Organisation, { email, person }: KnownPerson): Promise<JsonObject | null> {
  const byId = person === null ? null : await organisation.scim().user(person);
  return byId ?? organisation.scim().find(email);
}

/** Whether something was asked for: by its key, or by its id where its person has another address by now. */
export function isAskedFor({ only }: ReadRequest): (one: ObservedResource) => boolean {
  if (only === undefined) return () => true;
  const keys = new Set(only.map(({ address }) => address.key));
  const ids = new Set(only.map(({ id }) => id));
  return ({ address, id }) => keys.has(address.key) || (id !== null && ids.has(id));
}

export async function readUsers(organisation: Organisation, request: ReadRequest): Promise<ReadResult> {
  const listed = await usersFor(organisation, request);
  const verified = await verifiedAmong(organisation, listed.rows);
  const resources = listed.rows.filter(isPerson).map((row) => userOf(organisation, row, verified));
  return resultOf(request, listed, resources);
}

/** Rooms, calling services and bots are nobody's access. */
export function isPerson(row: JsonObject): boolean {
  const type = textIn(row, 'userType').toLowerCase();
  return type === '' || type === 'user';
}

/** Asked for those alone who are pending, many at once. Where nobody answers, the first step is waited for. */
async function verifiedAmong(
  { people, settings }: Organisation,
  rows: readonly JsonObject[],
): Promise<ReadonlySet<string>> {
  const pending = rows.filter((row) => isPerson(row) && isPending(row) && !isVerified(emailOf(row), settings));
  if (pending.length === 0) return new Set();
  try {
    return await people().verified(pending.map(idOf));
  } catch (error) {
    if (error instanceof ProviderError) return new Set();
    throw error;
  }
}

export function userOf(
  { portal, now }: Pick<Organisation, 'portal' | 'now'>,
  row: JsonObject,
  verified: ReadonlySet<string> = new Set(),
): ObservedResource {
  const at = now();
  const email = emailOf(row);
  const evidence = { grade: 'read' as const, at };
  const id = idOf(row);
  const waits = isPending(row);
  const sentAt = createdAt(row) ?? at;
  return {
    address: { portal: portal.name, kind: userKind, key: email },
    id,
    presence: waits ? 'invited' : 'active',
    attributes: attributesOf(row, email),
    ...(waits ? { invitation: { sentAt } } : {}),
    ...(waits && verified.has(id) ? { passed: [{ step: verifyStep, evidence }] } : {}),
    evidence,
  };
}

function attributesOf(row: JsonObject, email: string): JsonObject {
  const name = isJsonObject(row['name']) ? row['name'] : {};
  const displayName = textIn(row, 'displayName');
  const [givenName, familyName] = [textIn(name, 'givenName'), textIn(name, 'familyName')];
  return {
    email,
    ...(givenName === '' ? {} : { givenName }),
    ...(familyName === '' ? {} : { familyName }),
    ...(displayName === '' ? {} : { displayName }),
    active: !isInactive(row),
  };
}

const identity = 'urn:scim:schemas:extension:cisco:webexidentity:2.0:User';

/** A list or one text, hyphens or underscores; left out where somebody is simply active (seen at live servers). */
function accountStatus(row: JsonObject): readonly string[] {
  const extension = row[identity];
  const given: Json | undefined = isJsonObject(extension) ? extension['accountStatus'] : undefined;
  const all: readonly Json[] = Array.isArray(given) ? given : [given ?? ''];
  return all.map((one) => (typeof one === 'string' ? one.toLowerCase().replaceAll('-', '_') : ''));
}

const pendingStates: ReadonlySet<string> = new Set(['pending', 'pending_transient']);
const inactiveStates: ReadonlySet<string> = new Set(['disabled', 'suspended', 'marked_deleted']);

export function isInactive(row: JsonObject): boolean {
  const { active } = row;
  if (active === false || (typeof active === 'string' && active.toLowerCase() === 'false')) return true;
  return accountStatus(row).some((state) => inactiveStates.has(state));
}

/** Who was deactivated before coming in is not waited for. */
function isPending(row: JsonObject): boolean {
  return !isInactive(row) && accountStatus(row).some((state) => pendingStates.has(state));
}

function createdAt(row: JsonObject): string | undefined {
  const meta = row['meta'];
  const created = Date.parse(isJsonObject(meta) ? textIn(meta, 'created') : '');
  return Number.isNaN(created) ? undefined : new Date(created).toISOString();
}

/** The whole of a read: what was asked for and is not among the resources is positively absent. */
export function resultOf(
  { only }: ReadRequest,
  { rows, pages, problem }: Rows,
  resources: readonly ObservedResource[],
): ReadResult {
  const there = new Set(resources.map(({ address }) => address.key));
  const absent = (only ?? []).map(({ address }) => address).filter(({ key }) => !there.has(key));
  const coverage = problem !== null ? 'partial' : only === undefined ? 'complete' : 'known-only';
  return {
    coverage,
    resources,
    absent: problem === null ? absent : [],
    evidence: [],
    pages,
    rows: rows.length,
    problem,
  };
}
