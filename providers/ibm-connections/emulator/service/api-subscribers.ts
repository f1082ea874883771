import type { Json } from '../../../../engine/model/json.ts';
import { findCustomer, findSubscriber, json, noContent, readNumber, readFlag, settled, unwrap } from './api-context.ts';
import type { Api, Call, Reply, ServiceOperation } from './api-context.ts';
import { isJsonObject } from '../../../../engine/model/json.ts';
import { seesCustomer } from './access.ts';
import { readPerson } from './attributes.ts';
import type { ServiceResult } from './ibm-service.ts';
import { isNamed, listReply, namedReply, runNamedQuery } from './listing.ts';
import { badInput, done, forbidden, unknown } from './refusal.ts';
import { readRoleSet } from './roles.ts';
import type { ServiceState, Subscriber } from './service-state.ts';
import {
  activateSubscriber,
  addSubscriber,
  removeSubscriber,
  replaceSubscriber,
  restoreSubscriber,
  softDelete,
  subscriberOf,
  suspendSubscriber,
  unsuspendSubscriber,
} from './subscribers.ts';
import { wireSubscriber } from './wire-objects.ts';

const path = '/api/bss/resource/subscriber';

export function addSubscriberRoutes({ app, route, dispatch }: Api): void {
  const by = 'administrator';
  const list = route({ name: 'list the subscribers', writes: false, by, paged: true, act: listAll });
  const find = route({ name: 'find subscribers', writes: false, by, paged: true, act: findSome });
  app.get(path, (c) => (isNamed(c) ? find : list)(c));
  app.post(path, route({ name: 'add a subscriber', writes: true, by, act: add }));
  app.get(`${path}/:id`, route({ name: 'read a subscriber', writes: false, by: 'anybody', act: read }));
  app.put(`${path}/:id`, route({ name: 'replace a subscriber', writes: true, by, act: replace }));
  app.delete(`${path}/:id`, route({ name: 'delete a subscriber', writes: true, by, act: remove }));
  app.post(
    `${path}/:id`,
    dispatch({
      activateSubscriber: moving('activate a subscriber', activateSubscriber),
      suspendSubscriber: moving('suspend a subscriber', suspendSubscriber),
      unsuspendSubscriber: moving('unsuspend a subscriber', unsuspendSubscriber),
      restoreSubscriber: moving('restore a subscriber', restoreSubscriber),
    }),
  );
}

function listAll(call: Call): ServiceResult<Reply> {
  const { state, actor } = call;
  const all = actor.role === 'VSR' ? state.subscribers.values() : (actor.customer?.subscribers ?? []);
  return listReply(call, all, (one) => wireSubscriber(state, one));
}

function findSome(call: Call): ServiceResult<Reply> {
  const { state, actor, c } = call;
  const wire = (one: Subscriber) => wireSubscriber(state, one);
  return runNamedQuery(call, {
    getSubscriberByEmailAddress: () => {
      const email = c.req.query('emailAddress') ?? '';
      if (email === '') return badInput('emailAddress is missing.');
      const found = subscriberOf(state, email);
      return namedReply(call, found !== undefined && seesCustomer(actor, found.customer) ? [found] : [], wire);
    },
    getSubscriberByCustomer: () => {
      const customer = findCustomer(call, c.req.query('customer'));
      return customer.ok ? namedReply(call, [...customer.value.subscribers], wire) : customer;
    },
  });
}

function add(call: Call): ServiceResult<Reply> {
  const sent = unwrap(call, 'Subscriber');
  if (!sent.ok) return sent;
  const customer = findCustomer(call, sent.value['CustomerId']);
  if (!customer.ok) return customer;
  const given = sent.value['Person'];
  const person = readPerson(given);
  if (!person.ok) return person;
  const roles = readRoleSet(isJsonObject(given) ? given['RoleSet'] : undefined);
  if (!roles.ok) return roles;
  if (roles.value.includes('VSR') && call.actor.role !== 'VSR') return forbidden('Only the vendor makes a VSR.');
  const suppress = readFlag(call, 'suppressEmail', false);
  if (!suppress.ok) return suppress;
  const input = { customer: customer.value, person: person.value, roles: roles.value, suppressEmail: suppress.value };
  const added = addSubscriber(call.state, input);
  return added.ok ? json({ Long: added.value.id }, call.state.settings.quirks.createdStatus) : added;
}

function read(call: Call): ServiceResult<Reply> {
  const found = findSubscriber(call, call.c.req.param('id'));
  if (!found.ok) return found;
  if (!call.isVisible(found.value)) return unknown('subscriber');
  return json({ Subscriber: wireSubscriber(call.state, found.value) });
}

function replace(call: Call): ServiceResult<Reply> {
  const found = findSubscriber(call, call.c.req.param('id'));
  if (!found.ok) return found;
  const sent = unwrap(call, 'Subscriber');
  if (!sent.ok) return sent;
  const customer = readNumber(sent.value['CustomerId']);
  if (!customer.ok) return customer;
  if (customer.value !== found.value.customer.id) return badInput('A subscriber stays with their organisation.');
  const person = readPerson(sent.value['Person']);
  if (!person.ok) return person;
  const attributes = readAttributes(sent.value['SubscriberAttributeSet']);
  if (!attributes.ok) return attributes;
  const replacement = { person: person.value, attributes: attributes.value };
  return settled(replaceSubscriber(call.state, found.value, replacement));
}

/** Entries of `{Name, Type: "STRING", StringValue, …}`; left out, they are gone. */
function readAttributes(given: Json | undefined): ServiceResult<readonly Json[]> {
  if (given === undefined) return done<readonly Json[]>([]);
  if (!Array.isArray(given)) return badInput('SubscriberAttributeSet is a list.');
  const attributes = given as readonly Json[];
  const allNamed = attributes.every((one) => isJsonObject(one) && typeof one['Name'] === 'string');
  return allNamed ? done(attributes) : badInput('Each subscriber attribute has a Name.');
}

/** [inferred] Without `moveToSoftDelete`, it is the hard delete. */
function remove(call: Call): ServiceResult<Reply> {
  const found = findSubscriber(call, call.c.req.param('id'));
  if (!found.ok) return found;
  const soft = readFlag(call, 'moveToSoftDelete', false);
  if (!soft.ok) return soft;
  if (soft.value) return settled(softDelete(call.state, found.value));
  removeSubscriber(call.state, found.value);
  return noContent;
}

type Move = (state: ServiceState, subscriber: Subscriber) => ServiceResult<null>;

/** `_force` is taken, and changes nothing [ours: what it does is not known]. */
function moving(name: string, move: Move): ServiceOperation {
  const act = (call: Call): ServiceResult<Reply> => {
    const found = findSubscriber(call, call.c.req.param('id'));
    if (!found.ok) return found;
    const force = readFlag(call, '_force', false);
    return force.ok ? settled(move(call.state, found.value)) : force;
  };
  return { name, writes: true, by: 'administrator', act };
}
