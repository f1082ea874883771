import type { JsonObject } from '../../../engine/model/json.ts';
import { createSandbox } from '../../../providers/kit/sandbox/sandbox.ts';
import { visitor } from '../../sandbox/support/visitor.ts';
import type { Visitor } from '../../sandbox/support/visitor.ts';
import { bought, marketLab } from './market-lab.ts';
import type { MarketLab, Row } from './market-lab.ts';

export const serviceType = 'http://ibm.example/aps/types/connections-user/1.0';
export const panelPassword = 'Right-Horse7';
export const ibmPassword = 'blue-sky-2027';

export interface PanelLab extends MarketLab {
  /** The panel's id of Acme's account. */
  readonly account: string;
  readonly person: Visitor;
  readonly makeUser: (name: string, more?: JsonObject) => Promise<string>;
  readonly assign: (
    user: string,
  ) => Promise<{ readonly status: number; readonly headers: Headers; readonly body: Row }>;
  /** Path of the newest password link that this person was sent. */
  readonly linkOf: (to: string) => string;
  /** Gives the person a seat at IBM, as an administrator does there. */
  readonly seat: (email: string) => void;
}

/** Acme, with a subscription bought and active, and a person who visits the pages. */
export async function panelLab(options: Parameters<typeof marketLab>[0] = {}): Promise<PanelLab> {
  const lab = marketLab(options);
  await bought(lab);
  const { bus, emulator, world } = lab;
  const account = [...emulator.panel().market.customers.values()][0]?.uuid ?? '';
  const { app } = createSandbox({ world, emulators: [emulator] });
  return {
    ...lab,
    account,
    person: visitor(app),
    makeUser: async (name, more = {}) => {
      const { status, body } = await bus('POST', `/resources/${account}/users/`, { ...userNamed(name), ...more });
      if (status !== 200) throw new Error(`not made: ${JSON.stringify(body)}`);
      return idOf(body);
    },
    assign: (user) => bus('POST', '/resources', { aps: { type: serviceType }, user: { aps: { id: user } } }),
    linkOf: (to) => new URL(lab.mails(to)[0]?.links[0]?.url ?? '').pathname,
    seat: (email) => {
      const { subscriptions, subscribers } = emulator.service.state();
      const subscription = [...subscriptions.values()][0];
      const subscriber = [...subscribers.values()].find((one) => one.email === email);
      if (subscription === undefined || subscriber === undefined) throw new Error(`no seat for ${email}`);
      const dated = { id: 90_001, createdAt: 0, modifiedAt: 0 };
      const state = { state: 'ASSIGNED', acceptedTerms: false, quota: 0, workflows: [] } as const;
      subscriber.seats = [{ ...dated, subscription, subscriber, ...state }];
    },
  };
}

/** `ada` is Ada Example, ada@acme.example. */
export function userNamed(name: string): JsonObject {
  const email = `${name}@acme.example`;
  return {
    aps: { type: 'http://parallels.com/aps/types/pa/service-user/1.2' },
    isAccountAdmin: false,
    login: email,
    email,
    givenName: `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
    familyName: 'Example',
    telVoice: '+49 30 5550100',
    addressPostal: { streetAddress: '1 Main Street', locality: 'Berlin', countryName: 'de', postalCode: '10115' },
  };
}

export function idOf(resource: Row): string {
  return String((resource['aps'] as Row)['id']);
}

export function statusOf(resource: Row): unknown {
  return (resource['aps'] as Row)['status'];
}
