import type { Change } from '../model/change.ts';
import type { Consequence } from '../model/harm.ts';
import { problemOf, ProviderError } from '../model/provider-error.ts';
import type { ReadLink } from './observe-all.ts';

/**
 * Says beside each order what the portal estimates that it costs, or that nobody knows. The price is told to who
 * decides and is no part of what is decided: it may change from hour to hour.
 */
export async function estimateOrders(
  changes: readonly Change[],
  links: ReadonlyMap<string, ReadLink>,
): Promise<readonly Change[]> {
  const priced: Change[] = [];
  for (const change of changes) priced.push(isOrder(change) ? await estimated(change, links) : change);
  return priced;
}

function isOrder(change: Change): boolean {
  return change.harms.includes('orders') && change.consequences.some(({ kind }) => kind === 'money');
}

async function estimated(change: Change, links: ReadonlyMap<string, ReadLink>): Promise<Change> {
  const price = await priceOf(change, links);
  const consequences = change.consequences.map((one): Consequence => {
    return one.kind === 'money' ? { ...one, text: `${one.text}, ${price}` } : one;
  });
  return { ...change, consequences };
}

async function priceOf(change: Change, links: ReadonlyMap<string, ReadLink>): Promise<string> {
  try {
    const price = (await links.get(change.address.portal)?.reader?.estimate(change)) ?? null;
    return price === null ? 'price unknown' : `estimated at ${price}`;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return `price unknown (${problemOf(error).text})`;
  }
}
