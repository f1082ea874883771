import type { ServiceSettingsInput } from '../../../../providers/ibm-connections/emulator/service/service-settings.ts';
import { basic, newCustomer, newOrder, newSubscriber, serviceLab } from './service-lab.ts';
import type { Answer, ServiceLab } from './service-lab.ts';

export interface Acme extends ServiceLab {
  readonly customer: number;
  /** The credential of Acme's administrator. */
  readonly owner: string;
  /** A new subscriber; ACTIVE unless told otherwise. */
  readonly person: (email: string, state?: 'PENDING') => Promise<number>;
  /** A subscription that is ACTIVE already. */
  readonly subscription: (partNumber: string, seats: number) => Promise<number>;
  readonly entitle: (subscriber: number, subscription: number, query?: string) => Promise<Answer>;
  /** Entitles and waits; gives the id of the seat. */
  readonly seat: (subscriber: number, subscription: number) => Promise<number>;
  readonly subscriber: (id: number) => Promise<Record<string, unknown>>;
  readonly seatsOf: (id: number) => Promise<Record<string, unknown>[]>;
  readonly available: (subscription: number) => Promise<unknown>;
}

/** An organisation with its owner, registered over the wire. */
export async function acme(settings: ServiceSettingsInput = {}): Promise<Acme> {
  const lab = serviceLab(settings);
  const { call, world, read } = lab;
  const made = await call('POST', '/resource/customer?suppressEmail=true', { body: newCustomer() });
  const customer = Number(made.body['Long']);
  const subscriber = (id: number) => read(`/resource/subscriber/${id}`, 'Subscriber');
  const seatsOf = async (id: number) => (await subscriber(id))['SeatSet'] as Record<string, unknown>[];
  const entitle: Acme['entitle'] = (person, subscription, query = '') =>
    call('POST', `/resource/subscriber/${person}/subscription/${subscription}${query}`, { op: 'entitleSubscriber' });
  return {
    ...lab,
    customer,
    owner: basic('owner@acme.example'),
    person: async (email, state) => {
      const added = await call('POST', '/resource/subscriber?suppressEmail=true', {
        body: newSubscriber(customer, email),
      });
      const id = Number(added.body['Long']);
      if (state === 'PENDING') return id;
      await call('POST', `/resource/subscriber/${id}`, { op: 'activateSubscriber' });
      world.advance(3_000);
      return id;
    },
    subscription: async (partNumber, seats) => {
      const path = '/resource/subscription?suppressEmail=true';
      const { body } = await call('POST', path, { body: newOrder(customer, partNumber, seats) });
      world.advance(120_000);
      return Number((body['List'] as Record<string, unknown>[])[0]!['SubscriptionId']);
    },
    entitle,
    seat: async (person, subscription) => {
      await entitle(person, subscription);
      world.advance(4_000);
      const seat = (await seatsOf(person)).find((one) => one['SubscriptionId'] === subscription);
      return Number(seat!['Id']);
    },
    subscriber,
    seatsOf,
    available: async (subscription) =>
      (await read(`/resource/subscription/${subscription}`, 'Subscription'))['NumberOfAvailableSeats'],
  };
}
