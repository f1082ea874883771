import type { JsonObject } from '../../../../engine/model/json.ts';
import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { objectsIn, textIn } from '../json-parts.ts';
import type { Product } from './catalogue.ts';
import { listing, pageNumber, readBody, refuse } from './purchase-context.ts';
import type { PurchaseApi } from './purchase-context.ts';
import { invalid, isRefusal, unknown } from '../refusal.ts';
import { wirePlan, wireProduct } from './wire.ts';

/** Products, plans, and whether the parameters of products would do. */
export function addCatalogueRoutes(api: PurchaseApi): void {
  const { app, operation, market } = api;
  app.get(
    '/products',
    operation({
      name: 'purchase: list products',
      writes: false,
      page: pageNumber,
      act: (c) => listing(c, productsMeant(api, c).map(wireProduct)),
    }),
  );
  app.get(
    '/plans',
    operation({
      name: 'purchase: list plans',
      writes: false,
      page: pageNumber,
      act: (c) => listing(c, market().plans.map(wirePlan)),
    }),
  );
  app.get(
    '/plans/:id',
    operation({
      name: 'purchase: read a plan',
      writes: false,
      act: (c) => {
        const plan = market().plans.find(({ id }) => id === c.req.param('id'));
        return plan === undefined ? refuse(c, unknown('the plan')) : c.json({ ...wirePlan(plan), planSwitches: [] });
      },
    }),
  );
  app.post(
    '/validation/parameters',
    operation({ name: 'purchase: validate parameters', writes: false, act: (c) => validate(api, c) }),
  );
}

function productsMeant({ market }: PurchaseApi, c: EmulatorContext): readonly Product[] {
  const { mpn, vendor, planId } = c.req.query();
  return market().products.filter((product) => {
    if (mpn !== undefined && product.mpn !== mpn) return false;
    if (planId !== undefined && product.planId !== planId) return false;
    return vendor === undefined || product.vendor === vendor;
  });
}

async function validate({ market }: PurchaseApi, c: EmulatorContext): Promise<Response> {
  const body = await readBody(c);
  if (isRefusal(body)) return refuse(c, body);
  const customer = market().customers.get(textIn(body['customerId']));
  if (customer === undefined) return refuse(c, unknown(`customer ${textIn(body['customerId'])}`));
  const results: JsonObject[] = [];
  for (const one of objectsIn(body['products'])) {
    const product = market().products.find(({ mpn, id }) => mpn === one['mpn'] || id === one['id']);
    if (product === undefined) return refuse(c, unknown(`product ${textIn(one['mpn'] ?? one['id'])}`));
    const { mpn, id, vendor } = product;
    results.push({ id, mpn, vendor, parameters: objectsIn(one['parameters']).map(validated) });
  }
  return results.length === 0 ? refuse(c, invalid('products must name at least one product')) : listing(c, results);
}

/** [ours] IBM's products ask for nothing that could be wrong, but what is given must have a value. */
function validated({ name, value }: JsonObject): JsonObject {
  const isGiven = typeof value === 'string' && value.trim() !== '';
  const message = isGiven ? '' : 'A value must be given.';
  return { name: textIn(name), result: isGiven ? 'success' : 'error', message, value: isGiven ? value : '' };
}
