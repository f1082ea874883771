import type { PortalDeclaration } from '../model/declaration.ts';
import type { Location, Origin } from '../model/diagnostic.ts';
import type { PlanScope, UpcomingAccess } from '../model/plan.ts';

export interface UpcomingOptions {
  readonly scope: PlanScope;
  readonly locate: (origin: Origin) => Location;
}

/** What begins later, the soonest first. Nothing for a plan that only some addresses or the end of all is asked of. */
export function upcomingAccess(
  portals: readonly PortalDeclaration[],
  { scope, locate }: UpcomingOptions,
): UpcomingAccess[] {
  if (scope.mode === 'destroy' || scope.mode === 'lockdown' || scope.target.length > 0 || scope.exclude.length > 0)
    return [];
  const found: UpcomingAccess[] = [];
  for (const { name, retire, upcoming = [] } of portals) {
    if (retire) continue;
    for (const { email, role, from, origin } of upcoming) {
      found.push({ portal: name, who: email, role, from, at: locate(origin) });
    }
  }
  return found.sort((left, right) => (left.from < right.from ? -1 : left.from > right.from ? 1 : 0));
}
