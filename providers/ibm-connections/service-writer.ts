import { second } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { Outcome, Write } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { partOf } from './kinds/service-subscription.ts';
import { dataOf } from './kinds/subscriber.ts';
import { periodOf } from './kinds/subscription.ts';
import { objectsIn, textIn } from './purchase-api.ts';
import { idOf, type NewSubscriber } from './service-api.ts';
import { wireDate } from './wire-dates.ts';
import { isGone, partsOf, roleOf, seatOf, seatsIn, serviceSubscriptionOf, subscriberOf } from './service-reader.ts';
import { fromTrash, isInTrash, restore } from './service-trash.ts';
import type { Tenant } from './tenant.ts';

/**
 * Where the panel makes subscribers, this only waits for it; one in the trash is restored, one that was never activated
 * is activated. Where the provider makes them itself, IBM is asked to keep quiet: the onboarding mail is ours.
 */
export function makeSubscriber(tenant: Tenant): Write {
  return async ({ address }, { signal }) => {
    const email = address.key;
    const api = tenant.service();
    const known = await api.findSubscriber(email);
    if (known !== null && isInTrash(known)) {
      await restore(tenant, known, signal);
    } else if (known === null && tenant.settings.subscribers === 'service') {
      const organisation = await organisationOf(tenant);
      const { givenName = '', familyName = '' } = tenant.portal.people.find((one) => isSame(one.email, email)) ?? {};
      const id = await addedSubscriber(tenant, { organisation, email, givenName, familyName }, signal);
      await api.operate(id, 'activateSubscriber', signal);
    } else if (known !== null && textIn(known, 'SubscriberState') === 'SUSPENDED') {
      await activate(tenant, known, signal);
    }
    const ref = `ACTIVE/${email}`;
    return (await pollSubscriber(tenant, ref)) ?? { outcome: 'accepted', ref, checkAfter: 2 * second };
  };
}

/** "The email address already exists": whoever was quicker, it is the one that is wanted, if it shows by now. */
async function addedSubscriber(tenant: Tenant, person: NewSubscriber, signal: AbortSignal): Promise<number> {
  try {
    return await tenant.service().addSubscriber(person, signal);
  } catch (error) {
    const isThere = error instanceof ProviderError && error.code === 'conflict';
    const found = isThere ? await tenant.service().findSubscriber(person.email) : null;
    if (found === null) throw error;
    return idOf(found);
  }
}

/** `STATE/EMAIL`. Null while IBM or the panel has not come to it. */
export async function pollSubscriber(tenant: Tenant, ref: string): Promise<Outcome | null> {
  const slash = ref.indexOf('/');
  const row = await tenant.service().findSubscriber(ref.slice(slash + 1));
  if (row === null || textIn(row, 'SubscriberState') !== ref.slice(0, slash)) return null;
  return { outcome: 'done', observed: subscriberOf(tenant, row) };
}

export function changeSubscriber(tenant: Tenant): Write {
  return async ({ address, after }, { signal }) => {
    const row = await subscriberAt(tenant, address.key);
    const wanted = textIn(after ?? {}, 'state');
    if (wanted === 'SUSPENDED') await tenant.service().operate(idOf(row), 'suspendSubscriber', signal);
    else await activate(tenant, row, signal);
    const now = await subscriberAt(tenant, address.key);
    if (textIn(now, 'SubscriberState') !== wanted)
      return { outcome: 'accepted', ref: `${wanted}/${address.key}`, checkAfter: 2 * second };
    return { outcome: 'done', observed: subscriberOf(tenant, now) };
  };
}

/** After unsuspending, IBM shows some as PENDING and some as ACTIVE (its prose and its tests differ): so it is read. */
async function activate(tenant: Tenant, row: JsonObject, signal: AbortSignal): Promise<void> {
  const api = tenant.service();
  const id = idOf(row);
  if (textIn(row, 'SubscriberState') === 'SUSPENDED') await api.operate(id, 'unsuspendSubscriber', signal);
  const now = await api.subscriber(id);
  if (now !== null && textIn(now, 'SubscriberState') === 'PENDING') await api.operate(id, 'activateSubscriber', signal);
}

