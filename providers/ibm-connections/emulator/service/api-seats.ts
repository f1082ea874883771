import { findSubscriber, findSubscription, json, noContent, readFlag, readId, settled, unwrap } from './api-context.ts';
import type { Api, Call, Reply } from './api-context.ts';
import type { ServiceResult } from './ibm-service.ts';
import { badInput, done, unknown } from './refusal.ts';
import { entitle, revoke, transferSeat } from './seats.ts';
import type { Seat } from './service-state.ts';
import { wireSeat } from './wire-objects.ts';

const ofSubscriber = '/api/bss/resource/subscriber/:id';
const ofSubscription = '/api/bss/resource/subscription/:id';

export function addSeatRoutes({ app, route, dispatch }: Api): void {
  const by = 'administrator';
  const entitleSubscriber = { name: 'entitle a subscriber', writes: true, by: 'anybody', act: give } as const;
  const revokeSubscriber = { name: 'revoke a seat', writes: true, by, act: take } as const;
  const transfer = { name: 'transfer a seat', writes: true, by, act: move } as const;
  const changeQuota = { name: 'change the quota of a seat', writes: true, by, act: share } as const;
  app.post(`${ofSubscriber}/subscription/:subscription`, dispatch({ entitleSubscriber }));
  app.post(`${ofSubscriber}/seat/:seat`, dispatch({ revokeSubscriber }));
  app.get(`${ofSubscription}/seat/:seat`, route({ name: 'read a seat', writes: false, by, act: read }));
  app.post(`${ofSubscription}/seat/:seat`, dispatch({ transferSeat: transfer, changeQuota }));
}

/** The body is wrapped in `HashMap`; that it holds two lists is a guess of one client, what is in them is ours. */
function give(call: Call): ServiceResult<Reply> {
  const subscriber = findSubscriber(call, call.c.req.param('id'));
  if (!subscriber.ok) return subscriber;
  const subscription = findSubscription(call, call.c.req.param('subscription'));
  if (!subscription.ok) return subscription;
  if (subscription.value.customer !== subscriber.value.customer) return unknown('subscription');
  const accept = readFlag(call, 'acceptTOU', false);
  if (!accept.ok) return accept;
  const entitlement = { subscriber: subscriber.value, subscription: subscription.value, acceptTerms: accept.value };
  const seat = entitle(call.state, entitlement);
  if (!seat.ok) return seat;
  return json({ HashMap: { Key: ['SeatId', 'WorkflowId'], Value: [seat.value.id, seat.value.workflows[0] ?? 0] } });
}

/** `_force` is taken, and changes nothing [ours: what it does is not known]. */
function take(call: Call): ServiceResult<Reply> {
  const subscriber = findSubscriber(call, call.c.req.param('id'));
  if (!subscriber.ok) return subscriber;
  const id = readId(call.c.req.param('seat'));
  if (!id.ok) return id;
  const force = readFlag(call, '_force', false);
  if (!force.ok) return force;
  const seat = call.state.seats.get(id.value);
  if (seat === undefined || seat.subscriber !== subscriber.value) return unknown('seat');
  return settled(revoke(call.state, seat));
}

function read(call: Call): ServiceResult<Reply> {
  const seat = seatOfSubscription(call);
  return seat.ok ? json({ Seat: wireSeat(seat.value) }) : seat;
}

function move(call: Call): ServiceResult<Reply> {
  const seat = seatOfSubscription(call);
  if (!seat.ok) return seat;
  const to = findSubscription(call, call.c.req.query('targetSubscription'));
  if (!to.ok) return to;
  if (to.value.customer !== seat.value.subscriber.customer) return unknown('subscription');
  return settled(transferSeat(call.state, seat.value, to.value));
}

/** A seat's share of pooled storage. Of other parts it is refused [inferred]. */
function share(call: Call): ServiceResult<Reply> {
  const seat = seatOfSubscription(call);
  if (!seat.ok) return seat;
  const sent = unwrap(call, 'Seat');
  if (!sent.ok) return sent;
  const quota = sent.value['EntitlementQuantityAllocated'];
  if (typeof quota !== 'number' || !Number.isSafeInteger(quota) || quota < 0) {
    return badInput('EntitlementQuantityAllocated is a whole number.');
  }
  if (call.state.settings.parts[seat.value.subscription.partNumber]?.storage !== true) {
    return badInput('This part has no quota.');
  }
  seat.value.quota = quota;
  seat.value.modifiedAt = call.state.now();
  return noContent;
}

/** Documented: a seat of another subscription is bad input, a seat that does not exist is not found. */
function seatOfSubscription(call: Call): ServiceResult<Seat> {
  const subscription = findSubscription(call, call.c.req.param('id'));
  if (!subscription.ok) return subscription;
  const id = readId(call.c.req.param('seat'));
  if (!id.ok) return id;
  const seat = call.state.seats.get(id.value);
  if (seat === undefined) return unknown('seat');
  return seat.subscription === subscription.value ? done(seat) : badInput('The seat is not of this subscription.');
}
