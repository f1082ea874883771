import { done, inconsistent, refusal, badInput } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { ServiceResult } from './ibm-service.ts';
import { actLater, stamped } from './service-state.ts';
import type { Seat, ServiceState, Subscriber, Subscription } from './service-state.ts';
import { isJsonObject } from '../../../../engine/model/json.ts';
import { startWorkflow } from './workflows.ts';

/** The one message code of IBM's that is known. */
const alreadyEntitled = 'BZSUS1926E';

export interface Entitlement {
  readonly subscriber: Subscriber;
  readonly subscription: Subscription;
  readonly acceptTerms: boolean;
}

/** Gives the subscriber a seat, which is ASSIGNED after a while. */
export function entitle(state: ServiceState, entitlement: Entitlement): ServiceResult<Seat> {
  const { subscriber, subscription, acceptTerms } = entitlement;
  const problem = entitlementProblem(state, subscriber, subscription);
  if (problem !== null) return problem;
  const from = state.now();
  const delay = state.settings.delays.seatAssignment;
  const workflow = startWorkflow(state, {
    type: 'ENTITLE_SUBSCRIBER',
    customer: subscriber.customer,
    subscriber,
    doneAt: from + delay,
  });
  const seat: Seat = {
    ...stamped(state, 'seat'),
    subscription,
    subscriber,
    state: 'ENTITLE_PENDING',
    acceptedTerms: acceptTerms,
    quota: 0,
    workflows: [workflow.id],
  };
  subscription.taken += 1;
  subscriber.seats = [...subscriber.seats, seat];
  state.seats.set(seat.id, seat);
  actLater(state, { from, delay }, (at) => {
    seat.state = 'ASSIGNED';
    seat.modifiedAt = at;
  });
  return done(seat);
}

function entitlementProblem(state: ServiceState, subscriber: Subscriber, subscription: Subscription): Refusal | null {
  if (seatOn(subscriber, subscription) !== undefined) {
    return refusal(404, 'The subscriber already has a seat for the subscription.', alreadyEntitled);
  }
  if (subscription.state !== 'ACTIVE') return inconsistent(`The subscription is ${subscription.state}.`);
  if (subscriber.state !== 'PENDING' && subscriber.state !== 'ACTIVE') {
    return inconsistent(`The subscriber is ${subscriber.state}.`);
  }
  if (subscription.isAddOn && !holdsBaseOf(subscriber, subscription)) {
    return badInput('An add-on needs a seat of its base product first.', 'SANDBOX.NO_BASE_SEAT');
  }
  const attribute = state.settings.parts[subscription.partNumber]?.mailAttribute;
  if (attribute !== undefined && !hasAttribute(subscriber, attribute)) {
    return badInput(`The subscriber needs the attribute ${attribute} first.`);
  }
  if (freeSeats(subscription) > 0) return null;
  return inconsistent('The subscription has no free seat.', 'SANDBOX.SEATS_EXHAUSTED');
}

/** An add-on goes before its base: with `force` or without. */
export function revoke(state: ServiceState, seat: Seat): ServiceResult<null> {
  const { subscriber } = seat;
  const leftBehind = subscriber.seats.filter((other) => other !== seat);
  for (const { subscription } of leftBehind) {
    if (subscription.isAddOn && isBaseOf(seat.subscription, subscription) && !holdsBase(leftBehind, subscription)) {
      return inconsistent(`The add-on ${subscription.partNumber} has to be revoked first.`, 'SANDBOX.ADD_ON_HELD');
    }
  }
  releaseSeat(state, seat);
  return done();
}

/** The seat is gone from the subscriber at once; its place is free a little later. */
export function releaseSeat(state: ServiceState, seat: Seat): void {
  const { subscriber, subscription } = seat;
  if (!state.seats.delete(seat.id)) return;
  subscriber.seats = subscriber.seats.filter((other) => other !== seat);
  actLater(state, { from: state.now(), delay: state.settings.delays.seatRelease }, (at) => {
    subscription.taken -= 1;
    subscription.modifiedAt = at;
  });
}

/** Takes a seat along to another subscription of the same organisation. */
export function transferSeat(state: ServiceState, seat: Seat, to: Subscription): ServiceResult<null> {
  if (seat.subscription.isAddOn || to.isAddOn) return badInput('The seat of an add-on cannot be transferred.');
  if (seatOn(seat.subscriber, to) !== undefined) {
    return refusal(404, 'The subscriber already has a seat for the subscription.', alreadyEntitled);
  }
  if (to.state !== 'ACTIVE') return inconsistent(`The subscription is ${to.state}.`);
  if (freeSeats(to) <= 0) return inconsistent('The subscription has no free seat.', 'SANDBOX.SEATS_EXHAUSTED');
  seat.subscription.taken -= 1;
  to.taken += 1;
  seat.subscription = to;
  seat.modifiedAt = state.now();
  return done();
}

export function freeSeats({ seats, taken }: Subscription): number {
  return seats - taken;
}

function seatOn({ seats }: Subscriber, subscription: Subscription): Seat | undefined {
  return seats.find((seat) => seat.subscription === subscription);
}

function holdsBaseOf({ seats }: Subscriber, addOn: Subscription): boolean {
  return holdsBase(
    seats.filter(({ state }) => state === 'ASSIGNED'),
    addOn,
  );
}

function holdsBase(seats: readonly Seat[], addOn: Subscription): boolean {
  return seats.some(({ subscription }) => isBaseOf(subscription, addOn));
}

/** Another subscription of the same part is as good a base as the parent itself. */
function isBaseOf(base: Subscription, addOn: Subscription): boolean {
  return !base.isAddOn && addOn.parent !== null && base.partNumber === addOn.parent.partNumber;
}

function hasAttribute({ attributes }: Subscriber, name: string): boolean {
  return attributes.some((one) => isJsonObject(one) && one['Name'] === name && typeof one['StringValue'] === 'string');
}
