import type { Deps } from '../../engine/model/deps.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { HttpDoor } from '../kit/http-door.ts';
import { deliverSingly, deliverTogether } from './bulk-delivery.ts';
import { type BulkTerms, firstBatch } from './bulk-message.ts';
import { createWaitingWrites } from './waiting-writes.ts';
import type { SendWrite, WriteRequest } from './write-request.ts';

export interface BulkQueueInput {
  /** What the server takes; null where it has no bulk requests. */
  readonly terms: () => Promise<BulkTerms | null>;
  readonly door: Pick<HttpDoor, 'request' | 'errors'>;
  /** The way of a write that goes by itself. */
  readonly single: SendWrite;
  readonly deps: Pick<Deps, 'clock' | 'sleep'>;
}

/**
 * Joins writes that are under way at the same time into one request (RFC 7644, section 3.7): those of one turn of the
 * event loop, and those that come while others are on their way. One that is alone goes as it would without this.
 *
 * Never is a write sent a second time that may have been carried out. A server that refuses the whole of a request has
 * done nothing of it: its writes go one by one, and so do all that follow.
 */
export function createBulkQueue({ terms, door, single, deps }: BulkQueueInput): SendWrite {
  const delivery = { door, single, clock: deps.clock };
  const waiting = createWaitingWrites(door.errors.stopped);
  let pumping = false;
  let isRefused = false;
  /** Lower once a server has said that a request was too large. */
  let most = Number.POSITIVE_INFINITY;

  async function send(asked: WriteRequest): Promise<JsonObject | null> {
    const bulk = isRefused ? null : await terms();
    if (bulk === null) return single(asked);
    return new Promise((resolve, reject) => {
      waiting.add({ asked, resolve, reject });
      if (!pumping) void pump(bulk);
    });
  }

  async function pump({ maxOperations, maxPayloadSize }: BulkTerms): Promise<void> {
    pumping = true;
    await deps.sleep(0);
    while (!waiting.isEmpty()) {
      await deliverSome({ maxOperations: Math.min(maxOperations, most), maxPayloadSize });
      await deps.sleep(0);
    }
    pumping = false;
  }

  async function deliverSome(limits: BulkTerms): Promise<void> {
    const batch = waiting.take((all) => (isRefused ? all : firstBatch(all, limits)));
    if (isRefused || batch.length === 1) return deliverSingly(single, batch);
    const delivered = await deliverTogether(delivery, batch);
    if (delivered === 'told') return;
    most = Math.floor(batch.length / 2);
    if (delivered === 'refused') isRefused = true;
    waiting.putBack(batch);
  }

  return send;
}
