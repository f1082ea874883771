import { isJsonObject, type Json, type JsonObject } from '../../engine/model/json.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { pathOf, type Query } from '../kit/base-url.ts';
import type { DoorAnswer } from '../kit/door-request.ts';
import type { HttpDoor } from '../kit/http-door.ts';
import { answerReader } from '../kit/json-answer.ts';
import { readNumberedPages } from '../kit/numbered-paging.ts';
import type { PagedRows } from '../kit/paging.ts';
import { assumed } from './assumptions.ts';
import type { Period } from './kinds/subscription.ts';

export interface NewSubscriber {
  readonly organisation: number;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
}

export interface ServiceOrder {
  readonly organisation: number;
  readonly part: string;
  readonly seats: number;
  readonly term: Period;
  /** The subscription at IBM that an add-on stands on. */
  readonly base?: number;
}

type Operated = 'activateSubscriber' | 'suspendSubscriber' | 'unsuspendSubscriber' | 'restoreSubscriber';

/** IBM's BSS API as far as this provider uses it, one function for each call. Objects come back unwrapped. */
export interface ServiceApi {
  /** Null where IBM has no organisation of this name yet. */
  readonly findOrganisation: (name: string) => Promise<number | null>;
  readonly subscribers: (organisation: number) => Promise<PagedRows<JsonObject>>;
  readonly subscriber: (id: number) => Promise<JsonObject | null>;
  readonly findSubscriber: (email: string) => Promise<JsonObject | null>;
  readonly addSubscriber: (person: NewSubscriber, signal: AbortSignal) => Promise<number>;
  readonly operate: (id: number, operation: Operated, signal: AbortSignal) => Promise<void>;
  readonly removeSubscriber: (id: number, soft: boolean, signal: AbortSignal) => Promise<void>;
  readonly entitle: (subscriber: number, subscription: number, options: Entitling) => Promise<void>;
  readonly revoke: (subscriber: number, seat: number, signal: AbortSignal) => Promise<void>;
  readonly subscriptions: (organisation: number) => Promise<PagedRows<JsonObject>>;
  readonly subscription: (id: number) => Promise<JsonObject | null>;
  /** Full replace: what is left out is deleted, so the whole object as read goes back. */
  readonly replaceSubscription: (id: number, subscription: JsonObject, signal: AbortSignal) => Promise<void>;
  readonly order: (order: ServiceOrder, signal: AbortSignal) => Promise<number>;
  readonly assignRole: (email: string, role: string, signal: AbortSignal) => Promise<void>;
  readonly unassignRole: (email: string, role: string, signal: AbortSignal) => Promise<void>;
}

export interface Entitling {
  readonly acceptTerms: boolean;
  readonly signal: AbortSignal;
}

const resource = (...parts: readonly string[]): string => pathOf('api', 'bss', 'resource', ...parts);
const authorization = (operation: string): string => pathOf('api', 'bss', 'service', 'authorization', operation);

export function createServiceApi(door: HttpDoor, pageSize: number): ServiceApi {
  const calls = callsOf(door, pageSize);
  return { ...organisationCalls(calls), ...subscriberCalls(calls) };
}

type Calls = ReturnType<typeof callsOf>;

type OfOrganisation =
  'findOrganisation' | 'subscribers' | 'subscriptions' | 'subscription' | 'replaceSubscription' | 'order';

function organisationCalls({ read, write, list, post }: Calls): Pick<ServiceApi, OfOrganisation> {
  return {
    async findOrganisation(name) {
      const query = { _namedQuery: 'getCustomerByOrgName', orgName: name };
      const [found, another] = await list('find the organisation', resource('customer'), query, 1);
      if (another !== undefined)
        throw answers.breach(`two organisations are called ${name}; set settings.organisation`);
      return found === undefined ? null : idOf(found);
    },
    subscribers: (organisation) =>
      paged((page) => {
        const query = { _namedQuery: 'getSubscriberByCustomer', customer: organisation };
        return list('list the subscribers', resource('subscriber'), query, page);
      }),
    subscriptions: (organisation) =>
      paged((page) => {
        const query = { _namedQuery: 'getSubscriptionByCustomer', customerId: organisation };
        return list('list the subscriptions', resource('subscription'), query, page);
      }),
    subscription: (id) => read('read a subscription', resource('subscription', String(id)), 'Subscription'),
    async replaceSubscription(id, subscription, signal) {
      const path = resource('subscription', String(id));
      const body = { Subscription: subscription };
      await write({ operation: 'change a subscription', method: 'PUT', path, body, signal });
    },
    async order({ organisation, part, seats, term, base }, signal) {
      const item = {
        PartNumber: part,
        PartQuantity: seats,
        DurationUnits: `${term.type.toUpperCase()}S`,
        DurationLength: term.duration,
        ...(base === undefined ? {} : { OrderItemAttributeSet: [baseAttribute(base)] }),
      };
      const body = { Order: { CustomerId: organisation, OrderItemSet: [item] } };
      const query = { suppressEmail: true };
      const answer = await post('order a subscription', resource('subscription'), { body, query, signal });
      const [first] = answers.list(answers.object(answer.json), 'List');
      if (first === undefined) throw answers.breach('the order names no subscription');
      return numberOf(first['SubscriptionId']);
    },
  };
}

