import { isCurrentPassword, spendOneTimePassword } from './credentials.ts';
import type { ServiceResult, SignIn } from './ibm-service.ts';
import { done, forbidden, refusal } from './refusal.ts';
import type { ServiceState, Subscriber } from './service-state.ts';
import { subscriberOf } from './subscribers.ts';

/** Documented for people: the first way in is from the panel. How it is kept up, and every refusal here, is ours. */
export function signIn(state: ServiceState, { email, password, fromPanel }: SignIn): ServiceResult<null> {
  const subscriber = subscriberOf(state, email);
  if (subscriber === undefined) return refusal(401, 'The user name or the password is wrong.');
  const wasReset = spendOneTimePassword(subscriber, password);
  if (!wasReset && !isCurrentPassword(subscriber, password)) {
    return refusal(401, 'The user name or the password is wrong.');
  }
  if (wasReset) return forbidden('This password could be used once. Choose a new one.');
  if (subscriber.state !== 'ACTIVE') return forbidden('Your account is not active.');
  if (subscriber.isSyncPending) return forbidden('Your password is not here yet: press Sync in your control panel.');
  if (!hasProduct(subscriber)) return forbidden('No product is assigned to you.');
  if (subscriber.firstSignIn === null && !fromPanel) {
    return forbidden('Your first sign-in has to come from your control panel.');
  }
  subscriber.firstSignIn ??= state.now();
  // Whoever signs in is asked for the terms of use first.
  for (const seat of subscriber.seats) seat.acceptedTerms = true;
  return done();
}

/** A suspended subscription cannot be used, although its seats stay ASSIGNED. */
function hasProduct({ seats }: Subscriber): boolean {
  return seats.some(({ state, subscription }) => state === 'ASSIGNED' && subscription.state === 'ACTIVE');
}
