import type { EvidenceItem } from '../../engine/model/gate.ts';
import { epochOf, instantOf, type Milliseconds, minute } from '../../engine/model/instant.ts';
import type { ReadResult } from '../../engine/model/provider.ts';
import { ProviderError, problemOf } from '../../engine/model/provider-error.ts';
import type { Known, Recorded } from '../../engine/model/resource.ts';
import { loginsSince, longestWindow } from './administrator-audit.ts';
import { facts } from './kinds/first-steps.ts';
import type { Tenant } from './tenant.ts';

export function isArriving({ presence }: Known): boolean {
  return presence === 'invited';
}

/** A year back where one of them is not recorded. */
export function windowOf(tenant: Tenant, wanted: readonly Known[]): Milliseconds {
  const yearAgo = tenant.now() - longestWindow;
  const moments = wanted.map(({ recorded }) => (recorded === undefined ? yearAgo : recordedFrom(recorded)));
  return moments.reduce((one, other) => Math.min(one, other), tenant.now());
}

/** The portal's clock may be behind ours. To put a change on top that is recorded already does no harm. */
export function recordedFrom({ since }: Recorded): Milliseconds {
  return epochOf(since) - clockSkew;
}

const clockSkew: Milliseconds = 5 * minute;

export interface Arriving {
  readonly known: Known;
  readonly account: string;
  /** The user names that may be this one's. */
  readonly names: readonly string[];
}

/**
 * The latest login of each who has still to come in, by account. What the report cannot show shows nothing: that is a
 * problem to be told, and takes nothing away.
 */
export async function loginEvidence(
  tenant: Tenant,
  arriving: readonly Arriving[],
): Promise<Pick<ReadResult, 'evidence' | 'problem'>> {
  const evidence: EvidenceItem[] = [];
  for (const account of new Set(arriving.map((one) => one.account))) {
    const here = arriving.filter((one) => one.account === account);
    const billingId = tenant.idOf(account);
    if (billingId === undefined) continue;
    const from = windowOf(
      tenant,
      here.map(({ known }) => known),
    );
    try {
      const logins = await loginsSince(tenant, { billingId, from });
      for (const { known, names } of here) {
        const lower = new Set(names.map((name) => name.toLowerCase()));
        const own = logins.filter(({ userName }) => lower.has(userName));
        const latest = own.reduce((one, { at }) => Math.max(one, at), 0);
        if (latest > 0) evidence.push(loginItem(known, latest));
      }
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      return { evidence, problem: problemOf(error) };
    }
  }
  return { evidence, problem: null };
}

function loginItem({ address }: Known, moment: Milliseconds): EvidenceItem {
  const at = instantOf(moment);
  return { kind: address.kind, key: address.key, fact: facts.login, at, note: `login to MaaS360 at ${at}` };
}