function baseAttribute(base: number): JsonObject {
  return { Name: assumed.baseAttribute.value, Type: 'STRING', StringValue: String(base) };
}

function subscriberCalls({ read, write, list, post }: Calls): Omit<ServiceApi, OfOrganisation> {
  return {
    subscriber: (id) => read('read a subscriber', resource('subscriber', String(id)), 'Subscriber'),
    async findSubscriber(email) {
      const query = { _namedQuery: 'getSubscriberByEmailAddress', emailAddress: email };
      const found = await list('find a subscriber', resource('subscriber'), query, 1);
      const person = found.find((one) => emailOf(one) === email.toLowerCase());
      if (person === undefined && found.length > 0) {
        throw answers.breach(`somebody else came when ${email} was asked for`);
      }
      return person ?? null;
    },
    async addSubscriber({ organisation, email, givenName, familyName }, signal) {
      const person = { RoleSet: ['User'], GivenName: givenName, FamilyName: familyName, EmailAddress: email };
      const body = { Subscriber: { CustomerId: String(organisation), Person: person } };
      const query = { suppressEmail: true };
      return longOf(await post('add a subscriber', resource('subscriber'), { body, query, signal }));
    },
    async operate(id, operation, signal) {
      const headers = { 'x-operation': operation };
      await post(operation, resource('subscriber', String(id)), { headers, signal });
    },
    async removeSubscriber(id, soft, signal) {
      const path = resource('subscriber', String(id));
      const query = { moveToSoftDelete: soft };
      await write({ operation: 'remove a subscriber', method: 'DELETE', path, query, signal });
    },
    async entitle(subscriber, subscription, { acceptTerms, signal }) {
      const path = resource('subscriber', String(subscriber), 'subscription', String(subscription));
      const query = { acceptTOU: acceptTerms };
      await post('entitle a subscriber', path, { query, headers: { 'x-operation': 'entitleSubscriber' }, signal });
    },
    async revoke(subscriber, seat, signal) {
      const path = resource('subscriber', String(subscriber), 'seat', String(seat));
      await post('revoke a seat', path, { headers: { 'x-operation': 'revokeSubscriber' }, signal });
    },
    async assignRole(email, role, signal) {
      await post('assign a role', authorization('assignRole'), { query: { loginName: email, role }, signal });
    },
    async unassignRole(email, role, signal) {
      await post('take a role away', authorization('unassignRole'), { query: { loginName: email, role }, signal });
    },
  };
}

interface Written {
  readonly operation: string;
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Query;
  readonly body?: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

function callsOf(door: HttpDoor, pageSize: number) {
  const write = (request: Written): Promise<DoorAnswer> => door.request({ ...request, writes: true });
  return {
    write,
    post: (
      operation: string,
      path: string,
      more: Omit<Written, 'operation' | 'path' | 'method'>,
    ): Promise<DoorAnswer> => write({ operation, path, method: 'POST', ...more }),
    /** Null where there is none. */
    async read(operation: string, path: string, name: string): Promise<JsonObject | null> {
      try {
        const { json } = await door.request({ operation, method: 'GET', path, writes: false });
        return answers.object(answers.object(json)[name] ?? null);
      } catch (error) {
        if (error instanceof ProviderError && error.code === 'not-found') return null;
        throw error;
      }
    },
    /** One page; empty where the portal answers 404 in place of an empty list, as named queries do. */
    async list(operation: string, path: string, filter: Query, page: number): Promise<readonly JsonObject[]> {
      const query = { ...filter, _pageNumber: page, _pageSize: pageSize };
      try {
        const { json } = await door.request({ operation, method: 'GET', path, query, writes: false });
        return answers.list(answers.object(json), 'List');
      } catch (error) {
        if (error instanceof ProviderError && error.code === 'not-found') return [];
        throw error;
      }
    },
  };
}

function paged(page: (number: number) => Promise<readonly JsonObject[]>): Promise<PagedRows<JsonObject>> {
  return readNumberedPages({ page, keyOf: (row) => String(idOf(row)) });
}

const answers = answerReader('An answer of IBM');

/** Objects carry `Id` and `Oid`, the same number; older samples read only one of the two. */
export function idOf(object: JsonObject): number {
  return numberOf(object['Id'] ?? object['Oid']);
}

/** Ids are numbers in some answers and texts in others. */
export function numberOf(value: Json | undefined): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
  throw answers.breach('an id is missing or no whole number');
}

/** Whom nobody can name would be taken for somebody who is not there. */
export function emailOf(subscriber: JsonObject): string {
  const person = subscriber['Person'];
  if (!isJsonObject(person)) throw answers.breach('a subscriber is given without the person');
  return answers.text(person, 'EmailAddress').trim().toLowerCase();
}

function longOf(answer: DoorAnswer): number {
  return numberOf(answers.object(answer.json)['Long']);
}
