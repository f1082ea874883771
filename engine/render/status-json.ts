import { formatAddress } from '../model/address.ts';
import type { Standing } from '../model/change.ts';
import { safeJson } from './safe-text.ts';
import type { Status } from './status-rows.ts';

/** The standings that wait, as values: full instants, addresses that `attest` takes. */
export function renderStatusJson(status: Status): string {
  const { plan, unknown } = status;
  const waiting = plan.standing.filter(isOpen).map((one) => ({ ...one, address: formatAddress(one.address) }));
  const json = { formatVersion: '1.0', at: plan.recorded.at, counts: plan.counts, reads: plan.reads, waiting, unknown };
  return `${safeJson(JSON.stringify(json, null, 2))}\n`;
}

function isOpen(standing: Standing): boolean {
  return standing.verdict !== 'unchanged' && standing.verdict !== 'unmanaged';
}
