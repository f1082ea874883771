import type { Milliseconds } from '../../../../engine/model/instant.ts';
import type { ServiceResult } from './ibm-service.ts';
import { done, inconsistent, refusal } from './refusal.ts';
import { releaseSeat } from './seats.ts';
import { actLater, stamped } from './service-state.ts';
import type { Customer, DurationUnits, ServiceState, Subscription } from './service-state.ts';
import { startWorkflow } from './workflows.ts';

export interface OrderItem {
  readonly customer: Customer;
  readonly partNumber: string;
  readonly seats: number;
  readonly durationUnits: DurationUnits;
  readonly durationLength: number;
  readonly billingFrequency: string | null;
  readonly parent: Subscription | null;
  readonly isAddOn: boolean;
  readonly activation: Milliseconds;
}

/** A new subscription each time, also for a second order of the same thing. */
export function order(state: ServiceState, { activation, ...item }: OrderItem): Subscription {
  const from = state.now();
  const subscription: Subscription = {
    ...stamped(state, 'subscription'),
    ...item,
    state: 'PENDING',
    taken: 0,
    effectiveAt: null,
    expiresAt: addTerm(from, item),
  };
  state.subscriptions.set(subscription.id, subscription);
  item.customer.subscriptions.add(subscription);
  startWorkflow(state, {
    type: 'CREATE_SUBSCRIPTION',
    customer: item.customer,
    subscriber: null,
    doneAt: from + activation,
  });
  actLater(state, { from, delay: activation }, (at) => {
    if (subscription.state !== 'PENDING') return;
    subscription.state = 'ACTIVE';
    subscription.effectiveAt = at;
    subscription.modifiedAt = at;
  });
  return subscription;
}

interface Term {
  readonly durationUnits: DurationUnits;
  readonly durationLength: number;
}

function addTerm(epoch: number, { durationUnits, durationLength }: Term): number {
  const date = new Date(epoch);
  if (durationUnits === 'YEARS') date.setUTCFullYear(date.getUTCFullYear() + durationLength);
  if (durationUnits === 'MONTHS') date.setUTCMonth(date.getUTCMonth() + durationLength);
  if (durationUnits === 'DAYS') date.setUTCDate(date.getUTCDate() + durationLength);
  return date.getTime();
}

export function resize(state: ServiceState, subscription: Subscription, seats: number): ServiceResult<null> {
  if (seats < subscription.taken) {
    return inconsistent(`${subscription.taken} seats are in use.`, 'SANDBOX.SEATS_IN_USE');
  }
  subscription.seats = seats;
  subscription.modifiedAt = state.now();
  return done();
}

/** Suspends its add-ons too. Seats stay ASSIGNED. */
export function suspendSubscription(state: ServiceState, subscription: Subscription): ServiceResult<null> {
  if (subscription.state !== 'ACTIVE') return wrongState(subscription.state);
  for (const one of withChildren(subscription)) {
    if (one.state !== 'ACTIVE') continue;
    one.state = 'SUSPENDED';
    one.modifiedAt = state.now();
  }
  return done();
}

/** Unsuspending an add-on unsuspends its parent; unsuspending a parent leaves its add-ons as they are [ours]. */
export function unsuspendSubscription(state: ServiceState, subscription: Subscription): ServiceResult<null> {
  if (subscription.state !== 'SUSPENDED') return wrongState(subscription.state);
  for (const one of [subscription, subscription.parent]) {
    if (one?.state !== 'SUSPENDED') continue;
    one.state = 'ACTIVE';
    one.modifiedAt = state.now();
  }
  return done();
}

/** CANCEL_PENDING first; then it is gone, and every seat with it. Its add-ons go too [inferred]. */
export function cancelSubscription(state: ServiceState, subscription: Subscription): void {
  const from = state.now();
  for (const one of withChildren(subscription)) {
    if (one.state === 'CANCEL_PENDING') continue;
    one.state = 'CANCEL_PENDING';
    one.modifiedAt = from;
    actLater(state, { from, delay: state.settings.delays.cancellation }, () => dropSubscription(state, one));
  }
}

function dropSubscription(state: ServiceState, subscription: Subscription): void {
  for (const { seats } of subscription.customer.subscribers) {
    for (const seat of seats) if (seat.subscription === subscription) releaseSeat(state, seat);
  }
  subscription.customer.subscriptions.delete(subscription);
  state.subscriptions.delete(subscription.id);
}

/** Add-ons before their base. */
function withChildren(subscription: Subscription): readonly Subscription[] {
  const children = [...subscription.customer.subscriptions].filter(({ parent }) => parent === subscription);
  return [...children, subscription];
}

/** Seen, weakly: what is in the wrong state for this is answered as an error of the server. */
export function wrongState(state: string): ServiceResult<never> {
  return refusal(500, `This cannot be done while the state is ${state}.`);
}
