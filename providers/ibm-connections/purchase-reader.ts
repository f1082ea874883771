import { isJsonObject, type Json, type JsonObject } from '../../engine/model/json.ts';
import type { ReadRequest, ReadResult } from '../../engine/model/provider.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
import { answerReader } from '../kit/json-answer.ts';
import { assumed } from './assumptions.ts';
import { customerKind } from './kinds/customer.ts';
import { periodOf, subscriptionKind } from './kinds/subscription.ts';
import { objectsIn, purchaseId, textIn } from './purchase-api.ts';
import type { Tenant } from './tenant.ts';

/** The one customer that the settings name. */
export async function readCustomer(tenant: Tenant, { known, only }: ReadRequest): Promise<ReadResult> {
  const row = await tenant.customer();
  const asked = only ?? known;
  const resources = row === null ? [] : [customerOf(tenant, row)];
  const there = new Set(resources.map(({ address }) => address.key));
  const absent = asked.map(({ address }) => address).filter(({ key }) => !there.has(key));
  const coverage = only === undefined ? 'complete' : 'known-only';
  return { coverage, resources, absent, evidence: [], pages: 1, rows: resources.length, problem: null };
}

function customerOf({ portal, settings, now }: Tenant, row: JsonObject): ObservedResource {
  const name = textIn(row, 'name');
  const externalId = textIn(row, 'externalId');
  return {
    // Found by its id, it may have another name there: it is the customer that the settings mean all the same.
    address: { portal: portal.name, kind: customerKind, key: settings.customer.name },
    id: purchaseId(row),
    presence: 'active',
    attributes: {
      name: settings.customer.id === undefined ? name : settings.customer.name,
      ...(externalId === '' ? {} : { externalId }),
    },
    evidence: { grade: 'read', at: now() },
  };
}

/** One line of a subscription, or of an order that is still under way. */
export interface Line {
  readonly mpn: string;
  readonly quantity: number;
  /** Undefined while only an order knows of it. */
  readonly subscription?: string;
  /** `changing`: there, and an order that changes it is open; the quantity is the ordered one. */
  readonly state: 'active' | 'changing' | 'under-way';
  /** The product that an add-on shares its subscription with. */
  readonly base?: string;
  /** What ends with a base. */
  readonly addOns?: readonly string[];
  readonly term: string;
  readonly billing: string;
  readonly renewal: string;
  readonly since: string;
}

export interface Lines {
  readonly lines: readonly Line[];
  readonly pages: number;
  readonly problem: ReadResult['problem'];
}

/** Subscriptions of the customer line by line. What is only ordered counts too: else it would be ordered again. */
export async function readLines(tenant: Tenant): Promise<Lines> {
  const customer = await tenant.customer();
  if (customer === null) return { lines: [], pages: 1, problem: null };
  const api = tenant.purchase();
  const id = purchaseId(customer);
  const listed = await api.subscriptions(id);
  const lines: Line[] = [];
  let pages = listed.pages + 1;
  for (const row of listed.rows) {
    if (!liveStates.has(stateOf(row))) continue;
    const whole = await api.subscription(purchaseId(row));
    pages += 1;
    if (whole !== null) lines.push(...linesOf(whole));
  }
  const orders = await api.orders(id);
  pages += orders.pages;
  let expected: readonly Line[] = lines;
  for (const row of orders.rows) {
    if (!openStates.has(stateOf(row))) continue;
    const whole = await api.order(purchaseId(row));
    pages += 1;
    if (whole !== null) expected = withOrder(expected, whole);
  }
  return { lines: expected, pages, problem: listed.problem ?? orders.problem };
}

/** What says no state would be taken for what has ended. */
function stateOf(row: JsonObject): string {
  return answerReader('A row of the marketplace').text(row, 'status');
}

/** What is there, as it will be when the open order is fulfilled: so that nothing is ordered or cancelled twice. */
function withOrder(lines: readonly Line[], order: JsonObject): readonly Line[] {
  const of = subscriptionOrdered(order);
  if (textIn(order, 'type') === 'cancellation') return lines.filter(({ subscription }) => subscription !== of);
  let changed = [...lines];
  for (const ordered of orderedLines(order)) {
    const isMeant = ({ mpn, subscription }: Line): boolean => mpn === ordered.mpn && subscription === of;
    if (of !== '' && changed.some(isMeant)) {
      const { quantity } = ordered;
      changed = changed.map((line) => (isMeant(line) ? { ...line, quantity, state: 'changing' } : line));
    } else if (!changed.some(({ mpn }) => mpn === ordered.mpn)) changed.push(ordered);
  }
  return changed;
}

