import { instantOf } from '../../../../engine/model/instant.ts';
import type { JsonObject } from '../../../../engine/model/json.ts';
import { currency } from './catalogue.ts';
import type { Period, Plan, Product } from './catalogue.ts';
import type { Order, OrderDraft, OrderLine, Subscription } from './market.ts';

/** Quantities are texts here, and numbers in orders and subscriptions. */
export function wireProduct(product: Product): JsonObject {
  const { mpn, vendor, id, serviceName, name, minimumQuantity, maximumQuantity, dependsOn } = product;
  return {
    mpn,
    vendor,
    id,
    serviceName,
    name,
    minimumQuantity: String(minimumQuantity),
    maximumQuantity: String(maximumQuantity),
    prices: [{ ...money(product.price), type: 'recurring', model: 'FLAT' }],
    billingPeriod: wirePeriod(product.billingPeriod),
    subscriptionPeriod: wirePeriod(product.subscriptionPeriod),
    billingModel: 'chargeBeforeBillingPeriod',
    dependsOn: dependsOn.map((needed) => ({ mpn: needed })),
  };
}

export function wirePlan({ id, name, description }: Plan): JsonObject {
  return {
    id,
    name,
    shortDescription: description,
    longDescription: description,
    published: true,
    subscriptionPeriods: [{ type: 'year', duration: 1, trial: false, active: true }],
    billingPeriod: { type: 'month', duration: 1 },
    billingModel: 'chargeBeforeBillingPeriod',
  };
}

/** An order as lists have it: without products and details. */
export function wireOrder(order: Order): JsonObject {
  return {
    id: order.id,
    orderNumber: order.orderNumber,
    ...orderHead(order),
    creationDate: toSecond(order.createdAt),
    ...(order.provisionedAt === null ? {} : { provisioningDate: toSecond(order.provisionedAt) }),
    status: order.status,
    statusCode: statusCodes[order.status],
    creditCheck: order.creditCheck,
    total: money(totalOf(order)),
  };
}

export function wireWholeOrder(order: Order): JsonObject {
  return { ...wireOrder(order), ...orderBody(order) };
}

/** An order that is not placed: no number, no status, but prices. */
export function wireEstimate(draft: OrderDraft): JsonObject {
  return { ...orderHead(draft), total: money(totalOf(draft)), ...orderBody(draft) };
}

/** A subscription as lists have it: without products. */
export function wireSubscription(subscription: Subscription): JsonObject {
  const { id, name, customer, status, attributes, renewalStatus, expiresAt } = subscription;
  return {
    id,
    name,
    customerId: customer.id,
    status,
    attributes,
    renewalStatus,
    creationDate: toDay(subscription.createdAt),
    ...(renewalStatus ? { renewalDate: toDay(expiresAt) } : {}),
    lastModifiedDate: toDay(subscription.modifiedAt),
    expirationDate: toDay(expiresAt),
    billingModel: 'chargeBeforeBillingPeriod',
    billingPeriod: wirePeriod(subscription.billingPeriod),
    subscriptionPeriod: wirePeriod(subscription.subscriptionPeriod),
  };
}

export function wireWholeSubscription(subscription: Subscription): JsonObject {
  return {
    ...wireSubscription(subscription),
    products: subscription.products.map(({ product, quantity, vendorSubscriptionId }) => ({
      mpn: product.mpn,
      vendor: product.vendor,
      id: product.id,
      quantity,
      name: product.name,
      unitPrice: money(product.price),
      extendedPrice: money(product.price * quantity),
      ...(vendorSubscriptionId === null ? {} : { vendorSubscriptionId: String(vendorSubscriptionId) }),
    })),
    orderParameters: [...subscription.parameters],
    fulfillmentParameters: [],
    planId: subscription.products[0]?.product.planId ?? '',
  };
}

/** [ours] The documents show one code, `CP`, and `CL` for taking an order back. */
const statusCodes = { submitted: 'NW', processing: 'PD', completed: 'CP', error: 'ER', cancelled: 'CL' } as const;

function orderHead({ type, customer, poNumber, attributes, subscription }: OrderDraft | Order): JsonObject {
  return {
    type,
    customerId: customer.id,
    ...(poNumber === null ? {} : { poNumber }),
    attributes,
    ...(subscription === null ? {} : { subscriptionId: subscription.id }),
  };
}

function orderBody(order: OrderDraft | Order): JsonObject {
  const { lines, subscription } = order;
  const owner = subscription === null ? {} : { subscriptionId: subscription.id };
  return {
    details: lines.map(wireDetail),
    products: lines.map(({ product, quantity, parameters }) => ({
      mpn: product.mpn,
      vendor: product.vendor,
      id: product.id,
      name: product.name,
      quantity,
      billingPeriod: wirePeriod(product.billingPeriod),
      subscriptionPeriod: wirePeriod(product.subscriptionPeriod),
      extendedPrice: money(product.price * quantity),
      parameters: [...parameters],
      ...owner,
    })),
  };
}

function wireDetail({ product, added }: OrderLine): JsonObject {
  return {
    type: 'recurring',
    mpn: product.mpn,
    productId: product.id,
    duration: wirePeriod(product.billingPeriod),
    description: `Recurring for ${product.name}`,
    quantity: added,
    unitPrice: money(product.price),
    extendedPrice: money(product.price * added),
  };
}

/** Of the first billing period, for what is more than before. */
function totalOf({ lines }: Pick<OrderDraft, 'lines'>): number {
  let total = 0;
  for (const { product, added } of lines) total += product.price * added;
  return total;
}

function money(cents: number): { readonly currency: string; readonly amount: string } {
  return { currency, amount: (cents / 100).toFixed(2) };
}

function wirePeriod({ type, duration }: Period): JsonObject {
  return { type, duration };
}

function toSecond(epoch: number): string {
  return `${instantOf(epoch).slice(0, 19)}Z`;
}

function toDay(epoch: number): string {
  return instantOf(epoch).slice(0, 10);
}
