import type { Change } from '../../engine/model/change.ts';
import { second } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { Outcome, Write } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { assumed } from './assumptions.ts';
import { periodOf } from './kinds/subscription.ts';
import { objectsIn, purchaseId, textIn } from './purchase-api.ts';
import { type Line, readLines, subscriptionOf } from './purchase-reader.ts';
import type { Tenant } from './tenant.ts';

export function makeCustomer(tenant: Tenant): Write {
  return async ({ address, after }, { signal }) => {
    const { make, name, externalId } = tenant.settings.customer;
    const own = externalId === undefined ? {} : { externalId };
    const made = await tenant.purchase().makeCustomer({ ...make, ...own, name }, signal);
    const evidence = { grade: 'read' as const, at: tenant.now() };
    const observed = { address, id: purchaseId(made), presence: 'active' as const, attributes: after ?? {}, evidence };
    return { outcome: 'done', observed };
  };
}

/** Orders a product; an add-on is added to the subscription of its base. */
export function orderProduct(tenant: Tenant): Write {
  return async (change, { signal }) => {
    const order = await newOrder(tenant, change);
    return accepted(await tenant.purchase().placeOrder(order, signal), textIn(change.after ?? {}, 'mpn'));
  };
}

/** What an order for a new product is: also what its price is estimated by. */
export async function newOrder(tenant: Tenant, { after }: Pick<Change, 'after'>): Promise<JsonObject> {
  const mpn = textIn(after ?? {}, 'mpn');
  const product = orderedProduct(after ?? {});
  const base = baseOf(tenant, mpn);
  const common = { customerId: await customerId(tenant) };
  if (base === undefined) {
    const renewal = textIn(after ?? {}, 'renewal');
    return {
      type: 'sales',
      ...common,
      ...(renewal === '' ? {} : { autorenewal: renewal === 'automatic' }),
      products: [product],
    };
  }
  const line = await activeLine(tenant, base);
  const subscriptionId = line.subscription ?? '';
  return { type: 'change', ...common, subscriptionId, products: [{ ...product, subscriptionId }] };
}

export function orderedProduct(after: JsonObject): JsonObject {
  const billingPeriod = periodOf(textIn(after, 'billing'));
  const subscriptionPeriod = periodOf(textIn(after, 'term'));
  return {
    mpn: textIn(after, 'mpn'),
    quantity: Number(after['quantity'] ?? 0),
    ...(billingPeriod === undefined ? {} : { billingPeriod: { ...billingPeriod } }),
    ...(subscriptionPeriod === undefined ? {} : { subscriptionPeriod: { ...subscriptionPeriod } }),
  };
}

function baseOf({ portal }: Tenant, mpn: string): string | undefined {
  const license = portal.licenses.find((one) => one.mpn === mpn);
  return portal.licenses.find(({ name }) => name === license?.addOnOf)?.mpn;
}

/** Renewal is a setting of the subscription; the quantity goes by an order, with the new number and not the difference. */
export function changeSubscription(tenant: Tenant): Write {
  return async (change, { signal }) => {
    const mpn = textIn(change.after ?? {}, 'mpn');
    const fields = 'fields' in change && change.verdict !== 'release' ? change.fields.map(({ field }) => field) : [];
    const line = await activeLine(tenant, mpn);
    const api = tenant.purchase();
    if (fields.includes('renewal')) {
      await api.setRenewal(line.subscription ?? '', textIn(change.after ?? {}, 'renewal') === 'automatic', signal);
    }
    if (!fields.includes('quantity')) {
      const renewal = textIn(change.after ?? {}, 'renewal') || line.renewal;
      return { outcome: 'done', observed: subscriptionOf(tenant, { ...line, renewal }, new Set()) };
    }
    return accepted(await api.placeOrder(await resizeOrder(tenant, change, line), signal), mpn);
  };
}

