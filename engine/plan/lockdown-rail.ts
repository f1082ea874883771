import type { Diagnostic } from '../model/diagnostic.ts';
import { mayGive } from '../model/gives.ts';
import type { LedgerState, Lockdown } from '../model/ledger.ts';
import type { PlanScope, RailVerdict } from '../model/plan.ts';
import type { Counted } from './count-harm.ts';

export interface LockdownRailInput {
  readonly counted: readonly Counted[];
  readonly lockdowns: LedgerState['lockdowns'];
  readonly mode: PlanScope['mode'];
}

/**
 * After a lockdown nothing is given on that portal by a run that nobody consented to: a job at night must not undo it.
 * Plans that only remove pass; an update does not, for it may give.
 */
export function lockdownRails({ counted, lockdowns, mode }: LockdownRailInput): RailVerdict[] {
  if (lockdowns.size === 0 || mode === 'lockdown' || mode === 'offboard' || mode === 'destroy') return [];
  const rails: RailVerdict[] = [];
  for (const lockdown of lockdowns.values()) {
    const who = counted.filter((one) => one.address.portal === lockdown.portal && mayGive(one));
    if (who.length === 0) continue;
    rails.push({
      rail: 'lockdown',
      portal: lockdown.portal,
      verdict: 'refused',
      counted: who.length,
      total: null,
      limit: 'none',
      who: who.map(({ address }) => address.key),
      reason: `it was locked down ${saidOf(lockdown)}; what comes back needs a consent to exactly this plan`,
    });
  }
  return rails;
}

/** Said with every plan until somebody has looked at what comes back: the manifests still declare all of it. */
export function warnLockdowns({ lockdowns }: Pick<LedgerState, 'lockdowns'>): Diagnostic[] {
  return [...lockdowns.values()].map((lockdown) => ({
    code: 'locked-down',
    severity: 'warning',
    summary: 'A portal after a lockdown',
    detail: `${lockdown.portal} was locked down ${saidOf(lockdown)}. The manifests still give what was removed there.`,
    cure:
      'Take out of the manifests what must not come back. To give the rest again, apply with a consent: rollcall plan ' +
      'prints it. Until then apply gives nothing there.',
  }));
}

function saidOf({ at, who, why }: Lockdown): string {
  return `at ${at.slice(0, 16).replace('T', ' ')} UTC by ${who} ("${why}")`;
}
