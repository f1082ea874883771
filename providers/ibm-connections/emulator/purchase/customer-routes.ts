import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { changeCustomer, makeCustomer, wireCustomer } from './customers.ts';
import type { Customer } from './market.ts';
import { isVisible, listing, pageNumber, readBody, refuse } from './purchase-context.ts';
import type { PurchaseApi } from './purchase-context.ts';
import { isRefusal, unknown } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

export function addCustomerRoutes(api: PurchaseApi): void {
  const { app, operation } = api;
  app.get(
    '/customers',
    operation({
      name: 'purchase: list customers',
      writes: false,
      page: pageNumber,
      act: (c) =>
        listing(
          c,
          customersMeant(api, c).map((one) => wireCustomer(one, api.market().resellerId)),
        ),
    }),
  );
  app.post('/customers', operation({ name: 'purchase: make a customer', writes: true, act: (c) => make(api, c) }));
  app.get(
    '/customers/:id',
    operation({ name: 'purchase: read a customer', writes: false, act: (c) => answer(api, c, find(api, c)) }),
  );
  app.patch(
    '/customers/:id',
    operation({ name: 'purchase: change a customer', writes: true, act: (c) => change(api, c) }),
  );
}

/** [ours] A part of the name is enough, as it is in the panel's search; the other filters want the whole. */
function customersMeant(api: PurchaseApi, c: EmulatorContext): readonly Customer[] {
  const { name, email, externalId, resellerId } = c.req.query();
  const all = [...api.market().customers.values()].filter((one) => isVisible(api, one));
  return all.filter((one) => {
    if (name !== undefined && !one.name.toLowerCase().includes(name.toLowerCase())) return false;
    if (externalId !== undefined && one.externalId !== externalId) return false;
    if (resellerId !== undefined && resellerId !== api.market().resellerId) return false;
    return email === undefined || one.contactPersons.some((person) => isSame(person.email, email));
  });
}

async function make(api: PurchaseApi, c: EmulatorContext): Promise<Response> {
  const body = await readBody(c);
  return answer(api, c, isRefusal(body) ? body : makeCustomer(api.market(), body));
}

async function change(api: PurchaseApi, c: EmulatorContext): Promise<Response> {
  const body = await readBody(c);
  const customer = find(api, c);
  if (isRefusal(body) || isRefusal(customer)) return answer(api, c, isRefusal(body) ? body : customer);
  return answer(api, c, changeCustomer(customer, body));
}

function find(api: PurchaseApi, c: EmulatorContext): Customer | Refusal {
  const id = c.req.param('id') ?? '';
  const customer = api.market().customers.get(id);
  return customer !== undefined && isVisible(api, customer) ? customer : unknown(`customer ${id}`);
}

function answer(api: PurchaseApi, c: EmulatorContext, result: Customer | Refusal | object): Response {
  if (isRefusal(result)) return refuse(c, result);
  return c.json(wireCustomer(result as Customer, api.market().resellerId));
}

function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
