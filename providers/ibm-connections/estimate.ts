import type { Change } from '../../engine/model/change.ts';
import { isJsonObject, type JsonObject } from '../../engine/model/json.ts';
import { subscriptionKind } from './kinds/subscription.ts';
import { objectsIn, textIn } from './purchase-api.ts';
import { readLines } from './purchase-reader.ts';
import { orderedProduct, resizeOrder } from './purchase-writer.ts';
import type { Tenant } from './tenant.ts';

/**
 * What the marketplace says that an order would cost, for its first billing period; null where it cannot say: a
 * customer that is not made yet, a reduction, an order at IBM itself.
 */
export async function estimateOrder(tenant: Tenant, change: Change): Promise<string | null> {
  if (change.address.kind !== subscriptionKind || change.after === null) return null;
  const customer = await tenant.customer();
  if (customer === null) return null;
  const mpn = textIn(change.after, 'mpn');
  const { lines } = await readLines(tenant);
  const line = lines.find((one) => one.mpn === mpn && one.state === 'active');
  const customerId = textIn(customer, 'id');
  // An add-on is estimated as if it were bought alone: its own line says its price, also where a base comes with it.
  const order =
    line === undefined
      ? { type: 'sales', customerId, products: [orderedProduct(change.after)] }
      : await resizeOrder(tenant, change, line);
  return priceOf(await tenant.purchase().estimate(order), mpn);
}

function priceOf(estimate: JsonObject, mpn: string): string | null {
  const own = objectsIn(estimate, 'details').filter((detail) => textIn(detail, 'mpn') === mpn);
  const price = own[0]?.['extendedPrice'] ?? estimate['total'];
  if (!isJsonObject(price)) return null;
  const amount = Number(textIn(price, 'amount'));
  const currency = textIn(price, 'currency');
  if (!Number.isFinite(amount) || amount <= 0 || currency === '') return null;
  return `${currency} ${amount.toFixed(2)} for the first billing period`;
}