export async function resizeOrder(tenant: Tenant, { after }: Pick<Change, 'after'>, line: Line): Promise<JsonObject> {
  const subscriptionId = line.subscription ?? '';
  const { mpn } = line;
  const product = { mpn, subscriptionId, quantity: Number(after?.['quantity'] ?? 0) };
  return { type: 'change', customerId: await customerId(tenant), subscriptionId, products: [product] };
}

export function cancelSubscription(tenant: Tenant): Write {
  return async (change, { signal }) => {
    const mpn = textIn(change.before ?? {}, 'mpn');
    const { lines, problem } = await readLines(tenant);
    // Gone, or another order already ends it.
    if (problem === null && !lines.some((one) => one.mpn === mpn)) return { outcome: 'done', observed: null };
    const line = await activeLine(tenant, mpn);
    if (line.base !== undefined && !assumed.addOnEndsAlone.value) {
      throw new ProviderError('invalid', `Cancelling ${mpn} would end ${line.base} too: they are one subscription.`, {
        cure: 'Ask the support of the marketplace to end the add-on alone.',
      });
    }
    const subscriptionId = line.subscription ?? '';
    const order = { type: 'cancellation', customerId: await customerId(tenant), subscriptionId };
    return accepted(await tenant.purchase().placeOrder({ ...order, products: [{ mpn, subscriptionId }] }, signal), mpn);
  };
}

/** `ORDER/MPN`: which order is asked after, and for which of its products. */
function accepted(order: JsonObject, mpn: string): Outcome {
  return { outcome: 'accepted', ref: `${purchaseId(order)}/${mpn}`, checkAfter: 5 * second };
}

/** Null while the order, or the subscription that comes of it, is under way. */
export async function pollOrder(tenant: Tenant, ref: string): Promise<Outcome | null> {
  const slash = ref.indexOf('/');
  const [id, mpn] = [ref.slice(0, slash), ref.slice(slash + 1)];
  const order = await tenant.purchase().order(id);
  if (order === null) throw new ProviderError('not-found', `The marketplace knows no order ${id}.`);
  const status = textIn(order, 'status');
  if (status === 'error' || status === 'cancelled') {
    throw new ProviderError('invalid', `The order ${textIn(order, 'orderNumber') || id} of ${mpn} is ${status}.`, {
      cure: 'Ask the support of the marketplace why; nothing is ordered again by itself before the next apply.',
    });
  }
  if (status !== 'completed') return null;
  if (textIn(order, 'type') === 'cancellation') return { outcome: 'done', observed: null };
  const { lines, problem } = await readLines(tenant);
  const line = lines.find((one) => one.mpn === mpn);
  if (line?.state === 'active' && isAsOrdered(line, order)) {
    return { outcome: 'done', observed: subscriptionOf(tenant, line, new Set()) };
  }
  if (problem !== null) throw new ProviderError('unavailable', problem.text);
  return null;
}

/** A completed order may take a moment to show in the subscription. */
function isAsOrdered(line: Line, order: JsonObject): boolean {
  const ordered = objectsIn(order, 'products').find((product) => textIn(product, 'mpn') === line.mpn);
  return ordered === undefined || Number(ordered['quantity'] ?? line.quantity) === line.quantity;
}

async function activeLine(tenant: Tenant, mpn: string): Promise<Line> {
  const { lines, problem } = await readLines(tenant);
  const line = lines.find((one) => one.mpn === mpn);
  if (line === undefined && problem !== null) throw new ProviderError('unavailable', problem.text);
  if (line === undefined)
    throw new ProviderError('not-found', `There is no subscription of ${mpn}.`, { cure: 'Plan again.' });
  if (line.state === 'active') return line;
  throw new ProviderError(
    'conflict',
    `An order of ${mpn} is still open: the subscription cannot be changed before it is fulfilled.`,
    {
      cure: 'Apply again when it is active (rollcall status).',
    },
  );
}

async function customerId(tenant: Tenant): Promise<string> {
  const customer = await tenant.customer();
  if (customer !== null) return purchaseId(customer);
  throw new ProviderError('not-found', `There is no customer ${tenant.settings.customer.name} at the marketplace.`);
}
