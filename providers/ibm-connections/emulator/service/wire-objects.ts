import { isJsonObject } from '../../../../engine/model/json.ts';
import type { JsonObject } from '../../../../engine/model/json.ts';
import type { Customer, Seat, ServiceState, Subscriber, Subscription, Workflow } from './service-state.ts';
import { freeSeats } from './seats.ts';
import { wireDate } from './wire-dates.ts';

/** Objects as the wire gives them: bare here; a single one is wrapped in its type's name where it is answered. */

export function wireSubscriber(state: ServiceState, subscriber: Subscriber): JsonObject {
  const { person, roles, customer, attributes, seats, isSyncPending } = subscriber;
  const looksRemoved = subscriber.state === 'SOFT_DELETED' && state.settings.quirks.softDeleteLooksRemoved;
  return {
    ...ids(subscriber),
    CustomerId: customer.id,
    SubscriberState: looksRemoved ? 'REMOVE_PENDING' : subscriber.state,
    PartyRoleType: 'SUBSCRIBER',
    IsGuest: false,
    InvitedBy: null,
    IsSyncPending: isSyncPending,
    SubscriberAttributeSet: attributes,
    Person: {
      ...person,
      OrgName: orgNameOf(customer),
      Owner: customer.id,
      RoleSet: [...roles],
      SecurityRealm: 'NON_FEDERATED',
      IsRestrictedUse: false,
      ...dates(subscriber),
    },
    SeatSet: seats.map(wireSeat),
  };
}

export function wireSeat(seat: Seat): JsonObject {
  const { subscription, subscriber, workflows } = seat;
  return {
    ...ids(seat),
    SubscriptionId: subscription.id,
    SubscriberId: subscriber.id,
    SeatState: seat.state,
    HasAcceptedTermsOfUse: seat.acceptedTerms,
    EntitlementQuantityAllocated: seat.quota,
    TermsOfUseId: 1,
    VendorId: 10,
    Version: 1,
    ProvisioningWorkflowId: workflows[0] ?? 0,
    WorkflowIdList: workflows,
    SeatServiceProductAttributeSet: [],
    Owner: subscriber.customer.id,
    ...dates(seat),
  };
}

export function wireSubscription(subscription: Subscription): JsonObject {
  const { customer, seats, parent, effectiveAt, billingFrequency } = subscription;
  return {
    ...ids(subscription),
    CustomerId: customer.id,
    PartNumber: subscription.partNumber,
    SubscriptionState: subscription.state,
    NumberOfSeats: seats,
    MaxNumberOfSeats: seats,
    NumberOfAvailableSeats: freeSeats(subscription),
    EntitlementQuantity: seats,
    EntitlementQuantityAvailable: freeSeats(subscription),
    DurationLength: subscription.durationLength,
    DurationUnits: subscription.durationUnits,
    ...(billingFrequency === null ? {} : { BillingFrequency: billingFrequency }),
    PurchaseDate: wireDate(subscription.createdAt),
    ...(effectiveAt === null ? {} : { EffectiveDate: wireDate(effectiveAt) }),
    ExpirationDate: wireDate(subscription.expiresAt),
    IsAutomaticallyRenewed: false,
    IsTrial: false,
    IsBeta: false,
    IsFree: false,
    ParentSubscriptionId: parent?.id ?? -1,
    ...dates(subscription),
  };
}

export function wireCustomer(customer: Customer): JsonObject {
  const isSyncPending = [...customer.subscribers].some((one) => one.isSyncPending);
  return {
    ...ids(customer),
    CustomerState: customer.state,
    PartyRoleType: 'CUSTOMER',
    ...customer.details,
    IsSyncPending: isSyncPending,
    ...(customer.lastSync === null ? {} : { LastSyncDate: wireDate(customer.lastSync) }),
    ...dates(customer),
  };
}

/** [ours] The names of the fields: only what is asked by, and the statuses, are known. */
export function wireWorkflow(workflow: Workflow): JsonObject {
  const { customer, subscriber, type, status } = workflow;
  return {
    ...ids(workflow),
    CustomerId: customer,
    ...(subscriber === null ? {} : { SubscriberId: subscriber }),
    WorkflowType: type,
    WorkflowStatus: status,
    ...dates(workflow),
  };
}

export function orgNameOf({ details }: Customer): string {
  const organization = details['Organization'];
  const name = isJsonObject(organization) ? organization['OrgName'] : '';
  return typeof name === 'string' ? name : '';
}

function ids({ id }: { readonly id: number }): JsonObject {
  return { Id: id, Oid: id };
}

function dates({ createdAt, modifiedAt }: { readonly createdAt: number; readonly modifiedAt: number }): JsonObject {
  return { Deleted: false, Created: wireDate(createdAt), Modified: wireDate(modifiedAt) };
}