/** An order names its subscription itself or in its products; a sale has none yet. */
function subscriptionOrdered(order: JsonObject): string {
  const named = [order, ...objectsIn(order, 'products')].map((one) => textIn(one, 'subscriptionId'));
  return named.find((id) => id !== '') ?? '';
}

const liveStates: ReadonlySet<string> = new Set(['pending', 'active', 'hold', 'unknown']);
const openStates: ReadonlySet<string> = new Set(assumed.openOrders.value);

function linesOf(subscription: JsonObject): Line[] {
  const status = textIn(subscription, 'status');
  const products = objectsIn(subscription, 'products');
  return products.map((product, index) => ({
    ...lineOf(product, subscription),
    ...placeOf(
      products.map((one) => textIn(one, 'mpn')),
      index,
    ),
    subscription: purchaseId(subscription),
    state: status === 'pending' ? 'under-way' : 'active',
  }));
}

/** An add-on is a further product of its base's subscription. */
function placeOf(mpns: readonly string[], index: number): Pick<Line, 'base' | 'addOns'> {
  const first = mpns[assumed.baseComesAt.value];
  if (first === undefined || mpns.length === 1) return {};
  return index === assumed.baseComesAt.value ? { addOns: mpns.filter((mpn) => mpn !== first) } : { base: first };
}

function orderedLines(order: JsonObject): Line[] {
  const type = textIn(order, 'type');
  if (type !== 'sales' && type !== 'change') return [];
  return objectsIn(order, 'products').map((product) => ({ ...lineOf(product, order), state: 'under-way' }));
}

function lineOf(product: JsonObject, whole: JsonObject): Omit<Line, 'state'> {
  const { quantity } = product;
  const period = (name: string): string => wordsOf(product[name] ?? whole[name] ?? null);
  const { renewalStatus } = whole;
  return {
    mpn: textIn(product, 'mpn'),
    quantity: typeof quantity === 'number' ? quantity : Number(quantity ?? 0),
    term: period('subscriptionPeriod'),
    billing: period('billingPeriod'),
    renewal: typeof renewalStatus === 'boolean' ? (renewalStatus ? 'automatic' : 'none') : '',
    since: textIn(whole, 'creationDate'),
  };
}

function wordsOf(period: Json): string {
  if (!isJsonObject(period)) return '';
  const text = `${textIn(period, 'duration')} ${textIn(period, 'type')}`;
  const known = periodOf(text);
  return known === undefined ? '' : `${known.duration} ${known.type}${known.duration === 1 ? '' : 's'}`;
}

export async function readSubscriptions(tenant: Tenant, { only }: ReadRequest): Promise<ReadResult> {
  const { lines, pages, problem } = await readLines(tenant);
  const seen = new Set<string>();
  const all = lines.map((line) => subscriptionOf(tenant, line, seen));
  const asked = only === undefined ? undefined : new Set(only.map(({ address }) => address.key));
  const resources = asked === undefined ? all : all.filter(({ address }) => asked.has(address.key));
  const absent = (only ?? []).map(({ address }) => address).filter(({ key }) => !seen.has(key));
  const coverage = problem === null ? (only === undefined ? 'complete' : 'known-only') : 'partial';
  return {
    coverage,
    resources,
    absent: problem === null ? absent : [],
    evidence: [],
    pages,
    rows: all.length,
    problem,
  };
}

/** A second subscription of the same product is another object: the key says which. */
export function subscriptionOf({ portal, now }: Tenant, line: Line, seen: Set<string>): ObservedResource {
  const mpn = seen.has(line.mpn) ? `${line.mpn}#${line.subscription ?? 'ordered'}` : line.mpn;
  seen.add(mpn);
  const { term, billing, renewal, quantity } = line;
  const at = now();
  const isActive = line.state === 'active';
  return {
    address: { portal: portal.name, kind: subscriptionKind, key: mpn },
    // Until it is active the portal has one number after the other for it, of the order and of what comes of it.
    id: line.state === 'under-way' ? `ordered/${mpn}` : `${line.subscription ?? ''}/${line.mpn}`,
    presence: isActive ? 'active' : 'invited',
    attributes: {
      mpn,
      quantity,
      ...(term === '' ? {} : { term }),
      ...(billing === '' ? {} : { billing }),
      ...(renewal === '' ? {} : { renewal }),
      ...(line.base === undefined ? {} : { base: line.base }),
      ...(line.addOns === undefined ? {} : { addOns: line.addOns }),
    },
    ...(isActive ? {} : { invitation: { sentAt: momentOf(line.since) ?? at } }),
    evidence: { grade: 'read', at },
  };
}

function momentOf(text: string): string | undefined {
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : new Date(moment).toISOString();
}
