import type { Diagnostic } from '../model/diagnostic.ts';
import type { Instant } from '../model/instant.ts';
import type { LedgerState } from '../model/ledger.ts';
import type { Plan } from '../model/plan.ts';

/** Why a plan as a whole can no longer be applied: its age, its moment, or another ledger than it was made with. */
export function checkPlan(
  plan: Plan,
  now: { readonly ledger: Pick<LedgerState, 'ledgerId' | 'seq'>; readonly at: Instant },
): Diagnostic[] {
  const { recorded, scope } = plan;
  const found: Diagnostic[] = [];
  if (recorded.expiresAt <= now.at) {
    const detail = `It was made at ${recorded.at} and was good until ${recorded.expiresAt}.`;
    found.push(objection('plan-expired', 'the plan has expired', detail));
  }
  if (scope.at !== null && scope.at > now.at) {
    const detail = `It is a plan for ${scope.at}; done now, it would be too early.`;
    found.push(objection('plan-ahead', 'the plan is for a later moment', detail));
  }
  const { id, seq } = recorded.ledger;
  if (id !== null && id !== now.ledger.ledgerId) {
    found.push(objection('plan-foreign', 'the plan was made with another ledger', `Its ledger is ${id}.`));
  } else if (id !== null && seq > now.ledger.seq) {
    const detail = `The plan knows ${seq} entries, the ledger has ${now.ledger.seq}.`;
    found.push(objection('ledger-behind', 'the ledger is older than the plan', detail));
  }
  return found;
}

function objection(code: string, summary: string, detail: string): Diagnostic {
  return { code, severity: 'error', summary, detail, cure: 'Make a new plan: rollcall plan --out plan.json' };
}
