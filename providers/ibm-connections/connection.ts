import type { Connection, ConnectInput } from '../../engine/model/provider.ts';
import { type Site, siteConnection } from '../kit/site-connection.ts';
import { forgetCredentials, inviteToLogin, readFirstSteps, resetPassword } from './credentials-access.ts';
import { estimateOrder } from './estimate.ts';
import { credentialsKind } from './kinds/credentials.ts';
import { customerKind } from './kinds/customer.ts';
import { panelUserKind } from './kinds/panel-user.ts';
import { roleKind } from './kinds/role.ts';
import { seatKind } from './kinds/seat.ts';
import { assignmentKind } from './kinds/service-assignment.ts';
import { serviceSubscriptionKind } from './kinds/service-subscription.ts';
import { subscriberKind } from './kinds/subscriber.ts';
import { subscriptionKind } from './kinds/subscription.ts';
import { readAssignments, readUsers } from './panel-reader.ts';
import { assignService, makeUser, pollAssignment, removeResource, renameUser } from './panel-writer.ts';
import { readCustomer, readSubscriptions } from './purchase-reader.ts';
import { cancelSubscription, changeSubscription, makeCustomer, orderProduct, pollOrder } from './purchase-writer.ts';
import { readRoles, readSeats, readServiceSubscriptions, readSubscribers } from './service-reader.ts';
import {
  assignRole,
  changeServiceSubscription,
  changeSubscriber,
  entitle,
  makeServiceSubscription,
  makeSubscriber,
  pollSeat,
  pollServiceSubscription,
  pollSubscriber,
  removeSubscriber,
  revoke,
  unassignRole,
} from './service-writer.ts';
import { createTenant, type Tenant } from './tenant.ts';

const sites: Readonly<Record<string, Site<Tenant>>> = {
  [customerKind]: { read: readCustomer, write: { create: makeCustomer } },
  [subscriptionKind]: {
    read: readSubscriptions,
    poll: pollOrder,
    write: { create: orderProduct, update: changeSubscription, delete: cancelSubscription },
  },
  [serviceSubscriptionKind]: {
    read: readServiceSubscriptions,
    poll: pollServiceSubscription,
    write: { create: makeServiceSubscription, update: changeServiceSubscription },
  },
  [panelUserKind]: { read: readUsers, write: { create: makeUser, update: renameUser, delete: removeResource } },
  [assignmentKind]: {
    read: readAssignments,
    poll: pollAssignment,
    write: { create: assignService, delete: removeResource },
  },
  [subscriberKind]: {
    read: readSubscribers,
    poll: pollSubscriber,
    write: { create: makeSubscriber, update: changeSubscriber, delete: removeSubscriber },
  },
  [seatKind]: { read: readSeats, poll: pollSeat, write: { create: entitle, delete: revoke } },
  [credentialsKind]: {
    read: readFirstSteps,
    write: { invite: inviteToLogin, reset: resetPassword, delete: forgetCredentials },
  },
  [roleKind]: { read: readRoles, write: { create: assignRole, delete: unassignRole } },
};

/** Nothing is asked of any plane before something is read or written there. */
export function connect(input: ConnectInput): Connection {
  const tenant = createTenant(input);
  return siteConnection({
    provider: 'ibm-connections',
    tenant,
    sites,
    estimate: (change) => estimateOrder(tenant, change),
  });
}
