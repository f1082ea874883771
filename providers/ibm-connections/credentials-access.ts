import type { EvidenceItem } from '../../engine/model/gate.ts';
import { instantOf } from '../../engine/model/instant.ts';
import type { ReadRequest, ReadResult, Write } from '../../engine/model/provider.ts';
import { type Problem, ProviderError, problemOf } from '../../engine/model/provider-error.ts';
import { assumed } from './assumptions.ts';
import { credentialsKind } from './kinds/credentials.ts';
import { facts } from './kinds/first-steps.ts';
import { resourceId } from './panel-api.ts';
import { sendReset } from './panel-writer.ts';
import type { Tenant } from './tenant.ts';

/**
 * What the planes show of those who have still to come in. Whoever is in is not asked about, so that a thousand people
 * cost no thousand requests each time.
 */
export async function readFirstSteps(tenant: Tenant, { known, only }: ReadRequest): Promise<ReadResult> {
  const arriving = (only ?? known).filter(({ presence }) => presence === 'invited').map(({ address }) => address.key);
  const evidence: EvidenceItem[] = [];
  let problem: Problem | null = null;
  let pages = 0;
  // The panel shows logins, IBM the state of the password: while one is away, the other's word still counts.
  for (const [seen, requests] of [[loginsOf, 2] as const, [syncOf, 1] as const]) {
    for (const email of arriving) {
      try {
        evidence.push(...(await seen(tenant, email)));
        pages += requests;
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        problem ??= problemOf(error);
        break;
      }
    }
  }
  return { coverage: 'known-only', resources: [], absent: [], evidence, pages, rows: 0, problem };
}

async function loginsOf(tenant: Tenant, email: string): Promise<readonly EvidenceItem[]> {
  const user = await tenant.panel().findUser(email);
  const logins = user === null ? [] : await tenant.panel().logins(resourceId(user));
  const latest = logins.reduce((one, other) => Math.max(one, other), 0);
  if (latest === 0) return [];
  const at = instantOf(latest);
  return [{ kind: credentialsKind, key: email, fact: facts.login, at, note: `login to myCP at ${at}` }];
}

async function syncOf(tenant: Tenant, email: string): Promise<readonly EvidenceItem[]> {
  const row = await tenant.service().findSubscriber(email);
  const isPending = row?.[assumed.syncPending.value];
  if (typeof isPending !== 'boolean') return [];
  const at = tenant.now();
  const fact = isPending ? facts.passwordSet : facts.synced;
  const note = `${assumed.syncPending.value} ${String(isPending)} at ${at} (inferred)`;
  return [{ kind: credentialsKind, key: email, fact, at, note }];
}

export function inviteToLogin(tenant: Tenant): Write {
  return async ({ address, after }, { signal }) => {
    await sendReset(tenant, address.key, signal);
    const at = tenant.now();
    const evidence = { grade: 'indirect' as const, at, note: 'the panel took the request; it sends the mail' };
    const attributes = after ?? { email: address.key };
    const invitation = { sentAt: at };
    return { outcome: 'done', observed: { address, id: null, presence: 'invited', attributes, invitation, evidence } };
  };
}

export function resetPassword(tenant: Tenant): Write {
  return async ({ address }, { signal }) => {
    await sendReset(tenant, address.key, signal);
    return { outcome: 'done', observed: null };
  };
}

/** The account that they were for is removed by itself; there is nothing to ask of the portal. */
export function forgetCredentials(): Write {
  return async () => ({ outcome: 'done', observed: null });
}
