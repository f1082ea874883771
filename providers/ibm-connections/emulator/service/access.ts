import type { Customer, ServiceState, Subscriber } from './service-state.ts';
import { isCurrentPassword } from './credentials.ts';
import type { ServiceAccount } from './service-settings.ts';
import { subscriberOf } from './subscribers.ts';

/** Who calls. The vendor sees every organisation, anybody else their own. */
export interface Actor {
  readonly name: string;
  readonly role: ServiceAccount['role'];
  readonly customer: Customer | null;
  readonly subscriber: Subscriber | null;
}

/** In a run on the sandbox every credential is this word. */
const sandboxWord = 'sandbox';

/** Who a request is from; null where its credentials are not good, or not any more. */
export function actorOf(state: ServiceState, authorization: string | undefined): Actor | null {
  const [, scheme = '', value = ''] = /^(\w+)\s+(\S+)$/.exec(authorization ?? '') ?? [];
  if (scheme.toLowerCase() === 'basic') return byPassword(state, Buffer.from(value, 'base64').toString('utf8'));
  if (scheme.toLowerCase() === 'bearer') return byToken(state, value);
  return null;
}

function byPassword(state: ServiceState, pair: string): Actor | null {
  const [, user = '', password = ''] = /^([^:]*):(.*)$/su.exec(pair) ?? [];
  const account = state.settings.accounts.find(
    ({ credentials }) => 'user' in credentials && credentials.user === user && credentials.password === password,
  );
  if (account !== undefined) return byAccount(state, account, user);
  if (password === sandboxWord) return byName(state, user);
  const subscriber = subscriberOf(state, user);
  if (subscriber?.state !== 'ACTIVE' || !isCurrentPassword(subscriber, password)) return null;
  return bySubscriber(subscriber);
}

function byToken(state: ServiceState, token: string): Actor | null {
  const account = state.settings.accounts.find(
    ({ credentials }) => 'token' in credentials && credentials.token === token,
  );
  if (account !== undefined) return byAccount(state, account, 'token');
  if (token === sandboxWord) return vendor(sandboxWord);
  const issued = state.accessTokens.get(token);
  return issued === undefined || issued.expiresAt <= state.now() ? null : byName(state, issued.user);
}

/** [ours] `sandbox`, and every address that no subscriber has, is the vendor; a subscriber is who they are. */
function byName(state: ServiceState, user: string): Actor | null {
  if (user !== sandboxWord && !user.includes('@')) return null;
  const subscriber = subscriberOf(state, user);
  return subscriber === undefined ? vendor(user) : bySubscriber(subscriber);
}

function vendor(name: string): Actor {
  return { name, role: 'VSR', customer: null, subscriber: null };
}

function bySubscriber(subscriber: Subscriber): Actor {
  const { email, roles, customer } = subscriber;
  return { name: email, role: strongestOf(roles), customer, subscriber };
}

function byAccount(state: ServiceState, { role, customer }: ServiceAccount, name: string): Actor {
  return { name, role, customer: state.customers.get(customer ?? 0) ?? null, subscriber: null };
}

function strongestOf(roles: ReadonlySet<string>): Actor['role'] {
  if (roles.has('VSR')) return 'VSR';
  return roles.has('CustomerAdministrator') ? 'CustomerAdministrator' : 'User';
}

export function seesCustomer(actor: Actor, customer: Customer): boolean {
  return actor.role === 'VSR' || actor.customer === customer;
}
