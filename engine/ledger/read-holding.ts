import type { Instant } from '../model/instant.ts';
import type { LedgerState } from '../model/ledger.ts';
import type { LedgerHolder, Holder } from './holder.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { readLease } from './lease-file.ts';

/** Somebody took the ledger and has not said that they left. */
export interface Holding {
  readonly holder: Holder;
  readonly since: Instant;
  /** Whether they surely left without a word; otherwise they are at work, or left where this machine cannot see it. */
  readonly isOver: boolean;
}

/** Who holds the ledger, as its lease tells who only reads. Null where nobody does, or nobody knows. */
export async function readHolding(
  files: LedgerFiles,
  state: Pick<LedgerState, 'ledgerId' | 'epoch'>,
  reader: LedgerHolder,
): Promise<Holding | null> {
  const lease = await readLease(files);
  // Of a former holder: whoever came later has claimed a segment, and not signed the lease yet.
  if (lease === null || lease.ledgerId !== state.ledgerId || lease.epoch < state.epoch || lease.released) return null;
  return { holder: lease.holder, since: lease.since, isOver: reader.isDead(lease.holder) };
}
