import { isJsonObject } from '../../../../engine/model/json.ts';
import type { Json, JsonObject } from '../../../../engine/model/json.ts';
import { objectIn, objectsIn, textIn } from '../json-parts.ts';
import type { Period, Product } from './catalogue.ts';
import type { Customer, Market, OrderDraft, OrderLine, OrderType, Subscription } from './market.ts';
import { conflict, invalid, isRefusal, unknown } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

const orderTypes: readonly string[] = ['sales', 'change', 'renewal', 'cancellation'];

/** Checks an order, or an estimate of one, against the catalogue and what the customer has. */
export function readOrder(market: Market, body: JsonObject): OrderDraft | Refusal {
  const type = body['type'] ?? 'sales';
  if (typeof type !== 'string' || !orderTypes.includes(type)) {
    return invalid(`type must be one of: ${orderTypes.join(', ')}`);
  }
  const customer = market.customers.get(textIn(body['customerId']));
  if (customer === undefined) return unknown(`customer ${textIn(body['customerId'])}`);
  const draft = {
    type: type as OrderType,
    customer,
    poNumber: typeof body['poNumber'] === 'string' ? body['poNumber'] : null,
    attributes: objectIn(body['attributes']),
    autorenewal: body['autorenewal'] !== false,
  };
  if (type === 'sales') {
    const lines = salesLines(market, body);
    return isRefusal(lines) ? lines : { ...draft, lines, subscription: null };
  }
  const subscription = orderedSubscription(market, customer, body);
  if (isRefusal(subscription)) return subscription;
  const lines = type === 'change' ? changeLines(market, subscription, body) : [];
  return isRefusal(lines) ? lines : { ...draft, lines, subscription };
}

/** Documented: what a product depends on is added by the platform where the order does not have it. */
function salesLines(market: Market, body: JsonObject): readonly OrderLine[] | Refusal {
  const lines: OrderLine[] = [];
  for (const one of productsOf(body)) {
    const line = lineOf(market, one, 0);
    if (isRefusal(line)) return line;
    if (lines.some(({ product }) => product === line.product)) return invalid(`${line.product.mpn} is given twice`);
    lines.push(line);
  }
  if (lines.length === 0) return invalid('products must name at least one product');
  return withDependencies(market, lines);
}

function withDependencies(market: Market, lines: readonly OrderLine[]): readonly OrderLine[] {
  const all = [...lines];
  for (const { product, quantity } of lines) {
    for (const mpn of product.dependsOn) {
      const needed = market.products.find((one) => one.mpn === mpn);
      if (needed === undefined || all.some((line) => line.product === needed)) continue;
      all.unshift({ product: needed, quantity, added: quantity, parameters: [] });
    }
  }
  return all;
}

/** A product that the subscription does not have yet is added to it. */
function changeLines(market: Market, subscription: Subscription, body: JsonObject): readonly OrderLine[] | Refusal {
  const lines: OrderLine[] = [];
  for (const one of productsOf(body)) {
    const had = subscription.products.find(({ product }) => isMeant(product, one));
    const line = lineOf(market, one, had?.quantity ?? 0);
    if (isRefusal(line)) return line;
    lines.push(line);
  }
  return lines.length === 0 ? invalid('products must name what changes') : lines;
}

function lineOf(market: Market, one: JsonObject, had: number): OrderLine | Refusal {
  const product = market.products.find((known) => isMeant(known, one));
  if (product === undefined) return unknown(`product ${textIn(one['mpn'] ?? one['id'])}`);
  const quantity = quantityIn(one);
  const { minimumQuantity: least, maximumQuantity: most, mpn } = product;
  if (!Number.isInteger(quantity) || quantity < least || quantity > most) {
    return invalid(`quantity of ${mpn} must be a whole number from ${least} to ${most}`);
  }
  for (const name of ['billingPeriod', 'subscriptionPeriod'] as const) {
    if (one[name] !== undefined && !isPeriod(one[name], product[name])) {
      return invalid(`${name} of ${mpn} must be ${product[name].duration} ${product[name].type}`);
    }
  }
  const parameters = objectsIn(one['parameters']);
  return { product, quantity, added: Math.max(0, quantity - had), parameters };
}

/** Observed: a subscription that is still being provisioned cannot be changed. */
function orderedSubscription(market: Market, customer: Customer, body: JsonObject): Subscription | Refusal {
  const ids = [body, ...productsOf(body)].map((one) => textIn(one['subscriptionId']));
  const [id, another] = new Set(ids.filter((one) => one !== ''));
  if (id === undefined) return invalid('subscriptionId must be given');
  if (another !== undefined) return invalid('one order is for one subscription');
  const subscription = market.subscriptions.get(id);
  if (subscription?.customer !== customer) return unknown(`subscription ${id}`);
  if (subscription.status === 'terminated') return conflict(`subscription ${id} is terminated`);
  const open = [...market.orders.values()].find((order) => order.subscription === subscription && isOpen(order));
  if (subscription.status === 'pending' || open !== undefined) {
    return conflict(`subscription ${id} is still being provisioned and cannot be changed`);
  }
  return subscription;
}

/** Documented: a number, and in the vendor's own example a text of one, `"2.0"`. NaN where it is neither. */
function quantityIn({ quantity }: JsonObject): number {
  if (typeof quantity === 'number') return quantity;
  return typeof quantity === 'string' && /^\d{1,9}(\.0+)?$/u.test(quantity) ? Number(quantity) : Number.NaN;
}

function isOpen({ status }: { readonly status: string }): boolean {
  return status === 'submitted' || status === 'processing';
}

function isMeant(product: Product, { mpn, id }: JsonObject): boolean {
  return mpn === undefined ? product.id === id : product.mpn === mpn;
}

function isPeriod(value: Json, { type, duration }: Period): boolean {
  return isJsonObject(value) && value['type'] === type && value['duration'] === duration;
}

function productsOf(body: JsonObject): readonly JsonObject[] {
  return objectsIn(body['products']);
}
