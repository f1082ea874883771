import { isJsonObject } from '../../../../engine/model/json.ts';
import type { Json, JsonObject } from '../../../../engine/model/json.ts';
import { readNumber } from './api-context.ts';
import type { ServiceResult } from './ibm-service.ts';
import { badInput, done } from './refusal.ts';
import type { Customer, DurationUnits, ServiceState, Subscription } from './service-state.ts';
import type { OrderItem } from './subscriptions.ts';

/** What an order asks for; all of it is checked before any of it is done. */
export function readOrderItems(
  state: ServiceState,
  customer: Customer,
  given: Json | undefined,
): ServiceResult<readonly OrderItem[]> {
  if (!Array.isArray(given) || given.length === 0) return badInput('OrderItemSet is missing.');
  const items: OrderItem[] = [];
  for (const one of given as readonly Json[]) {
    const item = isJsonObject(one) ? readItem(state, customer, one) : badInput('An order item is no object.');
    if (!item.ok) return item;
    items.push(item.value);
  }
  return done<readonly OrderItem[]>(items);
}

function readItem(state: ServiceState, customer: Customer, given: JsonObject): ServiceResult<OrderItem> {
  const { PartNumber: partNumber, PartQuantity: seats, DurationLength: durationLength } = given;
  const { DurationUnits: units, BillingFrequency: billing = null } = given;
  if (typeof partNumber !== 'string' || partNumber === '') return badInput('PartNumber is missing.');
  if (!isCount(seats)) return badInput('PartQuantity is a positive number.');
  if (!isCount(durationLength)) return badInput('DurationLength is a positive number.');
  if (!isUnits(units)) return badInput('DurationUnits is YEARS, MONTHS or DAYS.');
  if (billing !== null && billing !== 'MRC' && billing !== 'QRC' && billing !== 'ARC') {
    return badInput('BillingFrequency is MRC, QRC or ARC.');
  }
  const isAddOn = state.settings.parts[partNumber]?.addOn === true;
  const parent = isAddOn ? parentOf(customer, given['OrderItemAttributeSet']) : done<Subscription | null>(null);
  if (!parent.ok) return parent;
  return done<OrderItem>({
    customer,
    partNumber,
    seats,
    durationUnits: units,
    durationLength,
    billingFrequency: billing,
    parent: parent.value,
    isAddOn,
    activation: state.settings.delays.subscriptionActivation,
  });
}

/**
 * Documented: the base has to be named for an add-on. [ours] By an attribute `ParentSubscriptionId`; where there is
 * none, the organisation's only base is meant.
 */
function parentOf(customer: Customer, attributes: Json | undefined): ServiceResult<Subscription | null> {
  const bases = [...customer.subscriptions].filter(({ isAddOn, state }) => !isAddOn && state !== 'CANCEL_PENDING');
  const named = Array.isArray(attributes) ? (attributes as readonly Json[]).find(isParent) : undefined;
  if (named !== undefined && isJsonObject(named)) {
    const id = readNumber(named['StringValue'] ?? named['IntegerValue']);
    const base = id.ok ? bases.find((one) => one.id === id.value) : undefined;
    return base === undefined ? badInput('ParentSubscriptionId names no base subscription.') : done(base);
  }
  const [only, other] = bases;
  if (only === undefined) return badInput('An add-on needs a base subscription.');
  return other === undefined ? done(only) : badInput('ParentSubscriptionId has to name the base subscription.');
}

function isParent(attribute: Json): boolean {
  return isJsonObject(attribute) && attribute['Name'] === 'ParentSubscriptionId';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function isUnits(value: unknown): value is DurationUnits {
  return value === 'YEARS' || value === 'MONTHS' || value === 'DAYS';
}
