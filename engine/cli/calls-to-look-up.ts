import type { LedgerState, OpenIntent } from '../model/ledger.ts';
import { isInScope, looksOnly } from '../model/plan-scope.ts';
import type { Plan } from '../model/plan.ts';

/**
 * The calls of earlier runs without a known outcome that an apply of this plan would look up, though the plan changes
 * nothing there: what nobody can look up, as there is no connection yet or the portal is declared no more, is not
 * among them.
 */
export function callsToLookUp(plan: Plan, { openIntents }: Pick<LedgerState, 'openIntents'>): readonly OpenIntent[] {
  if (looksOnly(plan.scope)) return [];
  const seen = plan.reads.filter(({ pending }) => pending === undefined).map(({ portal, kind }) => `${portal}/${kind}`);
  return openIntents.filter(({ intent: { address, verdict } }) => {
    // Of a mail nobody can see whether it came: an apply asks the person, wherever it went to.
    const isSettled = verdict === 'notify' || seen.includes(`${address.portal}/${address.kind}`);
    return isSettled && isInScope(plan.scope, address);
  });
}
