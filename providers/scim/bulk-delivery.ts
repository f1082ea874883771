import type { Deps } from '../../engine/model/deps.ts';
import type { Json } from '../../engine/model/json.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { HttpDoor } from '../kit/http-door.ts';
import { bulkBody, resultsOf } from './bulk-message.ts';
import { bulkResult } from './bulk-result.ts';
import type { WaitingWrite } from './waiting-writes.ts';
import { headers, mediaType, type SendWrite } from './write-request.ts';

export interface Delivery {
  readonly door: Pick<HttpDoor, 'request' | 'errors'>;
  /** The way of a write that goes by itself. */
  readonly single: SendWrite;
  readonly clock: Deps['clock'];
}

/**
 * Sends these in one request, and tells each what became of it. Nobody is told yet where the server did nothing of all:
 * `too-large` for fewer at a time, `refused` where it takes no such requests.
 */
export async function deliverTogether(
  delivery: Delivery,
  batch: readonly WaitingWrite[],
): Promise<'told' | 'too-large' | 'refused'> {
  try {
    await settle(delivery, batch, await ask(delivery, batch));
    return 'told';
  } catch (error) {
    const meaning = meaningOf(error);
    if (meaning === 'too-large' || meaning === 'refused') return meaning;
    const { errors } = delivery.door;
    const unclear = meaning === 'unclear' && error instanceof Error ? error.message : undefined;
    for (const { asked, reject } of batch) reject(unclear === undefined ? error : errors.lost(asked, unclear));
    return 'told';
  }
}

/** Each as it would go without any other. */
export async function deliverSingly(single: SendWrite, batch: readonly WaitingWrite[]): Promise<void> {
  await Promise.all(batch.map(({ asked, resolve, reject }) => single(asked).then(resolve, reject)));
}

/** No signal but the engine's own: what is on its way belongs to many. */
async function ask({ door }: Delivery, batch: readonly WaitingWrite[]): Promise<Json> {
  const text = JSON.stringify(bulkBody(batch.map(({ asked }) => asked)));
  const operation = `write ${batch.length} objects in one request`;
  const payload = { type: mediaType, text };
  return (await door.request({ operation, method: 'POST', path: '/Bulk', payload, headers, writes: true })).json;
}

async function settle({ door, single, clock }: Delivery, batch: readonly WaitingWrite[], answer: Json): Promise<void> {
  const again: WaitingWrite[] = [];
  const asked = batch.map((one) => one.asked);
  const said = resultsOf(asked, answer);
  for (const [index, one] of batch.entries()) {
    const result = bulkResult({ asked: one.asked, said: said[index], errors: door.errors, now: clock.now() });
    if (result.result === 'taken') one.resolve(result.row);
    else if (result.result === 'failed') one.reject(result.error);
    else again.push(one);
  }
  // The door waits as long as the server asks; one at a time asks least of a server that has enough.
  for (const one of again) await deliverSingly(single, [one]);
}

/**
 * What the failure of the request says of its writes. `each`: of each of them what it says of the request. `unclear`:
 * it was refused because of one object, which is no answer to a request about many.
 */
function meaningOf(error: unknown): 'too-large' | 'refused' | 'unclear' | 'each' {
  if (!(error instanceof ProviderError)) return 'each';
  switch (error.code) {
    case 'invalid':
    case 'auth':
    case 'not-found':
    case 'contract':
      return /^HTTP 413\b/.test(error.portalCode ?? '') ? 'too-large' : 'refused';
    case 'conflict':
      return 'unclear';
    case 'rate-limited':
    case 'unavailable':
    case 'ambiguous':
      return 'each';
  }
}
