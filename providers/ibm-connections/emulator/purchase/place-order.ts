import { fulfilOrder } from './fulfil-order.ts';
import type { Market, Order, OrderDraft, Subscription } from './market.ts';
import { endOf } from './periods.ts';
import { conflict } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

/** Nothing notices that an order was placed before: each makes its own. */
export function placeOrder(market: Market, draft: OrderDraft): Order {
  const number = market.nextNumber('order');
  const createdAt = market.world.now();
  const order: Order = {
    ...draft,
    id: String(number),
    orderNumber: `${orderPrefix[draft.type]}${String(number).padStart(6, '0')}`,
    createdAt,
    status: 'submitted',
    provisionedAt: null,
    creditCheck: false,
  };
  market.orders.set(order.id, order);
  const { accept, fulfil } = market.times;
  market.dues.add(createdAt + accept, (at) => {
    if (order.status !== 'submitted') return;
    order.status = 'processing';
    if (order.type === 'sales') order.subscription = makeSubscription(market, order, at);
    market.dues.add(at + fulfil, (done) => fulfilOrder(market, order, done));
  });
  return order;
}

/** [ours] Only an order that nobody has begun with can be taken back. */
export function cancelOrder(order: Order): Order | Refusal {
  if (order.status === 'cancelled') return order;
  if (order.status !== 'submitted') return conflict(`order ${order.id} is ${order.status}`);
  order.status = 'cancelled';
  return order;
}

const orderPrefix = { sales: 'SO', change: 'CH', renewal: 'RN', cancellation: 'CN' } as const;

function makeSubscription(market: Market, order: Order, at: number): Subscription {
  const first = order.lines[0]?.product;
  if (first === undefined) throw new Error(`order ${order.id} has no lines`);
  const subscription: Subscription = {
    id: String(market.nextNumber('subscription')),
    uuid: market.world.newId(),
    customer: order.customer,
    name: first.name,
    createdAt: at,
    status: 'pending',
    renewalStatus: order.autorenewal,
    modifiedAt: at,
    expiresAt: endOf(at, first.subscriptionPeriod),
    billingPeriod: first.billingPeriod,
    subscriptionPeriod: first.subscriptionPeriod,
    products: order.lines.map(({ product, quantity }) => ({ product, quantity, vendorSubscriptionId: null })),
    parameters: order.lines.flatMap(({ parameters }) => parameters),
    attributes: order.attributes,
  };
  market.subscriptions.set(subscription.id, subscription);
  return subscription;
}
