import type { PortalProbe } from '../../engine/conformance/index.ts';
import type { Address } from '../../engine/model/address.ts';
import type { IbmConnectionsEmulator } from '../../providers/ibm-connections/emulator/index.ts';
import type { PanelUser } from '../../providers/ibm-connections/emulator/panel/directory.ts';
import { emulatorProbe } from './emulator-probe.ts';
import { assignments, panelUsers } from './ibm-connections-panel-sites.ts';
import { customers, type Site, subscriptions } from './ibm-connections-purchase-sites.ts';
import { roles, seats, serviceSubscriptions, subscribers } from './ibm-connections-service-sites.ts';

const lists = [
  'purchase: list subscriptions',
  'panel: list users',
  'service: find subscribers',
  'service: find subscriptions',
];

/** Writing operations that this provider does; a lost answer strikes the next of each. */
const writes = [
  'purchase: make a customer',
  'purchase: place an order',
  'purchase: change a subscription',
  'panel: make a user',
  'panel: change a user',
  'panel: remove a user',
  'panel: assign the service',
  'panel: unassign the service',
  'service: add a subscriber',
  'service: delete a subscriber',
  'service: order subscriptions',
  'service: entitle a subscriber',
  'service: revoke a seat',
  'service: assign a role',
  'service: unassign a role',
  'service: suspend a subscriber',
];

/** The back door to the three emulated planes, kind by kind. */
export function ibmConnectionsProbe(emulator: IbmConnectionsEmulator): PortalProbe {
  const sites = sitesOf(emulator);
  const siteOf = (kind: string): Site => {
    const site = sites[kind];
    if (site === undefined) throw new Error(`the probe knows no kind ${kind}`);
    return site;
  };
  const { operations } = emulator;
  const missing = writes.filter((name) => !operations.includes(name));
  if (missing.length > 0) throw new Error(`the emulator has no operation ${missing.join(', ')}`);
  return emulatorProbe({
    emulator,
    lists,
    writes,
    objects: (kind) => {
      // What has fallen due by now has happened.
      emulator.panel().market.world.settle();
      return siteOf(kind).objects();
    },
    put: async ({ kind, key }, attributes) => siteOf(kind).put(key, attributes),
    remove: async ({ kind, key }) => siteOf(kind).remove(key),
    accept: async (address) => accept(emulator, address),
  });
}

function sitesOf(emulator: IbmConnectionsEmulator): Readonly<Record<string, Site>> {
  return {
    customer: customers(emulator),
    subscription: subscriptions(emulator),
    'service-subscription': serviceSubscriptions(emulator),
    'panel-user': panelUsers(emulator),
    'service-assignment': assignments(emulator),
    subscriber: subscribers(emulator),
    seat: seats(emulator),
    role: roles(emulator),
    credentials: credentials(emulator),
  };
}

/** Whoever was mailed by us, and has not signed in at IBM, is still on the way. Administrators come with the customer. */
function credentials(emulator: IbmConnectionsEmulator): Site {
  const { directory } = emulator.panel();
  const mailed = () => [...directory.users.values()].filter((user) => !user.isAccountAdmin && hasCredentials(user));
  return {
    objects: () =>
      mailed().map(({ login, email }) => ({
        key: login,
        presence: emulator.service.firstSignIn(email) === null ? 'invited' : 'active',
        attributes: { email: login },
      })),
    put: () => undefined,
    remove: () => undefined,
  };
}

function hasCredentials({ passwordLink, password }: PanelUser): boolean {
  return passwordLink !== null || password !== null;
}

/** The person does what the article says, in one go. */
async function accept(emulator: IbmConnectionsEmulator, { kind, key }: Address): Promise<void> {
  if (kind !== 'credentials') return;
  for (const step of ['set-mycp-password', 'set-ibm-password', 'sync', 'first-login']) {
    const result = await emulator.play(step, key, { password: 'Kw7-plumtree' });
    if (!result.played) throw new Error(`${step} of ${key}: ${JSON.stringify(result.problems)}`);
  }
}
