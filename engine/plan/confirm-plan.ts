import { formatAddress } from '../model/address.ts';
import type { Change, ManualStanding, Standing, WaitingStanding } from '../model/change.ts';
import { isHeldByFreeze } from '../model/freeze.ts';
import type { Plan, PlanCounts } from '../model/plan.ts';
import { type RunItem, runItemOf } from '../model/run-report.ts';
import { waitingFor } from '../model/waiting-for.ts';
import { countVerdicts } from './assemble-plan.ts';
import { digestible } from './change-digest.ts';
import { withConsents } from './check-rails.ts';
import { countedIn } from './count-harm.ts';
import { standingOnUnapproved } from './standing-on-unapproved.ts';

export interface ConfirmedPlan {
  readonly plan: Plan;
  /** What the approved plan holds and a plan of this moment does not. */
  readonly stale: readonly RunItem[];
}

/**
 * Holds an approved plan against one that was made just now from the manifests, the portals and the ledger. A digest in
 * a file proves that nobody edited it by accident, not who made it: so only what this moment's plan says too is done,
 * with this moment's harms, consents and dependencies. What differs is stale; nothing is added to what was approved.
 */
export function confirmPlan(approved: Plan, fresh: Plan): ConfirmedPlan {
  const steps = new Map(stepsOf(fresh).map((step) => [digestible(step), step]));
  const { kept, stale } = confirmChanges(approved, fresh);
  const asked = stepsOf(approved)
    .map((step) => steps.get(digestible(step)))
    .filter((step) => step !== undefined);
  const approvedSteps = new Set(asked);
  const openAlready = stepsOf(fresh).filter((step) => step.opened !== null && !approvedSteps.has(step));
  const others = fresh.standing.filter((standing) => standing.verdict !== 'manual');
  const recorded = { ...approved.recorded, consents: fresh.recorded.consents };
  const { reads, portals, freezes, remains, policies } = fresh;
  const { changeDigest } = approved;
  const { consents } = recorded;
  const { at } = fresh.recorded;
  const rails = withConsents(approved.rails, { consents, changeDigest, counted: countedIn(approved), at });
  // What an earlier run asked for goes on being waited for, also where the approved plan could not see that it is.
  const waitedFor = openAlready.map((step) => waitingFor(step, step.gate, at));
  const counts = countsOf(fresh, { changes: kept, asked, waitedFor });
  return {
    plan: {
      ...withoutPolicies(approved),
      changes: kept,
      standing: [...others, ...asked, ...waitedFor],
      counts,
      ...(freezes === undefined ? {} : { freezes }),
      ...(remains === undefined ? {} : { remains }),
      reads,
      portals,
      rails,
      ...(policies === undefined ? {} : { policies }),
      recorded,
    },
    stale,
  };
}

function confirmChanges(approved: Plan, fresh: Plan): { readonly kept: Change[]; readonly stale: RunItem[] } {
  const changes = new Map(fresh.changes.map((change) => [digestible(change), change]));
  const held = new Map(fresh.standing.filter(isHeldByFreeze).map((one) => [formatAddress(one.address), one]));
  const confirmed = approved.changes.map((change) => ({ change, found: changes.get(digestible(change)) }));
  const unapproved = standingOnUnapproved(fresh.changes, new Set(confirmed.flatMap(({ found }) => found ?? [])));
  const kept: Change[] = [];
  const stale: RunItem[] = [];
  for (const { change, found } of confirmed) {
    const text = found === undefined ? undefined : unapproved.get(found);
    if (found === undefined) stale.push(staleItem(change, held.get(formatAddress(change.address))));
    else if (text === undefined) kept.push(found);
    else stale.push(runItemOf(change, { result: 'stale', text }));
  }
  return { kept, stale };
}

/** What was decided then may be decided otherwise by now. */
function withoutPolicies({ policies: _, ...plan }: Plan): Plan {
  return plan;
}

/** Of steps counts only what the approved plan asks too; the rest of them is waited for. */
function countsOf(
  { counts }: Plan,
  kept: {
    readonly changes: readonly Change[];
    readonly asked: readonly ManualStanding[];
    readonly waitedFor: readonly WaitingStanding[];
  },
): PlanCounts {
  const { changes, asked, waitedFor } = kept;
  return {
    ...counts,
    changes: countVerdicts(changes),
    manual: asked.length,
    waiting: counts.waiting + waitedFor.length,
    overdue: counts.overdue + waitedFor.filter(({ overdue }) => overdue).length,
  };
}

function stepsOf(plan: Plan): ManualStanding[] {
  return plan.standing.filter((standing) => standing.verdict === 'manual');
}

function staleItem(change: Change, held: Standing | undefined): RunItem {
  const text =
    held?.verdict === 'waiting'
      ? `a freeze holds it by now: ${held.gate.title}`
      : 'a plan made now does not hold it any more: it was done, or the manifests or the portal changed';
  return runItemOf(change, { result: 'stale', text });
}
