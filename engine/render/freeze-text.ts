import type { Plan, PlanFreeze } from '../model/plan.ts';
import { fold } from './fold.ts';
import { type Line, line } from './line.ts';
import { attention } from './symbols.ts';
import { untilText } from './time-text.ts';
import { counted, firstOf } from './words.ts';

const mostPortals = 5;

/** `Freeze until 2026-12-31 24:00 UTC (year-end closing): 3 removals held, everything else goes on.` */
export function freezeTexts({ freezes = [], scope }: Pick<Plan, 'freezes' | 'scope'>): string[] {
  return freezes.map((freeze) => `${freezeText(freeze)}: ${effectText(freeze, scope.mode)}.`);
}

export function freezeLines(plan: Plan, columns: number): Line[] {
  return freezeTexts(plan).flatMap((text) =>
    fold(line([`${attention.mark} `, 'care'], text), { columns, indent: 2, hang: 4 }),
  );
}

function freezeText({ until, why, portals }: PlanFreeze): string {
  const where = portals.length === 0 ? '' : ` of ${firstOf(portals, mostPortals)}`;
  return `Freeze${where} ${untilText(until)} (${why})`;
}

function effectText({ held }: PlanFreeze, mode: Plan['scope']['mode']): string {
  if (mode === 'offboard') return 'this offboarding goes on in spite of it';
  if (mode === 'lockdown') return 'this lockdown goes on in spite of it';
  if (held === 0) return 'no removal to hold';
  return `${counted(held, 'removal')} held, everything else goes on`;
}
