import type { JsonObject } from '../../../../engine/model/json.ts';
import {
  findCustomer,
  findSubscription,
  json,
  noContent,
  readNumber,
  readFlag,
  settled,
  unwrap,
} from './api-context.ts';
import type { Api, Call, Reply, ServiceOperation } from './api-context.ts';
import type { ServiceResult } from './ibm-service.ts';
import { isNamed, listReply, namedReply, runNamedQuery } from './listing.ts';
import { sendOrderMail } from './mails.ts';
import { readOrderItems } from './order-items.ts';
import { badInput, done, unknown } from './refusal.ts';
import type { ServiceState, Subscription } from './service-state.ts';
import { cancelSubscription, order, resize, suspendSubscription, unsuspendSubscription } from './subscriptions.ts';
import { epochOfWireDate } from './wire-dates.ts';
import { wireSubscription } from './wire-objects.ts';

const path = '/api/bss/resource/subscription';

export function addSubscriptionRoutes({ app, route, dispatch }: Api): void {
  const by = 'administrator';
  const list = route({ name: 'list the subscriptions', writes: false, by, paged: true, act: listAll });
  const find = route({ name: 'find subscriptions', writes: false, by, paged: true, act: findSome });
  app.get(path, (c) => (isNamed(c) ? find : list)(c));
  app.post(path, route({ name: 'order subscriptions', writes: true, by: 'vendor', act: placeOrder }));
  app.get(`${path}/:id`, route({ name: 'read a subscription', writes: false, by, act: read }));
  app.put(`${path}/:id`, route({ name: 'replace a subscription', writes: true, by: 'vendor', act: replace }));
  app.delete(`${path}/:id`, route({ name: 'cancel a subscription', writes: true, by: 'vendor', act: cancel }));
  app.post(
    `${path}/:id`,
    dispatch({
      suspendSubscription: moving('suspend a subscription', suspendSubscription),
      unsuspendSubscription: moving('unsuspend a subscription', unsuspendSubscription),
    }),
  );
}

function listAll(call: Call): ServiceResult<Reply> {
  const { state, actor } = call;
  const all = actor.role === 'VSR' ? state.subscriptions.values() : (actor.customer?.subscriptions ?? []);
  return listReply(call, all, wireSubscription);
}

function findSome(call: Call): ServiceResult<Reply> {
  return runNamedQuery(call, {
    getSubscriptionByCustomer: () => {
      const customer = findCustomer(call, call.c.req.query('customerId'));
      return customer.ok ? namedReply(call, [...customer.value.subscriptions], wireSubscription) : customer;
    },
  });
}

function placeOrder(call: Call): ServiceResult<Reply> {
  const { state } = call;
  const sent = unwrap(call, 'Order');
  if (!sent.ok) return sent;
  const customer = findCustomer(call, sent.value['CustomerId']);
  if (!customer.ok) return customer;
  const items = readOrderItems(state, customer.value, sent.value['OrderItemSet']);
  if (!items.ok) return items;
  const suppress = readFlag(call, 'suppressEmail', false);
  if (!suppress.ok) return suppress;
  const made = items.value.map((item) => order(state, item));
  if (!suppress.value) sendOrderMail(state, customer.value, made);
  return json({ List: made.map(({ id, partNumber }) => ({ SubscriptionId: id, PartNumber: partNumber })) });
}

function read(call: Call): ServiceResult<Reply> {
  const found = findSubscription(call, call.c.req.param('id'));
  if (!found.ok) return found;
  return call.isVisible(found.value) ? json({ Subscription: wireSubscription(found.value) }) : unknown('subscription');
}

/** The full object; only its expiry date and its number of seats can be other than they are. */
function replace(call: Call): ServiceResult<Reply> {
  const { state } = call;
  const found = findSubscription(call, call.c.req.param('id'));
  if (!found.ok) return found;
  const subscription = found.value;
  const sent = unwrap(call, 'Subscription');
  if (!sent.ok) return sent;
  const customer = readNumber(sent.value['CustomerId']);
  if (!customer.ok) return customer;
  if (customer.value !== subscription.customer.id) return badInput('A subscription stays with its organisation.');
  const expires = sent.value['ExpirationDate'];
  const expiresAt = typeof expires === 'string' ? epochOfWireDate(expires) : null;
  if (expiresAt === null) return badInput('ExpirationDate is MM/DD/YYYY HH:MM:SS.');
  const seats = readSeats(sent.value, subscription);
  if (!seats.ok) return seats;
  if (seats.value !== subscription.seats) {
    if (state.settings.parts[subscription.partNumber]?.storage === true) {
      return badInput('The quantity of this part cannot be updated.');
    }
    const resized = resize(state, subscription, seats.value);
    if (!resized.ok) return resized;
  }
  subscription.expiresAt = expiresAt;
  subscription.modifiedAt = state.now();
  return noContent;
}

/** [inferred] Three fields tell the quantity; the one that was changed is meant. */
function readSeats(sent: JsonObject, { seats }: Subscription): ServiceResult<number> {
  const changed = new Set<number>();
  for (const name of ['NumberOfSeats', 'MaxNumberOfSeats', 'EntitlementQuantity']) {
    const value = sent[name] ?? seats;
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) {
      return badInput(`${name} is a positive number.`);
    }
    if (value !== seats) changed.add(value);
  }
  const [wanted = seats, other] = changed;
  return other === undefined ? done(wanted) : badInput('The numbers of seats contradict each other.');
}

function cancel(call: Call): ServiceResult<Reply> {
  const found = findSubscription(call, call.c.req.param('id'));
  if (!found.ok) return found;
  cancelSubscription(call.state, found.value);
  return noContent;
}

type Move = (state: ServiceState, subscription: Subscription) => ServiceResult<null>;

function moving(name: string, move: Move): ServiceOperation {
  const act = (call: Call): ServiceResult<Reply> => {
    const found = findSubscription(call, call.c.req.param('id'));
    return found.ok ? settled(move(call.state, found.value)) : found;
  };
  return { name, writes: true, by: 'vendor', act };
}
