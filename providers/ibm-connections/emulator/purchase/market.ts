import type { Milliseconds } from '../../../../engine/model/instant.ts';
import type { JsonObject } from '../../../../engine/model/json.ts';
import type { SandboxWorld } from '../../../kit/sandbox/sandbox-world.ts';
import { createDues } from '../dues.ts';
import type { Dues } from '../dues.ts';
import type { IbmService } from '../service/ibm-service.ts';
import type { Period, Plan, Product } from './catalogue.ts';

export interface ContactPerson {
  readonly type: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phoneNumber: string;
}

/** One account of the reseller: the customer of the purchase plane is the account of the panel. */
export interface Customer {
  readonly id: string;
  /** The same as `id` where that is a number: the panel's accounts are known by whole numbers. */
  readonly accountId: number;
  /** The panel's id. */
  readonly uuid: string;
  readonly createdAt: number;
  externalId: string | null;
  name: string;
  address: JsonObject;
  contactPersons: readonly ContactPerson[];
  language: string;
  taxRegId: string | null;
  attributes: JsonObject;
  readonly status: 'active';
}

export type OrderType = 'sales' | 'change' | 'renewal' | 'cancellation';
export type OrderStatus = 'submitted' | 'processing' | 'completed' | 'error' | 'cancelled';

export interface OrderLine {
  readonly product: Product;
  /** New absolute quantity. */
  readonly quantity: number;
  /** What is charged more than before this order, in pieces. */
  readonly added: number;
  readonly parameters: readonly JsonObject[];
}

/** What an order asks for, checked; not placed yet. */
export interface OrderDraft {
  readonly type: OrderType;
  readonly customer: Customer;
  readonly lines: readonly OrderLine[];
  /** Null for a sales order, which makes one. */
  readonly subscription: Subscription | null;
  readonly poNumber: string | null;
  readonly attributes: JsonObject;
  readonly autorenewal: boolean;
}

export interface Order extends Omit<OrderDraft, 'subscription'> {
  readonly id: string;
  readonly orderNumber: string;
  readonly createdAt: number;
  status: OrderStatus;
  provisionedAt: number | null;
  subscription: Subscription | null;
  creditCheck: boolean;
}

export interface SubscribedProduct {
  readonly product: Product;
  quantity: number;
  /** IBM's subscription, once there is one. */
  vendorSubscriptionId: number | null;
}

export interface Subscription {
  readonly id: string;
  readonly uuid: string;
  readonly customer: Customer;
  readonly name: string;
  readonly createdAt: number;
  status: 'pending' | 'active' | 'terminated';
  renewalStatus: boolean;
  modifiedAt: number;
  expiresAt: number;
  readonly billingPeriod: Period;
  readonly subscriptionPeriod: Period;
  readonly products: SubscribedProduct[];
  readonly parameters: readonly JsonObject[];
  attributes: JsonObject;
}

/** [ours] How long the marketplace takes. */
export interface MarketTimes {
  /** From submitted to processing. */
  readonly accept: Milliseconds;
  /** From processing to completed. */
  readonly fulfil: Milliseconds;
  /** From completed until the subscription is active, at the marketplace and at IBM; five minutes and more were seen. */
  readonly activation: Milliseconds;
}

/** The administrator's login that comes with a customer. */
export interface PanelLogins {
  readonly isTaken: (login: string) => boolean;
  readonly make: (customer: Customer, login: string | null) => void;
}

export interface MarketSetup {
  readonly resellerId: string;
  readonly world: SandboxWorld;
  readonly service: IbmService;
  readonly times: MarketTimes;
  readonly products: readonly Product[];
  readonly plans: readonly Plan[];
  readonly logins: PanelLogins;
}

/** All state of the seeded reseller. */
export interface Market extends MarketSetup {
  readonly customers: Map<string, Customer>;
  readonly orders: Map<string, Order>;
  readonly subscriptions: Map<string, Subscription>;
  readonly dues: Dues;
  /** A number that no customer, order or subscription has had before. */
  readonly nextNumber: (of: 'customer' | 'order' | 'subscription') => number;
}

export function createMarket(setup: MarketSetup): Market {
  const next = { customer: 1_000_001, order: 1, subscription: 1_000_101 };
  const customers = new Map<string, Customer>();

  return {
    ...setup,
    customers,
    orders: new Map(),
    subscriptions: new Map(),
    dues: createDues(),
    nextNumber: (of) => {
      while (of === 'customer' && customers.has(String(next.customer))) next.customer += 1;
      const number = next[of];
      next[of] += 1;
      return number;
    },
  };
}
