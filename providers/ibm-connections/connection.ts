import type { Verb } from '../../engine/model/change.ts';
import type { Connection, ConnectInput, Outcome, ReadRequest, ReadResult, Write } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
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

/** What can be done with the objects of one kind: everything that its capabilities say, and nothing else. */
interface Site {
  readonly read: (tenant: Tenant, request: ReadRequest) => Promise<ReadResult>;
  readonly poll?: (tenant: Tenant, ref: string) => Promise<Outcome | null>;
  readonly write: Readonly<Partial<Record<Verb, (tenant: Tenant) => Write>>>;
}

const sites: Readonly<Record<string, Site>> = {
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
  const write =
    (verb: Verb): Write =>
    (change, context) => {
      const make = siteOf(change.address.kind).write[verb];
      if (make !== undefined) return make(tenant)(change, context);
      throw new ProviderError('invalid', `There is no ${verb} of a ${change.address.kind}.`);
    };
  return {
    reader: {
      read: async (kind, request) => siteOf(kind).read(tenant, request),
      estimate: (change) => estimateOrder(tenant, change),
      async poll(kind, ref) {
        const { poll } = siteOf(kind);
        if (poll !== undefined) return poll(tenant, ref);
        throw new ProviderError('contract', `A ${kind} is answered at once: there is nothing to ask after.`);
      },
    },
    writer: {
      create: write('create'),
      invite: write('invite'),
      update: write('update'),
      reset: write('reset'),
      sync: write('sync'),
      delete: write('delete'),
    },
  };
}

function siteOf(kind: string): Site {
  const site = Object.hasOwn(sites, kind) ? sites[kind] : undefined;
  if (site === undefined) throw new TypeError(`ibm-connections has no kind ${kind}`);
  return site;
}
