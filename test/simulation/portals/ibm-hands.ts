import type { IbmConnectionsEmulator } from '../../../providers/ibm-connections/emulator/index.ts';
import { unassignService } from '../../../providers/ibm-connections/emulator/panel/assign-service.ts';
import { userByLogin } from '../../../providers/ibm-connections/emulator/panel/directory.ts';
import { entitle } from '../../../providers/ibm-connections/emulator/service/seats.ts';
import type { Subscriber } from '../../../providers/ibm-connections/emulator/service/service-state.ts';
import { softDelete, subscriberOf } from '../../../providers/ibm-connections/emulator/service/subscribers.ts';
import { panelUsers } from '../../support/ibm-connections-panel-sites.ts';
import { subscriptions } from '../../support/ibm-connections-purchase-sites.ts';
import { organisation, roles, seats } from '../../support/ibm-connections-service-sites.ts';
import type { PortalRow } from '../simulated-portal.ts';

interface Purchase {
  readonly mpn: string;
  readonly part: string;
  readonly seats: number;
}

/** Somebody ordered it long ago: it is there at the marketplace and at IBM. */
export function boughtByHand(emulator: IbmConnectionsEmulator, { mpn, part, seats: many }: Purchase): void {
  subscriptions(emulator).put(mpn, { quantity: many });
  const { service } = emulator;
  const term = { durationUnits: 'YEARS', durationLength: 1, activation: 0 } as const;
  const id = service.order({ organisation: organisation(emulator), partNumber: part, seats: many, ...term });
  for (const { products } of emulator.panel().market.subscriptions.values()) {
    for (const line of products) if (line.product.mpn === mpn) line.vendorSubscriptionId = id;
  }
}

/** The second administrator makes somebody a user, gives a role or a free seat, or suspends them. */
export function putAtIbm(emulator: IbmConnectionsEmulator, email: string, variant: number): void {
  const state = emulator.service.state();
  const subscriber = subscriberOf(state, email);
  if (variant === 0 || subscriber === undefined || isOnTheWayOut(subscriber)) {
    panelUsers(emulator).put(email, { givenName: 'By', familyName: 'Hand' });
    return;
  }
  if (variant === 1) {
    subscriber.roles.add('Support');
    return;
  }
  const [subscription] = state.subscriptions.values();
  const given = subscription === undefined ? null : entitle(state, { subscriber, subscription, acceptTerms: false });
  if (given?.ok !== true) subscriber.state = subscriber.state === 'ACTIVE' ? 'SUSPENDED' : subscriber.state;
}

function isOnTheWayOut({ state }: Subscriber): boolean {
  return state === 'SOFT_DELETED' || state === 'REMOVE_PENDING';
}

/** By the pages of the panel and of IBM: what the panel refuses there is not done. */
export function removeAtIbm(emulator: IbmConnectionsEmulator, { kind, key }: PortalRow): void {
  const { directory } = emulator.panel();
  const state = emulator.service.state();
  const user = userByLogin(directory, key);
  const service = [...directory.services.values()].find((one) => one.user === user);
  const subscriber = subscriberOf(state, key);
  if (kind === 'panel-user') panelUsers(emulator).remove(key);
  if (kind === 'service-assignment' && service !== undefined) unassignService(directory, service);
  if (kind === 'subscriber' && subscriber !== undefined) softDelete(state, subscriber);
  if (kind === 'seat') seats(emulator).remove(key);
  if (kind === 'role') roles(emulator).remove(key);
}

const password = 'Kw7-plumtree';

/** The person does the next steps of the article, as far as they get. */
export async function acceptAtIbm(emulator: IbmConnectionsEmulator, row: PortalRow, steps: number): Promise<void> {
  if (row.kind !== 'credentials') return;
  const user = userByLogin(emulator.panel().directory, row.key);
  const at = emulator.service.subscriberByEmail(row.key);
  const isDone = [
    user !== undefined && user.password !== null && user.passwordLink === null,
    at?.hasPassword === true,
    at?.hasPassword === true && !at.isSyncPending,
    false,
  ];
  const all = ['set-mycp-password', 'set-ibm-password', 'sync', 'first-login'].filter((_, index) => !isDone[index]);
  for (const step of all.slice(0, steps)) {
    const { played } = await emulator.play(step, row.key, { password });
    if (!played) return;
  }
}
