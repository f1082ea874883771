import type { Hono } from 'hono';
import { isJsonObject } from '../../../../engine/model/json.ts';
import type { Json, JsonObject } from '../../../../engine/model/json.ts';
import type { EmulatorEnv } from '../../../kit/emulator.ts';
import type { EmulatorContext, Route } from '../../../kit/emulator-operation.ts';
import type { Actor } from './access.ts';
import { seesCustomer } from './access.ts';
import type { ServiceResult } from './ibm-service.ts';
import { badInput, done, unknown } from './refusal.ts';
import type { Customer, ServiceState, Subscriber, Subscription } from './service-state.ts';

/** Who may call: the vendor alone, an administrator of the organisation too, or everybody with credentials. */
export type Caller = 'vendor' | 'administrator' | 'anybody';

export interface ServiceOperation {
  /** Without the plane, which is put before it: `list the subscribers`. */
  readonly name: string;
  readonly writes: boolean;
  readonly by: Caller;
  /** Whether faults can strike one page of it. */
  readonly paged?: true;
  readonly act: (call: Call) => ServiceResult<Reply>;
}

/** One request whose sender is known, and whose body, if it has one, is a JSON object. */
export interface Call {
  readonly c: EmulatorContext;
  readonly state: ServiceState;
  readonly actor: Actor;
  readonly body: JsonObject;
  /** False while a fault hides new objects from reads. */
  readonly isVisible: (object: { readonly createdAt: number }) => boolean;
}

export interface Reply {
  readonly status: 200 | 201 | 204;
  readonly body: JsonObject | null;
}

/** What the routes share. */
export interface Api {
  readonly app: Hono<EmulatorEnv>;
  readonly route: (operation: ServiceOperation) => Route;
  /** One route whose operation is named by the header `x-operation`, in any case [inferred]. */
  readonly dispatch: (operations: Readonly<Record<string, ServiceOperation>>) => Route;
}

export function json(body: JsonObject, status: 200 | 201 = 200): ServiceResult<Reply> {
  return done<Reply>({ status, body });
}

export const noContent: ServiceResult<Reply> = done<Reply>({ status: 204, body: null });

/** 204 where it went well. */
export function settled(result: ServiceResult<unknown>): ServiceResult<Reply> {
  return result.ok ? noContent : result;
}

/** A number from the path or a query. Seen: what is no number, and what is negative, is bad input. */
export function readId(text: string | undefined): ServiceResult<number> {
  return /^\d{1,18}$/.test(text ?? '') ? done(Number(text)) : badInput('The id is no positive number.');
}

/** An id in a body: `CustomerId` is sent as a text in one place, and as a number in another. */
export function readNumber(given: Json | undefined): ServiceResult<number> {
  return readId(typeof given === 'string' || typeof given === 'number' ? String(given) : undefined);
}

export function findCustomer({ state, actor }: Call, given: Json | undefined): ServiceResult<Customer> {
  const id = readNumber(given);
  if (!id.ok) return id;
  const customer = state.customers.get(id.value);
  return customer === undefined || !seesCustomer(actor, customer) ? unknown('customer') : done(customer);
}

export function findSubscriber({ state, actor }: Call, text: string | undefined): ServiceResult<Subscriber> {
  const id = readId(text);
  if (!id.ok) return id;
  const subscriber = state.subscribers.get(id.value);
  if (subscriber === undefined || !seesCustomer(actor, subscriber.customer)) return unknown('subscriber');
  return actor.role === 'User' && actor.subscriber !== subscriber ? unknown('subscriber') : done(subscriber);
}

export function findSubscription({ state, actor }: Call, text: string | undefined): ServiceResult<Subscription> {
  const id = readId(text);
  if (!id.ok) return id;
  const subscription = state.subscriptions.get(id.value);
  if (subscription === undefined || !seesCustomer(actor, subscription.customer)) return unknown('subscription');
  return done(subscription);
}

/** The object that a body is wrapped in: `{"Subscriber":{…}}`. */
export function unwrap({ body }: Call, name: string): ServiceResult<JsonObject> {
  const inner = body[name];
  return isJsonObject(inner) ? done<JsonObject>(inner) : badInput(`The body has to be wrapped in ${name}.`);
}

/** True or false from a query; `fallback` where it is left out. */
export function readFlag({ c }: Call, name: string, fallback: boolean): ServiceResult<boolean> {
  const text = c.req.query(name);
  if (text === undefined) return done(fallback);
  return text === 'true' || text === 'false' ? done(text === 'true') : badInput(`${name} is true or false.`);
}
