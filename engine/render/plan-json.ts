import type { Plan } from '../model/plan.ts';
import { safeJson } from './safe-text.ts';

/** The plan as JSON with a line break at its end. The same values as the plan file; safe to print. */
export function renderPlanJson(plan: Plan): string {
  return `${safeJson(JSON.stringify(plan, null, 2))}\n`;
}
