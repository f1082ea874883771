import type { Change, Standing } from '../model/change.ts';
import type { PortalDeclaration } from '../model/declaration.ts';
import type { PlanScope, Remainder } from '../model/plan.ts';
import { isInScope } from '../model/plan-scope.ts';
import { whomItTouches } from './check-rails.ts';
import { isCounted } from './count-harm.ts';
import { type Guard, guardOf } from './guard.ts';
import type { Held } from './hold-back.ts';
import type { Locked } from './lockdown.ts';

export interface ProtectedInput {
  readonly scope: PlanScope;
  readonly portals: readonly PortalDeclaration[];
}

/**
 * Of an offboarding, leaves in place what a Portal protects, and the account that the engine works with, and says so:
 * one portal that keeps somebody is no reason for all others to keep them too. Any other plan is left as it is, and the
 * rails refuse it.
 */
export function keepProtected(found: Held, { scope, portals }: ProtectedInput): Locked {
  if (scope.mode !== 'offboard') return { ...found, kept: [] };
  const guards = new Map(portals.map((portal) => [portal.name, guardOf(portal)]));
  const changes: Change[] = [];
  const standing: Standing[] = [];
  const kept: Remainder[] = [];
  for (const item of [...found.changes, ...found.standing]) {
    const because = isInScope(scope, item.address) ? whyKept(item, guards.get(item.address.portal)) : undefined;
    const { address, identity, summary, evidence } = item;
    if (because !== undefined) {
      standing.push({ verdict: 'unchanged', address, identity, summary, evidence });
      kept.push({ because, portal: address.portal, what: `${address.kind} ${address.key}`, text: words[because] });
    } else if ('requests' in item) changes.push(item);
    else standing.push(item);
  }
  return { changes, standing, kept };
}

const words = {
  protected: 'stays: the Portal protects it. Take it out of protected, and offboard once more',
  'own-account': 'stays: Rollcall works with this account',
};

function whyKept(item: Change | Standing, guard: Guard | undefined): keyof typeof words | undefined {
  if (guard === undefined || !isCounted(item)) return undefined;
  if (whomItTouches(item, guard.isProtected).length > 0) return 'protected';
  return whomItTouches(item, guard.isOwn).length > 0 ? 'own-account' : undefined;
}
