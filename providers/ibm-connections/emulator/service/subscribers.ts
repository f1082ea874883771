import type { Json } from '../../../../engine/model/json.ts';
import type { Person } from './attributes.ts';
import type { ServiceResult } from './ibm-service.ts';
import { sendWelcome } from './mails.ts';
import { badInput, done, inconsistent } from './refusal.ts';
import { releaseSeat } from './seats.ts';
import { softDeletedFor } from './service-settings.ts';
import { actLater, stamped } from './service-state.ts';
import type { Customer, ServiceState, Subscriber } from './service-state.ts';
import { wrongState } from './subscriptions.ts';
import { startWorkflow } from './workflows.ts';

export interface SubscriberInput {
  readonly customer: Customer;
  readonly person: Person;
  readonly roles: readonly string[];
  readonly suppressEmail: boolean;
}

/** Seen: an address can be used once, over all organisations. The text is IBM's; its status is inferred. */
const emailTaken = 'The email address already exists';

export function addSubscriber(state: ServiceState, input: SubscriberInput): ServiceResult<Subscriber> {
  const { customer, person, roles, suppressEmail } = input;
  const email = person.EmailAddress;
  if (subscriberOf(state, email) !== undefined) return badInput(emailTaken);
  if (customer.state === 'DEREGISTER_PENDING') return inconsistent('The organisation is being removed.');
  const subscriber: Subscriber = {
    ...stamped(state, 'subscriber'),
    customer,
    email,
    person,
    attributes: [],
    roles: new Set(roles),
    state: 'PENDING',
    seats: [],
    credential: { salt: state.world.newId(), current: null, history: [], changedAt: null, oneTime: null },
    isSyncPending: false,
    firstSignIn: null,
  };
  state.subscribers.set(subscriber.id, subscriber);
  state.byEmail.set(email.toLowerCase(), subscriber);
  customer.subscribers.add(subscriber);
  if (!suppressEmail) sendWelcome(state, subscriber);
  return done(subscriber);
}

export function subscriberOf(state: ServiceState, email: string): Subscriber | undefined {
  return state.byEmail.get(email.trim().toLowerCase());
}

export interface Replacement {
  readonly person: Person;
  readonly attributes: readonly Json[];
}

/** Full replace: what is left out is gone. Roles, state and seats are not changed this way [ours for the roles]. */
export function replaceSubscriber(
  state: ServiceState,
  subscriber: Subscriber,
  { person, attributes }: Replacement,
): ServiceResult<null> {
  const email = person.EmailAddress;
  const holder = subscriberOf(state, email);
  if (holder !== undefined && holder !== subscriber) return badInput(emailTaken);
  state.byEmail.delete(subscriber.email.toLowerCase());
  state.byEmail.set(email.toLowerCase(), subscriber);
  subscriber.email = email;
  subscriber.person = person;
  subscriber.attributes = attributes;
  touch(state, subscriber);
  return done();
}

/** ACTIVE after a while. Of one who is ACTIVE already: nothing happens [ours]. */
export function activateSubscriber(state: ServiceState, subscriber: Subscriber): ServiceResult<null> {
  if (subscriber.state === 'ACTIVE') return done();
  if (subscriber.state !== 'PENDING') return inconsistent(`The subscriber is ${subscriber.state}.`);
  const later = { from: state.now(), delay: state.settings.delays.subscriberActivation };
  actLater(state, later, (at) => {
    if (subscriber.state !== 'PENDING') return;
    subscriber.state = 'ACTIVE';
    subscriber.modifiedAt = at;
  });
  return done();
}

export function suspendSubscriber(state: ServiceState, subscriber: Subscriber): ServiceResult<null> {
  if (subscriber.state !== 'PENDING' && subscriber.state !== 'ACTIVE') return wrongState(subscriber.state);
  subscriber.state = 'SUSPENDED';
  touch(state, subscriber);
  return done();
}

/** Seen by two live tests, against the prose: PENDING, also of one who was ACTIVE before. */
export function unsuspendSubscriber(state: ServiceState, subscriber: Subscriber): ServiceResult<null> {
  if (subscriber.state !== 'SUSPENDED') return wrongState(subscriber.state);
  subscriber.state = 'PENDING';
  touch(state, subscriber);
  return done();
}

/** Keeps account and seats [inferred for the seats] for 30 days. */
export function softDelete(state: ServiceState, subscriber: Subscriber): ServiceResult<null> {
  if (subscriber.state === 'SOFT_DELETED' || subscriber.state === 'REMOVE_PENDING') return done();
  subscriber.state = 'SOFT_DELETED';
  const from = state.now();
  touch(state, subscriber);
  actLater(state, { from, delay: softDeletedFor }, () => {
    // Restored and deleted again since: then a later time is the one that counts.
    if (subscriber.state === 'SOFT_DELETED' && subscriber.modifiedAt === from) removeSubscriber(state, subscriber);
  });
  return done();
}

export function restoreSubscriber(state: ServiceState, subscriber: Subscriber): ServiceResult<null> {
  if (subscriber.state !== 'SOFT_DELETED') return wrongState(subscriber.state);
  subscriber.state = 'ACTIVE';
  touch(state, subscriber);
  return done();
}

/** REMOVE_PENDING and without seats at once; gone a little later, and then the address is free again. */
export function removeSubscriber(state: ServiceState, subscriber: Subscriber): void {
  if (subscriber.state === 'REMOVE_PENDING') return;
  const { customer } = subscriber;
  const from = state.now();
  const delay = state.settings.delays.subscriberRemoval;
  subscriber.state = 'REMOVE_PENDING';
  touch(state, subscriber);
  for (const seat of subscriber.seats) releaseSeat(state, seat);
  startWorkflow(state, { type: 'REMOVE_SUBSCRIBER', customer, subscriber, doneAt: from + delay });
  actLater(state, { from, delay }, () => {
    state.subscribers.delete(subscriber.id);
    state.byEmail.delete(subscriber.email.toLowerCase());
    customer.subscribers.delete(subscriber);
  });
}

function touch(state: ServiceState, subscriber: Subscriber): void {
  subscriber.modifiedAt = state.now();
}
