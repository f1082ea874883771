import type { JsonObject } from '../../engine/model/json.ts';
import type { ReadRequest, ReadResult } from '../../engine/model/provider.ts';
import type { Known, ObservedResource } from '../../engine/model/resource.ts';
import { answerReader } from '../kit/json-answer.ts';
import type { PagedRows } from '../kit/paging.ts';
import { assumed } from './assumptions.ts';
import { everybodysRole, roleKind, roleNamed } from './kinds/role.ts';
import { seatKey, seatKind } from './kinds/seat.ts';
import { serviceSubscriptionKind } from './kinds/service-subscription.ts';
import { subscriberKind } from './kinds/subscriber.ts';
import { textIn } from './purchase-api.ts';
import { emailOf, idOf, numberOf } from './service-api.ts';
import { dormantIn, isInTrash } from './service-trash.ts';
import type { Tenant } from './tenant.ts';
import { instantOfWire } from './wire-dates.ts';

const answers = answerReader('An answer of IBM');

type Rows = PagedRows<JsonObject>;

const nothing: Rows = { rows: [], pages: 1, problem: null };

async function listSubscribers(tenant: Tenant): Promise<Rows> {
  const organisation = await tenant.organisation();
  return organisation === null ? nothing : tenant.service().subscribers(organisation);
}

async function listSubscriptions(tenant: Tenant): Promise<Rows> {
  const organisation = await tenant.organisation();
  return organisation === null ? nothing : tenant.service().subscriptions(organisation);
}

/** Those whom a read brings: everybody, or the people that are asked for, each found by the address. */
async function subscribersFor(tenant: Tenant, { only }: ReadRequest): Promise<Rows> {
  if (only === undefined) return listSubscribers(tenant);
  const rows: JsonObject[] = [];
  const emails = new Set(only.map(({ address }) => personIn(address.key)));
  for (const email of emails) {
    const found = await tenant.service().findSubscriber(email);
    if (found !== null) rows.push(found);
  }
  return { rows, pages: emails.size, problem: null };
}

/** Keys of seats and roles begin with the person: `ada@acme.example/D0NPULL`. */
function personIn(key: string): string {
  const slash = key.indexOf('/');
  return slash < 0 ? key : key.slice(0, slash);
}

/** In the trash, or on the way out, is not there: coming back is a restore, which `create` does. */
const goneStates: ReadonlySet<string> = new Set(assumed.onTheWayOut.value);

export function isGone(object: JsonObject, name: 'SubscriberState' | 'SubscriptionState'): boolean {
  return goneStates.has(textIn(object, name));
}

/**
 * Whether the subscriber's seats and roles are theirs. In the trash they are: the seats stay taken, and all of them come
 * back with the person. Taken for gone, what the manifests no longer give would come back with nobody's knowing.
 */
function holds(subscriber: JsonObject): boolean {
  return (assumed.trashKeeps.value && isInTrash(subscriber)) || !isGone(subscriber, 'SubscriberState');
}

export async function readSubscribers(tenant: Tenant, request: ReadRequest): Promise<ReadResult> {
  const listed = await subscribersFor(tenant, request);
  const there = listed.rows.filter((row) => !isGone(row, 'SubscriberState'));
  return resultOf(
    request,
    listed,
    there.map((row) => subscriberOf(tenant, row)),
  );
}

export function subscriberOf({ portal, now }: Tenant, row: JsonObject): ObservedResource {
  const email = emailOf(row);
  return {
    address: { portal: portal.name, kind: subscriberKind, key: email },
    id: String(idOf(row)),
    presence: 'active',
    attributes: { email, state: textIn(row, 'SubscriberState') },
    evidence: { grade: 'read', at: now() },
  };
}

export async function readRoles(tenant: Tenant, request: ReadRequest): Promise<ReadResult> {
  const listed = await subscribersFor(tenant, request);
  const resources: ObservedResource[] = [];
  for (const row of listed.rows) {
    if (!holds(row)) continue;
    const dormant = dormantIn(tenant, row);
    for (const name of rolesOf(row)) resources.push({ ...roleOf(tenant, emailOf(row), name), ...dormant });
  }
  return resultOf(request, listed, resources);
}

function rolesOf(row: JsonObject): readonly string[] {
  const person = answers.object(row['Person'] ?? null);
  const names = answers.textsIfAny(person, 'RoleSet').map((name) => roleNamed(name) ?? name);
  return [...new Set(names)].filter((name) => name !== everybodysRole);
}

export function roleOf({ portal, now }: Tenant, email: string, name: string): ObservedResource {
  return {
    address: { portal: portal.name, kind: roleKind, key: `${email}/${name}` },
    id: null,
    presence: 'active',
    attributes: { email, role: name },
    evidence: { grade: 'read', at: now() },
  };
}

