import type { Plan } from '../model/plan.ts';
import { stopsPlan } from '../model/policy.ts';
import { newSteps } from './plan-facts.ts';
import { momentText } from './time-text.ts';

/** Whether apply would do something with this plan now. Where not, no command is shown that would only be refused. */
export function isApplicable(plan: Plan): boolean {
  if (isAhead(plan) || plan.rails.some((rail) => rail.verdict === 'refused')) return false;
  if ((plan.policies ?? []).some(stopsPlan)) return false;
  return plan.changes.length > 0 || newSteps(plan).length > 0;
}

/** Whether it is a plan for a moment that had not come when it was made. */
export function isAhead({ scope, recorded }: Partial<Pick<Plan, 'scope' | 'recorded'>>): boolean {
  const moment = scope?.at ?? null;
  return moment !== null && recorded !== undefined && moment > recorded.at;
}

/** Says of a plan for a later moment that it is only a look. */
export function aheadTexts(plan: Plan): string[] {
  const { at } = plan.scope;
  if (at === null || !isAhead(plan)) return [];
  return [`Only a look at ${momentText(at)}: nothing can be applied before then. Plan again when it has come.`];
}
