import type { ReadRequest, ReadResult } from '../../engine/model/provider.ts';
import { ProviderError, problemOf } from '../../engine/model/provider-error.ts';
import type { Known } from '../../engine/model/resource.ts';
import { type Found, isNameFree, readConfig, readEach } from './account-reader.ts';
import { changesSince } from './administrator-audit.ts';
import { type Arriving, isArriving, loginEvidence, windowOf } from './administrator-logins.ts';
import { flagOf } from './answer.ts';
import { linkOf } from './kinds/account-tree.ts';
import { textIn } from './kinds/texts.ts';
import type { Tenant } from './tenant.ts';

/** Whether a partner may have sub-partners: the account's own settings say it. */
export async function readSubPartnerRights(tenant: Tenant, request: ReadRequest): Promise<ReadResult> {
  return readEach(request, async ({ address, recorded }): Promise<Found> => {
    const { key: account } = address;
    const billingId = tenant.idOf(account);
    // An account that is not there has no rights; of one that nobody can name, nothing can be said.
    if (billingId === undefined) return { found: (await isNameFree(tenant, account)) ? 'absent' : 'unseen' };
    const { subPartners } = await readConfig(tenant, billingId, 'partner');
    const allowed = flagOf(subPartners);
    if (allowed === false) return { found: 'absent' };
    if (allowed === undefined && recorded === undefined) return { found: 'unseen' };
    const read = { grade: 'read' as const, at: tenant.instant() };
    const evidence = allowed === undefined && recorded !== undefined ? recorded.evidence : read;
    const attributes = { account, allowed: true };
    return { found: 'there', resource: { address, id: null, presence: 'active', attributes, evidence } };
  });
}

/**
 * An account's first administrator is shown nowhere; that somebody logged in is. Under which user name is told by the
 * person (it is the id), by the audit, or follows from the address (observed: `30001234_eva`).
 */
export async function readPrimaryAdministrators(tenant: Tenant, request: ReadRequest): Promise<ReadResult> {
  const known = (request.only ?? request.known).filter(isArriving);
  const arriving: Arriving[] = [];
  let problem: ReadResult['problem'] = null;
  for (const one of known) {
    try {
      arriving.push({ known: one, account: one.address.key, names: await userNamesOf(tenant, one) });
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      problem ??= problemOf(error);
    }
  }
  const seen = await loginEvidence(tenant, arriving);
  const nothing = { resources: [], absent: [], pages: arriving.length, rows: 0 };
  return { coverage: 'known-only', ...nothing, evidence: seen.evidence, problem: problem ?? seen.problem };
}

async function userNamesOf(tenant: Tenant, known: Known): Promise<readonly string[]> {
  const { address, id, recorded } = known;
  if (id !== null) return [id];
  const billingId = tenant.idOf(address.key);
  const email = textIn(recorded?.attributes, 'email') || (linkOf(tenant.portal, address.key)?.primary.email ?? '');
  if (billingId === undefined || email === '') return [];
  const changes = await changesSince(tenant, { billingId, from: windowOf(tenant, [known]) });
  const named = changes.filter((change) => change.email === email.toLowerCase()).map(({ userName }) => userName);
  return [`${billingId}_${email.split('@')[0] ?? ''}`, ...named];
}

/** The engine's own access is there where it can log in. */
export async function readApiAccess(tenant: Tenant, request: ReadRequest): Promise<ReadResult> {
  return readEach(request, async ({ address }): Promise<Found> => {
    await tenant.session().headers();
    const evidence = { grade: 'read' as const, at: tenant.instant(), note: 'a login went through' };
    const attributes = { user: tenant.portal.account ?? '' };
    return { found: 'there', resource: { address, id: null, presence: 'active', attributes, evidence } };
  });
}

/** What no interface shows at all: the record stands. */
export async function readNothing(): Promise<ReadResult> {
  const nothing = { resources: [], absent: [], evidence: [], pages: 0, rows: 0, problem: null };
  return { coverage: 'known-only', ...nothing };
}
