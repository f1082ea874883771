import type { Json, JsonObject } from '../../engine/model/json.ts';
import type { Instant } from '../../engine/model/instant.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { pathOf, type Query } from '../kit/base-url.ts';
import type { HttpDoor } from '../kit/http-door.ts';
import { answerReader } from '../kit/json-answer.ts';
import { type PagedRows, readPages } from '../kit/paging.ts';

/** The marketplace's SimpleAPI as far as this provider uses it. Objects come back as they are. */
export interface PurchaseApi {
  readonly customer: (id: string) => Promise<JsonObject | null>;
  /** By name, or by the reseller's own id for it where one is given. The portal's filter may match parts of names. */
  readonly findCustomers: (filter: CustomerFilter) => Promise<readonly JsonObject[]>;
  readonly makeCustomer: (customer: JsonObject, signal: AbortSignal) => Promise<JsonObject>;
  readonly subscriptions: (customer: string) => Promise<PagedRows<JsonObject>>;
  readonly subscription: (id: string) => Promise<JsonObject | null>;
  readonly setRenewal: (id: string, automatic: boolean, signal: AbortSignal) => Promise<void>;
  /** There is no filter by our own number: a lost order is found by customer and time. */
  readonly orders: (customer: string, from?: Instant) => Promise<PagedRows<JsonObject>>;
  readonly order: (id: string) => Promise<JsonObject | null>;
  readonly placeOrder: (order: JsonObject, signal: AbortSignal) => Promise<JsonObject>;
  readonly estimate: (order: JsonObject) => Promise<JsonObject>;
}

export type CustomerFilter = { readonly name: string } | { readonly externalId: string };

export function createPurchaseApi(door: HttpDoor, pageSize: number): PurchaseApi {
  const { readOne, list } = readsOf(door, pageSize);

  return {
    customer: (id) => readOne('read a customer', 'customers', id),
    async findCustomers(filter) {
      return (await list('find a customer', '/customers', { ...filter })).rows;
    },
    async makeCustomer(customer, signal) {
      const request = { operation: 'make a customer', method: 'POST', path: '/customers', writes: true } as const;
      return answers.object((await door.request({ ...request, body: customer, signal })).json);
    },
    subscriptions: (customer) => list('list the subscriptions', '/subscriptions', { customerId: customer }),
    subscription: (id) => readOne('read a subscription', 'subscriptions', id),
    async setRenewal(id, automatic, signal) {
      const operation = 'change the renewal';
      const body = { renewalStatus: automatic };
      await door.request({
        operation,
        method: 'PATCH',
        path: pathOf('subscriptions', id),
        body,
        writes: true,
        signal,
      });
    },
    orders: (customer, from) =>
      list('list the orders', '/orders', {
        customerId: customer,
        ...(from === undefined ? {} : { creationTimeFrom: from }),
      }),
    order: (id) => readOne('read an order', 'orders', id),
    async placeOrder(order, signal) {
      const request = { operation: 'place an order', method: 'POST', path: '/orders', writes: true } as const;
      return answers.object((await door.request({ ...request, body: order, signal })).json);
    },
    async estimate(order) {
      const request = {
        operation: 'estimate an order',
        method: 'POST',
        path: '/orders/estimate',
        writes: false,
      } as const;
      return answers.object((await door.request({ ...request, body: order })).json);
    },
  };
}

function readsOf(door: HttpDoor, pageSize: number) {
  return {
    /** Null where there is none. */
    async readOne(operation: string, place: string, id: string): Promise<JsonObject | null> {
      try {
        const { json } = await door.request({ operation, method: 'GET', path: pathOf(place, id), writes: false });
        const one = answers.object(json);
        if (purchaseId(one) !== id) throw answers.breach(`it is not of ${id}, which was asked for`);
        return one;
      } catch (error) {
        if (error instanceof ProviderError && error.code === 'not-found') return null;
        throw error;
      }
    },
    list: (operation: string, path: string, filter: Query): Promise<PagedRows<JsonObject>> =>
      readPages<JsonObject>({
        pageSize,
        keyOf: purchaseId,
        async page(offset, limit) {
          const query = { ...filter, offset, limit };
          const { json } = await door.request({ operation, method: 'GET', path, query, writes: false });
          const answer = answers.object(json);
          const pagination = answers.object(answer['pagination'] ?? null);
          return { rows: answers.list(answer, 'data'), total: answers.count(pagination, 'total') };
        },
      }),
  };
}

const answers = answerReader('An answer of the marketplace');

/** Ids are texts in the samples; a number is taken for one. */
export function purchaseId(object: JsonObject): string {
  const { id } = object;
  if (typeof id === 'number') return String(id);
  return answers.text(object, 'id');
}

export function textIn(object: JsonObject, name: string): string {
  const value: Json | undefined = object[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** A list that may be left out. What is there and is no list of objects is no empty list. */
export function objectsIn(object: JsonObject, name: string): readonly JsonObject[] {
  return answers.listIfAny(object, name);
}
