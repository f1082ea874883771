import type { PlanScope } from '../model/plan.ts';

/** Everything, now. */
export const wholeScope: PlanScope = { target: [], exclude: [], at: null, mode: 'normal' };
