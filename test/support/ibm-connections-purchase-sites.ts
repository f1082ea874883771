import type { PortalObject } from '../../engine/conformance/index.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { IbmConnectionsEmulator } from '../../providers/ibm-connections/emulator/index.ts';
import { addCustomer } from '../../providers/ibm-connections/emulator/purchase/customers.ts';
import type { Customer, Subscription } from '../../providers/ibm-connections/emulator/purchase/market.ts';

/** One kind as the portal itself holds it. */
export interface Site {
  readonly objects: () => readonly PortalObject[];
  readonly put: (key: string, attributes: JsonObject) => void;
  readonly remove: (key: string) => void;
}

export function customers(emulator: IbmConnectionsEmulator): Site {
  const { market } = emulator.panel();
  return {
    objects: () => [...market.customers.values()].map(({ name }) => active(name, { name })),
    put: (name) => void customerNamed(emulator, name),
    remove: () => undefined,
  };
}

/** The customer of this name; made where it is not there yet. */
export function customerNamed(emulator: IbmConnectionsEmulator, name: string): Customer {
  const { market } = emulator.panel();
  const found = [...market.customers.values()].find((one) => one.name === name);
  if (found !== undefined) return found;
  const email = 'owner@acme.example';
  return addCustomer(market, {
    name,
    address: { streetAddress: '1 Main Street', postalCode: '10115', city: 'Berlin', countryCode: 'DE' },
    contactPersons: [{ type: 'admin', firstName: 'Account', lastName: 'Owner', email, phoneNumber: '49#30#5550100#' }],
    language: 'en',
    externalId: null,
    taxRegId: null,
    attributes: {},
    login: email,
  });
}

export function subscriptions(emulator: IbmConnectionsEmulator): Site {
  const { market } = emulator.panel();
  const live = (): Subscription[] => [...market.subscriptions.values()].filter(({ status }) => status !== 'terminated');
  const lineOf = (mpn: string) =>
    live().flatMap(({ products }) => products.filter((one) => one.product.mpn === mpn))[0];
  return {
    objects: () =>
      live().flatMap((one) =>
        one.products.map(({ product, quantity }) => {
          const renewal = one.renewalStatus ? 'automatic' : 'none';
          const attributes = { mpn: product.mpn, quantity, term: '1 year', billing: '1 month', renewal };
          return active(product.mpn, attributes);
        }),
      ),
    put: (mpn, { quantity, renewal }) => {
      const line = lineOf(mpn);
      const subscription = line === undefined ? addSubscription(emulator, mpn) : undefined;
      const changed = line ?? subscription?.products[0];
      if (changed !== undefined && typeof quantity === 'number') changed.quantity = quantity;
      const whole = live().find(({ products }) => products.some((one) => one === changed));
      if (whole !== undefined && renewal !== undefined) whole.renewalStatus = renewal === 'automatic';
    },
    remove: (mpn) => {
      const line = lineOf(mpn);
      const whole = live().find(({ products }) => products.some((one) => one === line));
      if (whole === undefined || line === undefined) return;
      if (line.vendorSubscriptionId !== null) emulator.service.cancel(line.vendorSubscriptionId);
      whole.products.splice(whole.products.indexOf(line), 1);
      if (whole.products.length === 0) whole.status = 'terminated';
    },
  };
}

/** Bought by hand, and known to the marketplace alone. */
function addSubscription(emulator: IbmConnectionsEmulator, mpn: string): Subscription {
  const { market } = emulator.panel();
  const product = market.products.find((one) => one.mpn === mpn);
  if (product === undefined) throw new Error(`the marketplace sells no ${mpn}`);
  const { world } = market;
  const now = world.now();
  const subscription: Subscription = {
    id: String(market.nextNumber('subscription')),
    uuid: world.newId(),
    customer: customerNamed(emulator, 'Acme'),
    name: product.name,
    createdAt: now,
    status: 'active',
    renewalStatus: false,
    modifiedAt: now,
    expiresAt: now,
    billingPeriod: product.billingPeriod,
    subscriptionPeriod: product.subscriptionPeriod,
    products: [{ product, quantity: 1, vendorSubscriptionId: null }],
    parameters: [],
    attributes: {},
  };
  market.subscriptions.set(subscription.id, subscription);
  return subscription;
}

export function active(key: string, attributes: JsonObject): PortalObject {
  return { key, presence: 'active', attributes };
}
