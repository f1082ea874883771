import type { IbmConnectionsEmulator } from '../../providers/ibm-connections/emulator/index.ts';
import { organisationOf } from '../../providers/ibm-connections/emulator/purchase/fulfil-order.ts';
import { entitle, releaseSeat } from '../../providers/ibm-connections/emulator/service/seats.ts';
import type { Subscriber } from '../../providers/ibm-connections/emulator/service/service-state.ts';
import { removeSubscriber, subscriberOf } from '../../providers/ibm-connections/emulator/service/subscribers.ts';
import { active, customerNamed, type Site } from './ibm-connections-purchase-sites.ts';

export function organisation(emulator: IbmConnectionsEmulator): number {
  const [first] = emulator.service.state().customers.keys();
  return first ?? organisationOf({ service: emulator.service }, customerNamed(emulator, 'Acme'));
}

export function serviceSubscriptions(emulator: IbmConnectionsEmulator): Site {
  const state = () => emulator.service.state();
  const live = () => [...state().subscriptions.values()].filter((one) => one.state !== 'CANCEL_PENDING');
  return {
    objects: () => live().map((one) => active(one.partNumber, { part: one.partNumber, seats: one.seats })),
    put: (part, { seats }) => {
      const found = live().find(({ partNumber }) => partNumber === part);
      if (found !== undefined && typeof seats === 'number') found.seats = seats;
      if (found !== undefined) return;
      const term = { durationUnits: 'YEARS', durationLength: 1, activation: 0 } as const;
      const many = typeof seats === 'number' ? seats : 1;
      emulator.service.order({ organisation: organisation(emulator), partNumber: part, seats: many, ...term });
    },
    remove: (part) => {
      const found = live().find(({ partNumber }) => partNumber === part);
      if (found !== undefined) emulator.service.cancel(found.id);
    },
  };
}

/** The subscriber of this address, active; made where it is not there yet. */
export function subscriberAt(emulator: IbmConnectionsEmulator, email: string): Subscriber {
  const state = emulator.service.state();
  const names = { givenName: 'A', familyName: 'B', roles: ['User'], suppressEmail: true };
  if (subscriberOf(state, email) === undefined) {
    emulator.service.addSubscriber({ organisation: organisation(emulator), email, ...names });
  }
  const found = subscriberOf(state, email);
  if (found === undefined) throw new Error(`IBM takes no subscriber ${email}`);
  if (found.state === 'PENDING') found.state = 'ACTIVE';
  return found;
}

function liveSubscribers(emulator: IbmConnectionsEmulator): readonly Subscriber[] {
  const all = [...emulator.service.state().subscribers.values()];
  return all.filter(({ state }) => state !== 'SOFT_DELETED' && state !== 'REMOVE_PENDING');
}

export function subscribers(emulator: IbmConnectionsEmulator): Site {
  return {
    objects: () => liveSubscribers(emulator).map(({ email, state }) => active(email, { email, state })),
    put: (email, { state }) => {
      const found = subscriberAt(emulator, email);
      if (state === 'SUSPENDED' || state === 'ACTIVE') found.state = state;
    },
    remove: (email) => {
      const found = subscriberOf(emulator.service.state(), email);
      if (found !== undefined) removeSubscriber(emulator.service.state(), found);
    },
  };
}

export function seats(emulator: IbmConnectionsEmulator): Site {
  const state = emulator.service.state();
  const split = (key: string) => ({ email: key.slice(0, key.indexOf('/')), part: key.slice(key.indexOf('/') + 1) });
  const held = (key: string) => {
    const { email, part } = split(key);
    return subscriberOf(state, email)?.seats.find(({ subscription }) => subscription.partNumber === part);
  };
  return {
    objects: () =>
      liveSubscribers(emulator).flatMap(({ email, seats: all }) =>
        all.map(({ subscription: { partNumber: part } }) => active(`${email}/${part}`, { email, part })),
      ),
    put: (key) => {
      if (held(key) !== undefined) return;
      const { email, part } = split(key);
      serviceSubscriptions(emulator).put(part, {});
      const bought = [...state.subscriptions.values()].find(({ partNumber }) => partNumber === part);
      if (bought === undefined) return;
      bought.state = 'ACTIVE';
      bought.seats = Math.max(bought.seats, 100);
      const given = entitle(state, {
        subscriber: subscriberAt(emulator, email),
        subscription: bought,
        acceptTerms: true,
      });
      if (given.ok) given.value.state = 'ASSIGNED';
    },
    remove: (key) => {
      const seat = held(key);
      if (seat !== undefined) releaseSeat(state, seat);
    },
  };
}

export function roles(emulator: IbmConnectionsEmulator): Site {
  const split = (key: string) => ({ email: key.slice(0, key.indexOf('/')), role: key.slice(key.indexOf('/') + 1) });
  return {
    objects: () =>
      liveSubscribers(emulator).flatMap(({ email, roles: all }) =>
        [...all].filter((role) => role !== 'User').map((role) => active(`${email}/${role}`, { email, role })),
      ),
    put: (key) => void subscriberAt(emulator, split(key).email).roles.add(split(key).role),
    remove: (key) => void subscriberAt(emulator, split(key).email).roles.delete(split(key).role),
  };
}
