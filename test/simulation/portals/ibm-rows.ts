import type { IbmConnectionsEmulator } from '../../../providers/ibm-connections/emulator/index.ts';
import type { PanelUser } from '../../../providers/ibm-connections/emulator/panel/directory.ts';
import type { Subscriber } from '../../../providers/ibm-connections/emulator/service/service-state.ts';
import type { PortalRow } from '../simulated-portal.ts';

/** Everything that the three planes hold, kind by kind. Who lies in IBM's trash is not there, but keeps seats and roles. */
export function ibmRows(emulator: IbmConnectionsEmulator): PortalRow[] {
  const { directory, market } = emulator.panel();
  const state = emulator.service.state();
  const rows: PortalRow[] = [];
  for (const { id, name } of market.customers.values()) rows.push(active('customer', { id, key: name }));
  for (const one of market.subscriptions.values()) {
    if (one.status === 'terminated') continue;
    for (const { product, quantity } of one.products) {
      const { mpn } = product;
      const attributes = { quantity, renews: one.renewalStatus };
      rows.push(active('subscription', { id: `${one.id}/${mpn}`, key: mpn, attributes }));
    }
  }
  for (const { id, state: is, partNumber, seats } of state.subscriptions.values()) {
    if (is === 'CANCEL_PENDING') continue;
    rows.push(active('service-subscription', { id: String(id), key: partNumber, attributes: { seats } }));
  }
  for (const user of directory.users.values()) rows.push(...rowsOfUser(emulator, user));
  for (const { uuid, user } of directory.services.values()) {
    rows.push(active('service-assignment', { id: uuid, key: user.login }));
  }
  for (const one of state.subscribers.values()) rows.push(...rowsOfSubscriber(one));
  return rows;
}

function rowsOfUser(emulator: IbmConnectionsEmulator, user: PanelUser): PortalRow[] {
  const { uuid, login, email, givenName, familyName, isAccountAdmin, passwordLink, password } = user;
  const account = active('panel-user', { id: uuid, key: login, attributes: { givenName, familyName } });
  if (isAccountAdmin || (passwordLink === null && password === null)) return [account];
  const presence = emulator.service.firstSignIn(email) === null ? 'invited' : 'active';
  return [account, { kind: 'credentials', id: uuid, key: login, presence, attributes: {} }];
}

function rowsOfSubscriber({ id, email, state, roles, seats }: Subscriber): PortalRow[] {
  if (state === 'REMOVE_PENDING') return [];
  const rows: PortalRow[] = [];
  const attributes = { isSuspended: state === 'SUSPENDED' };
  if (state !== 'SOFT_DELETED') rows.push(active('subscriber', { id: String(id), key: email, attributes }));
  for (const role of roles) {
    if (role !== 'User') rows.push(active('role', { id: `${id}/${role}`, key: `${email}/${role}` }));
  }
  for (const { id: seat, subscription } of seats) {
    rows.push(active('seat', { id: String(seat), key: `${email}/${subscription.partNumber}` }));
  }
  return rows;
}

type Held = Pick<PortalRow, 'id' | 'key'> & Partial<Pick<PortalRow, 'attributes'>>;

function active(kind: string, { id, key, attributes = {} }: Held): PortalRow {
  return { kind, id, key, presence: 'active', attributes };
}

/** More seats than were bought, or an order for what was ordered already. */
export function overfullAtIbm(emulator: IbmConnectionsEmulator): string | undefined {
  const taken = new Map<number, number>();
  const { seats, subscriptions } = emulator.service.state();
  for (const { subscription } of seats.values()) taken.set(subscription.id, (taken.get(subscription.id) ?? 0) + 1);
  for (const { id, seats: bought, partNumber } of subscriptions.values()) {
    if ((taken.get(id) ?? 0) > bought) return `${taken.get(id)} of ${bought} ${partNumber}`;
  }
  return undefined;
}
