import { findCustomer, json, noContent, readFlag, settled, unwrap } from './api-context.ts';
import type { Api, Call, Reply, ServiceOperation } from './api-context.ts';
import { readCustomer } from './attributes.ts';
import { deleteCustomer, moveCustomer, registerCustomer, replaceCustomer } from './customers.ts';
import type { CustomerMove } from './customers.ts';
import type { ServiceResult } from './ibm-service.ts';
import { isNamed, listReply, namedReply, runNamedQuery } from './listing.ts';
import { badInput, unknown } from './refusal.ts';
import type { Customer } from './service-state.ts';
import { orgNameOf, wireCustomer } from './wire-objects.ts';
import { subscriberOf } from './subscribers.ts';
import { seesCustomer } from './access.ts';

const path = '/api/bss/resource/customer';

export function addCustomerRoutes({ app, route, dispatch }: Api): void {
  const list = route({ name: 'list the customers', writes: false, by: 'vendor', paged: true, act: listAll });
  const find = route({ name: 'find customers', writes: false, by: 'administrator', paged: true, act: findSome });
  app.get(path, (c) => (isNamed(c) ? find : list)(c));
  app.post(path, route({ name: 'register a customer', writes: true, by: 'vendor', act: register }));
  app.get(`${path}/:id`, route({ name: 'read a customer', writes: false, by: 'administrator', act: read }));
  app.put(`${path}/:id`, route({ name: 'replace a customer', writes: true, by: 'administrator', act: replace }));
  app.delete(`${path}/:id`, route({ name: 'delete a customer', writes: true, by: 'vendor', act: remove }));
  const suspendCustomer = moving('suspend a customer', { from: 'ACTIVE', to: 'SUSPENDED' });
  const unsuspendCustomer = moving('unsuspend a customer', { from: 'SUSPENDED', to: 'ACTIVE' });
  app.post(`${path}/:id`, dispatch({ suspendCustomer, unsuspendCustomer }));
}

function listAll(call: Call): ServiceResult<Reply> {
  return listReply(call, call.state.customers.values(), wireCustomer);
}

function findSome(call: Call): ServiceResult<Reply> {
  return runNamedQuery(call, {
    getCustomersByContactEmail: () => byText(call, 'emailAddress', (one, email) => contactEmailOf(one) === email),
    getCustomersBySubscriberEmail: () =>
      byText(call, 'emailAddress', (one, email) => subscriberOf(call.state, email)?.customer === one),
    getCustomerByOrgName: () => byText(call, 'orgName', (one, name) => orgNameOf(one).toLowerCase() === name),
  });
}

function byText(call: Call, name: string, fits: (one: Customer, text: string) => boolean): ServiceResult<Reply> {
  const text = call.c.req.query(name)?.trim().toLowerCase() ?? '';
  if (text === '') return badInput(`${name} is missing.`);
  const seen = [...call.state.customers.values()].filter((one) => seesCustomer(call.actor, one));
  const found = seen.filter((one) => fits(one, text));
  return namedReply(call, found, wireCustomer);
}

/** The first subscriber of an organisation is its contact. */
function contactEmailOf({ subscribers }: Customer): string | undefined {
  const [contact] = subscribers;
  return contact?.email.toLowerCase();
}

function register(call: Call): ServiceResult<Reply> {
  const input = readCustomer(call.body['Customer']);
  if (!input.ok) return input;
  const suppress = readFlag(call, 'suppressEmail', false);
  if (!suppress.ok) return suppress;
  const made = registerCustomer(call.state, input.value, suppress.value);
  return made.ok ? json({ Long: made.value.id }, call.state.settings.quirks.createdStatus) : made;
}

function read(call: Call): ServiceResult<Reply> {
  const found = findCustomer(call, call.c.req.param('id'));
  if (!found.ok) return found;
  return call.isVisible(found.value) ? json({ Customer: wireCustomer(found.value) }) : unknown('customer');
}

function replace(call: Call): ServiceResult<Reply> {
  const found = findCustomer(call, call.c.req.param('id'));
  if (!found.ok) return found;
  const sent = unwrap(call, 'Customer');
  return sent.ok ? settled(replaceCustomer(call.state, found.value, sent.value)) : sent;
}

function remove(call: Call): ServiceResult<Reply> {
  const found = findCustomer(call, call.c.req.param('id'));
  return found.ok ? settled(deleteCustomer(call.state, found.value)) : found;
}

function moving(name: string, move: CustomerMove): ServiceOperation {
  const act = (call: Call): ServiceResult<Reply> => {
    const found = findCustomer(call, call.c.req.param('id'));
    if (!found.ok) return found;
    const moved = moveCustomer(call.state, found.value, move);
    return moved.ok ? noContent : moved;
  };
  return { name, writes: true, by: 'vendor', act };
}
