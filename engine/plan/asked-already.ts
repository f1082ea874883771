import { formatAddress } from '../model/address.ts';
import { sameJson } from '../model/canonical-json.ts';
import type { LedgerState } from '../model/ledger.ts';
import type { Counted } from './count-harm.ts';

/**
 * A step that the ledger has asked for, with the very same content: it was judged when it was asked for, and a plan that
 * only goes on waiting for it does nothing more.
 */
export function isAskedAlready(one: Counted, openGates: LedgerState['openGates']): boolean {
  if (one.verdict !== 'manual') return false;
  const open = openGates.get(`${formatAddress(one.address)}#${one.gate.step}`);
  return (
    open !== undefined && open.wants === one.wants && sameJson(open.after, one.after) && open.occasion === one.request
  );
}
