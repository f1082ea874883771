import { isJsonObject } from '../../../../engine/model/json.ts';
import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { textIn } from '../json-parts.ts';
import type { Subscription } from './market.ts';
import { isVisible, listing, pageNumber, readBody, refuse } from './purchase-context.ts';
import type { PurchaseApi } from './purchase-context.ts';
import { conflict, invalid, isRefusal, unknown } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { wireSubscription, wireWholeSubscription } from './wire.ts';

export function addSubscriptionRoutes(api: PurchaseApi): void {
  const { app, operation } = api;
  app.get(
    '/subscriptions',
    operation({
      name: 'purchase: list subscriptions',
      writes: false,
      page: pageNumber,
      act: (c) => list(api, c),
    }),
  );
  app.get(
    '/subscriptions/:id',
    operation({
      name: 'purchase: read a subscription',
      writes: false,
      act: (c) => {
        const subscription = find(api, c);
        return isRefusal(subscription) ? refuse(c, subscription) : c.json(wireWholeSubscription(subscription));
      },
    }),
  );
  app.patch(
    '/subscriptions/:id',
    operation({ name: 'purchase: change a subscription', writes: true, act: (c) => change(api, c) }),
  );
}

function list(api: PurchaseApi, c: EmulatorContext): Response {
  const { customerId, status, creationDateFrom, creationDateTo } = c.req.query();
  const rows = [...api.market().subscriptions.values()].filter((one) => {
    if (!isVisible(api, one)) return false;
    if (customerId !== undefined && one.customer.id !== customerId) return false;
    return status === undefined || one.status === status;
  });
  const wired = rows.map(wireSubscription);
  return listing(
    c,
    wired.filter(({ creationDate }) => {
      const made = textIn(creationDate);
      return made >= (creationDateFrom ?? '').slice(0, 10) && made <= (creationDateTo ?? '9999-12-31').slice(0, 10);
    }),
  );
}

/** Renewal and own attributes; quantities go by an order. */
async function change(api: PurchaseApi, c: EmulatorContext): Promise<Response> {
  const body = await readBody(c);
  const subscription = find(api, c);
  if (isRefusal(body)) return refuse(c, body);
  if (isRefusal(subscription)) return refuse(c, subscription);
  const { renewalStatus, attributes } = body;
  if (subscription.status === 'pending') {
    return refuse(c, conflict(`subscription ${subscription.id} is still being provisioned and cannot be changed`));
  }
  if (subscription.status === 'terminated') return refuse(c, conflict(`subscription ${subscription.id} is terminated`));
  if (renewalStatus !== undefined && typeof renewalStatus !== 'boolean') {
    return refuse(c, invalid('renewalStatus must be true or false'));
  }
  if (typeof renewalStatus === 'boolean') subscription.renewalStatus = renewalStatus;
  if (isJsonObject(attributes)) subscription.attributes = attributes;
  subscription.modifiedAt = api.market().world.now();
  return c.json(wireWholeSubscription(subscription));
}

function find(api: PurchaseApi, c: EmulatorContext): Subscription | Refusal {
  const id = c.req.param('id') ?? '';
  const subscription = api.market().subscriptions.get(id);
  return subscription !== undefined && isVisible(api, subscription) ? subscription : unknown(`subscription ${id}`);
}
