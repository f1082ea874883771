import type { Market } from '../purchase/market.ts';
import { organisationOf } from '../purchase/fulfil-order.ts';
import { serviceOf, touch } from './directory.ts';
import type { AssignedService, Directory, PanelUser } from './directory.ts';
import { conflict, failedBehind } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

/**
 * Inferred: assigning makes the person an IBM subscriber, whom IBM does not mail, and activates it a little later. One
 * that IBM has already is taken over. [ours] It wants an active subscription, and one service per person.
 */
export function assignService(directory: Directory, market: Market, user: PanelUser): AssignedService | Refusal {
  if (serviceOf(directory, user) !== undefined) return conflict(`${user.login} has the service already`);
  const bought = [...market.subscriptions.values()].some(
    ({ customer, status }) => customer === user.customer && status === 'active',
  );
  if (!bought) return conflict(`${user.customer.name} has no active subscription of IBM Connections Cloud`);
  const subscriber = subscriberOf(directory, user);
  if (typeof subscriber !== 'number') return subscriber;
  const { world } = directory;
  const service: AssignedService = {
    uuid: world.newId(),
    user,
    subscriber,
    email: user.email,
    createdAt: world.now(),
    readyAt: world.now() + directory.provisioning,
    isProvisioned: false,
    modifiedAt: world.now(),
    revision: 1,
  };
  directory.services.set(service.uuid, service);
  directory.dues.add(service.readyAt, () => finish(directory, service));
  return service;
}

/** Inferred: the subscriber goes to the trash, where IBM keeps it for 30 days. */
export function unassignService(directory: Directory, service: AssignedService): Refusal | null {
  const removed = directory.service.removeSubscriber(service.subscriber, true);
  if (!removed.ok && removed.status !== 404) return failedBehind(`IBM refused: ${removed.text}`);
  directory.services.delete(service.uuid);
  return null;
}

/** `aps:activating` stands for what the person has still to do, as the bus documents it. */
export function statusOf(
  directory: Directory,
  service: AssignedService,
): 'aps:provisioning' | 'aps:activating' | 'aps:ready' {
  if (!service.isProvisioned) return 'aps:provisioning';
  if (!directory.personFinishes) return 'aps:ready';
  const subscriber = directory.service.subscriberByEmail(service.email);
  const isFinished = subscriber?.hasPassword === true && !subscriber.isSyncPending;
  return isFinished ? 'aps:ready' : 'aps:activating';
}

function subscriberOf(directory: Directory, user: PanelUser): number | Refusal {
  const { service } = directory;
  const known = service.subscriberByEmail(user.email);
  if (known !== null && known.state !== 'SOFT_DELETED' && known.state !== 'REMOVE_PENDING') return known.id;
  const added = service.addSubscriber({
    organisation: organisationOf(directory, user.customer),
    email: user.email,
    givenName: user.givenName,
    familyName: user.familyName,
    roles: user.isAccountAdmin ? ['User', 'CustomerAdministrator'] : ['User'],
    suppressEmail: true,
  });
  return added.ok ? added.value : failedBehind(`IBM refused: ${added.text}`);
}

function finish(directory: Directory, service: AssignedService): void {
  if (!directory.services.has(service.uuid)) return;
  const state = directory.service.subscriberByEmail(service.email)?.state;
  if (state === 'PENDING') directory.service.activateSubscriber(service.subscriber);
  service.isProvisioned = true;
  touch(directory, service);
}
