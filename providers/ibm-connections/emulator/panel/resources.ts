import type { Customer, Market, Subscription } from '../purchase/market.ts';
import type { AssignedService, Directory, PanelUser } from './directory.ts';

/** Something on the bus. */
export type Resource =
  | { readonly kind: 'account'; readonly account: Customer }
  | { readonly kind: 'user'; readonly user: PanelUser }
  | { readonly kind: 'service'; readonly service: AssignedService }
  | { readonly kind: 'subscription'; readonly subscription: Subscription };

export interface Panel {
  readonly directory: Directory;
  readonly market: Market;
}

/** Whose resources the bearer of a token sees: everybody's, or one account's. */
export type Scope = 'provider' | Customer;

/**
 * Documented types, but for the service: the IBM package is not published, its type is ours, and the portal's settings
 * may name another.
 */
export const typeIds = {
  account: 'http://parallels.com/aps/types/pa/account/1.2',
  user: 'http://parallels.com/aps/types/pa/service-user/1.2',
  service: 'http://ibm.example/aps/types/connections-user/1.0',
  subscription: 'http://parallels.com/aps/types/pa/subscription/1.0',
} as const;

/** What each kind implements, for `implementing(...)`. */
const implemented: Readonly<Record<Resource['kind'], readonly string[]>> = {
  account: [
    typeIds.account,
    'http://parallels.com/aps/types/pa/account/1.0',
    'http://aps-standard.org/types/core/account/1.0',
  ],
  user: [
    typeIds.user,
    'http://parallels.com/aps/types/pa/user/1.2',
    'http://aps-standard.org/types/core/service-user/1.0',
    'http://aps-standard.org/types/core/user/1.0',
  ],
  service: ['http://aps-standard.org/types/core/user/service/1.0'],
  subscription: [typeIds.subscription, 'http://aps-standard.org/types/core/subscription/1.0'],
};

export function implementsType({ directory }: Panel, kind: Resource['kind'], type: string): boolean {
  return implemented[kind].includes(type) || (kind === 'service' && type === directory.serviceType);
}

export function allResources({ directory, market }: Panel, scope: Scope): readonly Resource[] {
  const all: Resource[] = [
    ...[...market.customers.values()].map((account) => ({ kind: 'account', account }) as const),
    ...[...market.subscriptions.values()].map((subscription) => ({ kind: 'subscription', subscription }) as const),
    ...[...directory.users.values()].map((user) => ({ kind: 'user', user }) as const),
    ...[...directory.services.values()].map((service) => ({ kind: 'service', service }) as const),
  ];
  return scope === 'provider' ? all : all.filter((resource) => ownerOf(resource) === scope);
}

export function findResource({ directory, market }: Panel, id: string, scope: Scope): Resource | undefined {
  const user = directory.users.get(id);
  const service = directory.services.get(id);
  const account = [...market.customers.values()].find(({ uuid }) => uuid === id);
  const subscription = [...market.subscriptions.values()].find(({ uuid }) => uuid === id);
  let found: Resource | undefined;
  if (user !== undefined) found = { kind: 'user', user };
  else if (service !== undefined) found = { kind: 'service', service };
  else if (account !== undefined) found = { kind: 'account', account };
  else if (subscription !== undefined) found = { kind: 'subscription', subscription };
  return found === undefined || scope === 'provider' || ownerOf(found) === scope ? found : undefined;
}

export function thingOf(resource: Resource): { readonly uuid: string; readonly createdAt: number } {
  switch (resource.kind) {
    case 'account':
      return resource.account;
    case 'user':
      return resource.user;
    case 'service':
      return resource.service;
    case 'subscription':
      return resource.subscription;
  }
}

function ownerOf(resource: Resource): Customer {
  switch (resource.kind) {
    case 'account':
      return resource.account;
    case 'user':
      return resource.user.customer;
    case 'service':
      return resource.service.user.customer;
    case 'subscription':
      return resource.subscription.customer;
  }
}
