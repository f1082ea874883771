import { accountRefusal, makeAccount } from './accounts.ts';
import type { Account, PortalState } from './portal-state.ts';
import { problemsOf } from './refusal.ts';
import type { FieldProblem } from './refusal.ts';

/** What IBM MaaS360 support is asked for. */
export interface PartnerRequest {
  readonly accountName: string;
  readonly adminEmail: string;
  readonly country?: string;
  readonly language?: string;
  readonly code?: string;
  /** How long its trials last, in days. */
  readonly trialDays?: number;
  /** Where a sandbox is to give a known one. */
  readonly billingId?: string;
}

/** Documented: the business partner at the top is made by support, on request. */
export function supportCreatesPartner(
  state: PortalState,
  { accountName, billingId, ...rest }: PartnerRequest,
): Account | readonly FieldProblem[] {
  const wanted = { ...rest, type: 'partner' as const, name: accountName };
  const wrong = problemsOf(accountRefusal(state, wanted));
  if (wrong.length > 0)
    return wrong.map(({ field, text }) => ({ field: field === 'name' ? 'accountName' : field, text }));
  if (billingId === undefined) return makeAccount(state, { parent: null, wanted, by: support });
  if (!/^[12346]\d{6,9}$/u.test(billingId)) {
    return [
      { field: 'billingId', text: 'A billing id is a number of 7 to 10 digits that begins with 1, 2, 3, 4 or 6.' },
    ];
  }
  if (state.accounts.has(billingId)) return [{ field: 'billingId', text: `The billing id ${billingId} is taken.` }];
  return makeAccount(state, { parent: null, wanted, billingId, by: support });
}

/** Documented: sub-partners are switched on by support. */
export function supportAllowsSubPartners({
  account,
  allowed,
}: {
  readonly account: Account;
  readonly allowed: boolean;
}): readonly FieldProblem[] {
  if (account.type !== 'partner') return [{ field: 'account', text: `${account.name} is no partner account.` }];
  account.subPartnersAllowed = allowed;
  return [];
}

const support = 'IBM MaaS360 support';
