import type { Instant } from '../model/instant.ts';
import type { LedgerState } from '../model/ledger.ts';
import type { Holder, LedgerOnlooker } from './holder.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { readLease } from './lease-file.ts';

/** Somebody took the ledger and has not said that they left. */
export interface Holding {
  readonly holder: Holder;
  readonly since: Instant;
  /** Whether they surely left without a word, surely still run, or are where this machine cannot see them. */
  readonly how: 'stopped' | 'running' | 'unseen';
}

/** Who holds the ledger, as its lease tells who only reads. Null where nobody does, or nobody knows. */
export async function readHolding(
  files: LedgerFiles,
  state: Pick<LedgerState, 'ledgerId' | 'epoch'>,
  onlooker: LedgerOnlooker,
): Promise<Holding | null> {
  const lease = await readLease(files);
  // Of a former holder: whoever came later has claimed a segment, and not signed the lease yet.
  if (lease === null || lease.ledgerId !== state.ledgerId || lease.epoch < state.epoch || lease.released) return null;
  const { holder, since } = lease;
  const how = !onlooker.canSee(holder) ? 'unseen' : onlooker.isDead(holder) ? 'stopped' : 'running';
  return { holder, since, how };
}
