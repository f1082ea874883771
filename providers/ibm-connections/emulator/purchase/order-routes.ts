import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import type { Order, OrderDraft } from './market.ts';
import { cancelOrder, placeOrder } from './place-order.ts';
import { isVisible, listing, pageNumber, readBody, refuse } from './purchase-context.ts';
import type { PurchaseApi } from './purchase-context.ts';
import { readOrder } from './read-order.ts';
import { invalid, isRefusal, unknown } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { wireEstimate, wireOrder, wireWholeOrder } from './wire.ts';

export function addOrderRoutes(api: PurchaseApi): void {
  const { app, operation } = api;
  app.post(
    '/orders/estimate',
    operation({
      name: 'purchase: estimate an order',
      writes: false,
      act: async (c) => {
        const draft = await draftIn(api, c);
        return isRefusal(draft) ? refuse(c, draft) : c.json(wireEstimate(draft));
      },
    }),
  );
  app.post(
    '/orders',
    operation({
      name: 'purchase: place an order',
      writes: true,
      act: async (c) => {
        const draft = await draftIn(api, c);
        return isRefusal(draft) ? refuse(c, draft) : c.json(wireWholeOrder(placeOrder(api.market(), draft)));
      },
    }),
  );
  app.get(
    '/orders',
    operation({ name: 'purchase: list orders', writes: false, page: pageNumber, act: (c) => list(api, c) }),
  );
  app.get('/orders/:id', operation({ name: 'purchase: read an order', writes: false, act: (c) => read(api, c) }));
  app.patch('/orders/:id', operation({ name: 'purchase: change an order', writes: true, act: (c) => change(api, c) }));
}

async function draftIn(api: PurchaseApi, c: EmulatorContext): Promise<OrderDraft | Refusal> {
  const body = await readBody(c);
  return isRefusal(body) ? body : readOrder(api.market(), body);
}

/** Documented filters; there is none by purchase order number. Filters that are not known are passed over. */
function list(api: PurchaseApi, c: EmulatorContext): Response {
  const { customerId, subscriptionId, orderNumber, status, statusCode, creationTimeFrom, creationTimeTo } =
    c.req.query();
  const from = momentOf(creationTimeFrom, Number.NEGATIVE_INFINITY);
  const to = momentOf(creationTimeTo, Number.POSITIVE_INFINITY);
  if (Number.isNaN(from) || Number.isNaN(to)) {
    return refuse(c, invalid('creationTimeFrom and creationTimeTo must be moments: 2026-11-21T09:00:00Z'));
  }
  const rows = [...api.market().orders.values()].filter((order) => {
    if (!isVisible(api, order)) return false;
    if (customerId !== undefined && order.customer.id !== customerId) return false;
    if (subscriptionId !== undefined && order.subscription?.id !== subscriptionId) return false;
    if (orderNumber !== undefined && order.orderNumber !== orderNumber) return false;
    if (status !== undefined && order.status !== status) return false;
    const created = Math.floor(order.createdAt / 1_000) * 1_000;
    return created >= from && created <= to;
  });
  const wired = rows.map(wireOrder);
  return listing(c, statusCode === undefined ? wired : wired.filter((row) => row['statusCode'] === statusCode));
}

function read(api: PurchaseApi, c: EmulatorContext): Response {
  const order = find(api, c);
  return isRefusal(order) ? refuse(c, order) : c.json(wireWholeOrder(order));
}

/** Documented: `creditCheck` and `statusCode` can be changed; `CL` takes the order back. */
async function change(api: PurchaseApi, c: EmulatorContext): Promise<Response> {
  const body = await readBody(c);
  const order = find(api, c);
  if (isRefusal(body)) return refuse(c, body);
  if (isRefusal(order)) return refuse(c, order);
  const { creditCheck, statusCode } = body;
  if (statusCode !== undefined && statusCode !== 'CL') return refuse(c, invalid('statusCode can be set to CL only'));
  if (statusCode === 'CL') {
    const cancelled = cancelOrder(order);
    if (isRefusal(cancelled)) return refuse(c, cancelled);
  }
  if (typeof creditCheck === 'boolean') order.creditCheck = creditCheck;
  return c.json(wireWholeOrder(order));
}

function find(api: PurchaseApi, c: EmulatorContext): Order | Refusal {
  const id = c.req.param('id') ?? '';
  const order = api.market().orders.get(id);
  return order !== undefined && isVisible(api, order) ? order : unknown(`order ${id}`);
}

function momentOf(text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : Date.parse(text);
}
