import { durationOf, endOf } from './periods.ts';
import type { Customer, Market, Order, SubscribedProduct, Subscription } from './market.ts';

/**
 * The order is completed: what it asked for is so at the marketplace, and has been asked of IBM. It ends in error where
 * IBM does not have the subscription any more.
 */
export function fulfilOrder(market: Market, order: Order, at: number): void {
  const { subscription } = order;
  if (subscription === null) return;
  try {
    carryOut(market, subscription, { order, at });
    order.status = 'completed';
    order.provisionedAt = at;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    order.status = 'error';
  }
}

interface Fulfilment {
  readonly order: Order;
  readonly at: number;
}

function carryOut(market: Market, subscription: Subscription, { order, at }: Fulfilment): void {
  switch (order.type) {
    case 'sales':
      for (const product of subscription.products) orderAtIbm(market, subscription, { product, at });
      market.dues.add(at + market.times.activation, (done) => {
        if (subscription.status !== 'pending') return;
        subscription.status = 'active';
        subscription.modifiedAt = done;
      });
      break;
    case 'change':
      changeQuantities(market, subscription, { order, at });
      break;
    case 'renewal':
      subscription.expiresAt = endOf(subscription.expiresAt, subscription.subscriptionPeriod);
      break;
    case 'cancellation':
      cancelAll(market, subscription);
      break;
  }
  subscription.modifiedAt = at;
}

/** The organisation at IBM that a customer of the marketplace has there; made with the first order or service. */
export function organisationOf({ service }: Pick<Market, 'service'>, customer: Customer): number {
  const admin = customer.contactPersons.find(({ type }) => type === 'admin') ?? customer.contactPersons[0];
  return service.organisationOf({ externalId: customer.id, name: customer.name, contactEmail: admin?.email ?? '' });
}

interface AtIbm {
  readonly product: SubscribedProduct;
  readonly at: number;
}

function orderAtIbm(market: Market, subscription: Subscription, { product, at }: AtIbm): void {
  const { part, baseOf } = product.product;
  product.vendorSubscriptionId = market.service.order({
    organisation: organisationOf(market, subscription.customer),
    partNumber: part,
    seats: product.quantity,
    ...durationOf(subscription.subscriptionPeriod),
    ...(baseOf === undefined ? {} : { baseOf }),
    activation: Math.max(0, at + market.times.activation - market.world.now()),
  });
}

function changeQuantities(market: Market, subscription: Subscription, { order, at }: Fulfilment): void {
  for (const { product, quantity } of order.lines) {
    const had = subscription.products.find((one) => one.product === product);
    if (had === undefined) {
      const added = { product, quantity, vendorSubscriptionId: null };
      subscription.products.push(added);
      orderAtIbm(market, subscription, { product: added, at });
      continue;
    }
    had.quantity = quantity;
    if (had.vendorSubscriptionId !== null) market.service.resize(had.vendorSubscriptionId, quantity);
  }
}

/** Add-ons before their base. */
function cancelAll(market: Market, subscription: Subscription): void {
  subscription.status = 'terminated';
  subscription.renewalStatus = false;
  for (const { vendorSubscriptionId } of subscription.products.toReversed()) {
    if (vendorSubscriptionId !== null) market.service.cancel(vendorSubscriptionId);
  }
}