export async function readSeats(tenant: Tenant, request: ReadRequest): Promise<ReadResult> {
  const [people, bought] = [await subscribersFor(tenant, request), await listSubscriptions(tenant)];
  const parts = partsOf(bought.rows);
  const resources: ObservedResource[] = [];
  for (const row of people.rows) {
    if (!holds(row)) continue;
    const email = emailOf(row);
    for (const held of answers.listIfAny(row, 'SeatSet')) {
      const seat = seatOf(tenant, { email, held, parts });
      if (seat !== null) resources.push({ ...seat, ...dormantIn(tenant, row) });
    }
  }
  const listed = { rows: people.rows, pages: people.pages + bought.pages, problem: people.problem ?? bought.problem };
  return resultOf(request, listed, resources);
}

/** Part numbers by the id of the subscription, and the base of each add-on. */
export type Parts = ReadonlyMap<number, { readonly part: string; readonly base?: string }>;

export function partsOf(subscriptions: readonly JsonObject[]): Parts {
  const names = new Map(subscriptions.map((row) => [idOf(row), answers.text(row, 'PartNumber')]));
  return new Map(
    [...subscriptions].map((row) => {
      const parent = row['ParentSubscriptionId'];
      const base = parent === undefined || parent === null ? undefined : names.get(numberOf(parent));
      return [idOf(row), { part: answers.text(row, 'PartNumber'), ...(base === undefined ? {} : { base }) }] as const;
    }),
  );
}

interface Held {
  readonly email: string;
  readonly held: JsonObject;
  readonly parts: Parts;
}

/** Null for one that is on the way out, or of a subscription that is not listed. */
export function seatOf({ portal, now }: Tenant, { email, held, parts }: Held): ObservedResource | null {
  const state = answers.text(held, 'SeatState');
  const of = parts.get(numberOf(held['SubscriptionId']));
  if (of === undefined || (state !== 'ASSIGNED' && state !== 'ENTITLE_PENDING')) return null;
  const at = now();
  const isHeld = state === 'ASSIGNED';
  return {
    address: { portal: portal.name, kind: seatKind, key: seatKey(email, of.part) },
    id: String(idOf(held)),
    presence: isHeld ? 'active' : 'invited',
    attributes: { email, ...of },
    ...(isHeld ? {} : { invitation: { sentAt: at } }),
    evidence: { grade: 'read', at },
  };
}

export async function readServiceSubscriptions(tenant: Tenant, request: ReadRequest): Promise<ReadResult> {
  const listed = await listSubscriptions(tenant);
  const seen = new Set<string>();
  const there = listed.rows.filter((row) => !isGone(row, 'SubscriptionState'));
  const all = there.map((row) => serviceSubscriptionOf(tenant, row, seen));
  const asked = request.only === undefined ? undefined : new Set(request.only.map(({ address }) => address.key));
  return resultOf(request, listed, asked === undefined ? all : all.filter(({ address }) => asked.has(address.key)));
}

export function serviceSubscriptionOf({ portal, now }: Tenant, row: JsonObject, seen: Set<string>): ObservedResource {
  const id = String(idOf(row));
  const given = answers.text(row, 'PartNumber');
  const part = seen.has(given) ? `${given}#${id}` : given;
  seen.add(part);
  const seats = seatsIn(row);
  const free = row['NumberOfAvailableSeats'];
  const expires = instantOfWire(textIn(row, 'ExpirationDate'));
  const at = now();
  const isActive = textIn(row, 'SubscriptionState') === 'ACTIVE';
  return {
    address: { portal: portal.name, kind: serviceSubscriptionKind, key: part },
    id,
    presence: isActive ? 'active' : 'invited',
    attributes: {
      part,
      ...(seats === undefined ? {} : { seats }),
      ...(seats !== undefined && typeof free === 'number' ? { used: seats - free } : {}),
      ...(expires === undefined ? {} : { expires }),
    },
    ...(isActive ? {} : { invitation: { sentAt: at } }),
    evidence: { grade: 'read', at },
  };
}

/** Three members say how many there are, and old samples have only some of them. */
export function seatsIn(row: JsonObject): number | undefined {
  for (const name of ['MaxNumberOfSeats', 'NumberOfSeats', 'EntitlementQuantity']) {
    const value = row[name];
    if (typeof value === 'number') return value;
  }
  return undefined;
}

function resultOf({ only }: ReadRequest, listed: Rows, resources: readonly ObservedResource[]): ReadResult {
  const { pages, problem } = listed;
  const there = new Set(resources.map(({ address }) => address.key));
  const absent = (only ?? []).map(({ address }: Known) => address).filter(({ key }) => !there.has(key));
  const coverage = problem !== null ? 'partial' : only === undefined ? 'complete' : 'known-only';
  const gone = problem === null ? absent : [];
  return { coverage, resources, absent: gone, evidence: [], pages, rows: listed.rows.length, problem };
}