export function removeSubscriber(tenant: Tenant): Write {
  return async ({ address, identity }, { signal }) => {
    const row = await tenant.service().findSubscriber(address.key);
    const soft = dataOf(tenant.portal, identity.name) === 'soft';
    const state = row === null ? 'REMOVE_PENDING' : textIn(row, 'SubscriberState');
    // The panel may have moved them to the trash already: for good is more than that.
    const isEnough = row === null || (soft ? isGone(row, 'SubscriberState') : state === 'REMOVE_PENDING');
    if (isEnough) return { outcome: 'done', observed: null };
    await tenant.service().removeSubscriber(idOf(row), soft, signal);
    return { outcome: 'done', observed: null };
  };
}

/** The seat is there a few seconds after IBM has answered. */
export function entitle(tenant: Tenant): Write {
  return async ({ address, after }, { signal }) => {
    const email = textIn(after ?? {}, 'email');
    const subscriber = await subscriberAt(tenant, email);
    const subscription = await subscriptionOf(tenant, textIn(after ?? {}, 'part'));
    const acceptTerms = tenant.settings.termsOfUse === 'administrator';
    try {
      await tenant.service().entitle(idOf(subscriber), subscription, { acceptTerms, signal });
    } catch (error) {
      // "The subscriber already has a seat": whether it is so, the subscriber's own seats say.
      if (!(error instanceof ProviderError) || error.code !== 'conflict') throw error;
      if ((await pollSeat(tenant, address.key)) === null) throw error;
    }
    return { outcome: 'accepted', ref: address.key, checkAfter: 2 * second };
  };
}

export async function pollSeat(tenant: Tenant, key: string): Promise<Outcome | null> {
  const slash = key.indexOf('/');
  const seat = await heldSeat(tenant, key.slice(0, slash), key.slice(slash + 1));
  return seat?.presence === 'active' ? { outcome: 'done', observed: seat } : null;
}

export function revoke(tenant: Tenant): Write {
  return async ({ address, before, id }, { signal }) => {
    const subscriber = await tenant.service().findSubscriber(textIn(before ?? {}, 'email'));
    if (subscriber === null || id === null) return { outcome: 'done', observed: null };
    const takeAway = (): Promise<void> => tenant.service().revoke(idOf(subscriber), Number(id), signal);
    await unlessGone(isInTrash(subscriber) ? fromTrash(address.key, takeAway) : takeAway());
    return { outcome: 'done', observed: null };
  };
}

export function assignRole(tenant: Tenant): Write {
  return async ({ after }, { signal }) => {
    const [email, name] = [textIn(after ?? {}, 'email'), textIn(after ?? {}, 'role')];
    await tenant.service().assignRole(email, name, signal);
    return { outcome: 'done', observed: roleOf(tenant, email, name) };
  };
}

export function unassignRole(tenant: Tenant): Write {
  return async ({ address, before }, { signal }) => {
    const [email, name] = [textIn(before ?? {}, 'email'), textIn(before ?? {}, 'role')];
    const subscriber = await tenant.service().findSubscriber(email);
    const takeAway = (): Promise<void> => tenant.service().unassignRole(email, name, signal);
    const lies = subscriber !== null && isInTrash(subscriber);
    await unlessGone(lies ? fromTrash(address.key, takeAway) : takeAway());
    return { outcome: 'done', observed: null };
  };
}

/** By the marketplace's order nothing is written here, its outcome is waited for; by `vsr`, IBM itself is asked. */
export function makeServiceSubscription(tenant: Tenant): Write {
  return async ({ after }, { signal }) => {
    const part = textIn(after ?? {}, 'part');
    if (tenant.settings.activation === 'vsr') {
      const organisation = await organisationOf(tenant);
      const license = tenant.portal.licenses.find((one) => partOf(one) === part);
      const term = periodOf(license?.term ?? '') ?? { type: 'year', duration: 1 };
      const seats = Number(after?.['seats'] ?? 0);
      const base = tenant.portal.licenses.find(({ name }) => name === license?.addOnOf);
      const parent = base === undefined ? {} : { base: await subscriptionOf(tenant, partOf(base)) };
      await tenant.service().order({ organisation, part, seats, term, ...parent }, signal);
    }
    return { outcome: 'accepted', ref: refOf(part, after), checkAfter: 10 * second };
  };
}

