import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import { minute, second } from '../../../engine/model/instant.ts';
import type { Milliseconds } from '../../../engine/model/instant.ts';
import { textIn, objectIn } from './json-parts.ts';
import { seededProducts } from './purchase/catalogue.ts';
import type { Product } from './purchase/catalogue.ts';
import { addCustomer } from './purchase/customers.ts';
import type { Market, MarketTimes } from './purchase/market.ts';
import type { ServiceSettingsInput } from './service/service-settings.ts';

/** What the emulator takes from a portal's declaration. */
export type EmulatedPortal = Pick<PortalDeclaration, 'name' | 'contacts' | 'settings'>;

/** What can be set otherwise, for tests; each has a default. */
export interface EmulatorChoices {
  readonly products?: readonly Product[];
  readonly times?: Partial<MarketTimes>;
  /** From the assignment of the service until the panel activates the subscriber. */
  readonly provisioning?: Milliseconds;
  /** How long the tokens of the planes purchase and panel last. */
  readonly tokenLifetimes?: { readonly purchase?: Milliseconds; readonly panel?: Milliseconds };
  /** A service is `aps:activating` until its person has set the password and synchronized. */
  readonly personFinishes?: boolean;
  /** Of the plane service. */
  readonly service?: ServiceSettingsInput;
}

/** [ours] Short, so that a run in the sandbox need not wait long; the clock can be set to anything else. */
const defaultTimes: MarketTimes = { accept: second, fulfil: 3 * second, activation: 5 * second };

export interface Settled {
  readonly products: readonly Product[];
  readonly times: MarketTimes;
  readonly provisioning: Milliseconds;
  readonly purchaseTokens: Milliseconds;
  readonly panelTokens: Milliseconds;
  readonly personFinishes: boolean;
}

export function settle(choices: EmulatorChoices): Settled {
  return {
    products: choices.products ?? seededProducts,
    times: { ...defaultTimes, ...choices.times },
    provisioning: choices.provisioning ?? 3 * second,
    purchaseTokens: choices.tokenLifetimes?.purchase ?? 25 * minute,
    panelTokens: choices.tokenLifetimes?.panel ?? 30 * minute,
    personFinishes: choices.personFinishes ?? false,
  };
}

/** [ours] The account of the reseller: whose token the settings ask for, unless that is the provider's. */
export function resellerOf({ settings }: EmulatedPortal): string {
  const account = settings['tokenAccount'];
  return typeof account === 'number' && account !== 1 ? String(account) : '1000000';
}

/** The customer that the portal's settings name by id is there already; all others have to be made. */
export function seedCustomer(market: Market, { name, contacts, settings }: EmulatedPortal): void {
  const customer = objectIn(settings['customer']);
  const id = textIn(customer['id']);
  if (id === '') return;
  const email = (contacts.owner ?? `owner@${name}.example`).toLowerCase();
  const login = email;
  addCustomer(market, {
    id,
    name: textIn(customer['name']) || name,
    address: { streetAddress: '1 Main Street', postalCode: '10115', city: 'Berlin', countryCode: 'DE' },
    contactPersons: [{ type: 'admin', firstName: 'Account', lastName: 'Owner', email, phoneNumber: '49#30#5550100#' }],
    language: 'en',
    externalId: textIn(customer['externalId']) || null,
    taxRegId: null,
    attributes: {},
    login,
  });
}
