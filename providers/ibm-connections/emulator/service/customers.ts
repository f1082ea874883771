import type { Json } from '../../../../engine/model/json.ts';
import { readCustomer, readPerson } from './attributes.ts';
import type { OrganisationInput, ServiceResult } from './ibm-service.ts';
import { badInput, done, inconsistent } from './refusal.ts';
import { actLater, stamped } from './service-state.ts';
import type { Customer, ServiceState } from './service-state.ts';
import { addSubscriber, removeSubscriber, subscriberOf } from './subscribers.ts';
import { cancelSubscription, wrongState } from './subscriptions.ts';
import type { CustomerDetails } from './attributes.ts';

/** Registers a customer; the contact becomes its first subscriber, with the rights of an administrator. */
export function registerCustomer(
  state: ServiceState,
  { details, contact }: CustomerDetails,
  suppressEmail: boolean,
): ServiceResult<Customer> {
  const person = readPerson(contact);
  if (!person.ok) return person;
  if (subscriberOf(state, person.value.EmailAddress) !== undefined) {
    return badInput('The email address already exists');
  }
  const customer = putCustomer(state, details, null);
  addSubscriber(state, { customer, person: person.value, roles: ['CustomerAdministrator'], suppressEmail });
  return done(customer);
}

/**
 * The organisation of a marketplace customer. Where the contact's address is in use already, it has no first
 * subscriber [ours].
 */
export function organisationOf(state: ServiceState, input: OrganisationInput): Customer {
  for (const customer of state.customers.values()) {
    if (customer.externalId === input.externalId && customer.state !== 'DEREGISTER_PENDING') return customer;
  }
  const contact = { GivenName: 'Account', FamilyName: 'Owner', EmailAddress: input.contactEmail };
  const customer = putCustomer(state, { Organization: { OrgName: input.name, Contact: contact } }, input.externalId);
  const person = readPerson(contact);
  if (person.ok) {
    addSubscriber(state, { customer, person: person.value, roles: ['CustomerAdministrator'], suppressEmail: true });
  }
  return customer;
}

function putCustomer(state: ServiceState, details: Customer['details'], externalId: string | null): Customer {
  const customer: Customer = {
    ...stamped(state, 'customer'),
    externalId,
    details,
    state: 'ACTIVE',
    lastSync: null,
    subscribers: new Set(),
    subscriptions: new Set(),
  };
  state.customers.set(customer.id, customer);
  return customer;
}

export function replaceCustomer(state: ServiceState, customer: Customer, given: Json | undefined): ServiceResult<null> {
  const read = readCustomer(given);
  if (!read.ok) return read;
  customer.details = read.value.details;
  customer.modifiedAt = state.now();
  return done();
}

export interface CustomerMove {
  readonly from: Customer['state'];
  readonly to: Customer['state'];
}

export function moveCustomer(state: ServiceState, customer: Customer, { from, to }: CustomerMove): ServiceResult<null> {
  if (customer.state !== from) return wrongState(customer.state);
  customer.state = to;
  customer.modifiedAt = state.now();
  return done();
}

/** Deletes its subscribers, cancels its subscriptions; refused with active ones, unless the quirk says otherwise. */
export function deleteCustomer(state: ServiceState, customer: Customer): ServiceResult<null> {
  const hasActive = [...customer.subscriptions].some((one) => one.state === 'ACTIVE');
  if (hasActive && state.settings.quirks.deleteWithSubscriptions === 'refused') {
    return inconsistent('The customer has active subscriptions.');
  }
  if (customer.state === 'DEREGISTER_PENDING') return done();
  customer.state = 'DEREGISTER_PENDING';
  for (const subscriber of customer.subscribers) removeSubscriber(state, subscriber);
  for (const subscription of customer.subscriptions) cancelSubscription(state, subscription);
  actLater(state, { from: state.now(), delay: state.settings.delays.customerRemoval }, () => {
    state.customers.delete(customer.id);
  });
  return done();
}