/** Seats and the last day, at IBM itself; by the marketplace's order only what that leads to is waited for. */
export function changeServiceSubscription(tenant: Tenant): Write {
  return async ({ address, after, id }, { signal }) => {
    const accepted: Outcome = { outcome: 'accepted', ref: refOf(address.key, after), checkAfter: 10 * second };
    if (tenant.settings.activation === 'order') return accepted;
    const number = id === null ? await subscriptionOf(tenant, address.key) : Number(id);
    const whole = await tenant.service().subscription(number);
    if (whole === null)
      throw new ProviderError('not-found', `IBM has no subscription ${number}.`, { cure: 'Plan again.' });
    await tenant.service().replaceSubscription(number, { ...whole, ...changesOf(whole, after ?? {}) }, signal);
    return accepted;
  };
}

/** Under the names by which this object itself has the number of seats. */
function changesOf(whole: JsonObject, after: JsonObject): JsonObject {
  const seats = after['seats'];
  const expires = textIn(after, 'expires');
  const names = ['MaxNumberOfSeats', 'NumberOfSeats', 'EntitlementQuantity'].filter((name) =>
    Object.hasOwn(whole, name),
  );
  return {
    ...(typeof seats === 'number' ? Object.fromEntries(names.map((name) => [name, seats])) : {}),
    ...(expires === '' ? {} : { ExpirationDate: wireDate(expires) }),
  };
}

/** `PART/SEATS`: what is waited for. */
function refOf(part: string, after: JsonObject | null): string {
  return `${part}/${textIn(after ?? {}, 'seats')}`;
}

export async function pollServiceSubscription(tenant: Tenant, ref: string): Promise<Outcome | null> {
  const slash = ref.lastIndexOf('/');
  const [part, seats] = [ref.slice(0, slash), ref.slice(slash + 1)];
  const organisation = await tenant.organisation();
  if (organisation === null) return null;
  const { rows } = await tenant.service().subscriptions(organisation);
  const row = rows.find((one) => textIn(one, 'PartNumber') === part && textIn(one, 'SubscriptionState') === 'ACTIVE');
  if (row === undefined || (seats !== '' && String(seatsIn(row)) !== seats)) return null;
  return { outcome: 'done', observed: serviceSubscriptionOf(tenant, row, new Set()) };
}

/** What is not there any more needs no removing. */
async function unlessGone(removal: Promise<void>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!(error instanceof ProviderError) || error.code !== 'not-found') throw error;
  }
}

async function heldSeat(tenant: Tenant, email: string, part: string) {
  const [row, organisation] = [await tenant.service().findSubscriber(email), await organisationOf(tenant)];
  if (row === null) return null;
  const parts = partsOf((await tenant.service().subscriptions(organisation)).rows);
  for (const held of objectsIn(row, 'SeatSet')) {
    const seat = seatOf(tenant, { email, held, parts });
    if (seat?.attributes['part'] === part) return seat;
  }
  return null;
}

async function subscriptionOf(tenant: Tenant, part: string): Promise<number> {
  const { rows } = await tenant.service().subscriptions(await organisationOf(tenant));
  const row = rows.find((one) => textIn(one, 'PartNumber') === part && !isGone(one, 'SubscriptionState'));
  if (row !== undefined) return idOf(row);
  throw new ProviderError('not-found', `IBM has no subscription of ${part} for this customer.`, {
    cure: 'Plan again.',
  });
}

async function subscriberAt(tenant: Tenant, email: string): Promise<JsonObject> {
  const row = await tenant.service().findSubscriber(email);
  if (row !== null) return row;
  throw new ProviderError('not-found', `IBM has no subscriber ${email}.`, { cure: 'Plan again.' });
}

async function organisationOf(tenant: Tenant): Promise<number> {
  const organisation = await tenant.organisation();
  if (organisation !== null) return organisation;
  throw new ProviderError('not-found', `IBM has no organisation called ${tenant.settings.customer.name} yet.`, {
    cure: 'The first order makes it: apply again when that is completed, or write settings.organisation.',
  });
}

function isSame(left: string, right: string): boolean {
  return left.trim().toLowerCase() === right.trim().toLowerCase();
}
