import type { Change } from '../model/change.ts';
import { gives } from '../model/gives.ts';
import type { Instant } from '../model/instant.ts';
import type { OffboardWithdrawnEntry, RunStartedEntry } from '../model/ledger-entry.ts';
import type { FoldState } from './fold-state.ts';

/** A run that takes away more than the manifests ask for: what it ended stays so until somebody takes it back. */
export function beginSweep(state: FoldState, entry: RunStartedEntry, at: Instant): void {
  const { sweep, actor, run } = entry;
  if (sweep === undefined) return;
  state.sweeps.add(run);
  const about = { at, who: actor.name, why: sweep.why ?? '' };
  if (sweep.mode === 'offboard' && sweep.person !== undefined) {
    const { person, email = '', formerEmails } = sweep;
    const former = formerEmails === undefined ? {} : { formerEmails };
    state.offboarded.set(person, { person, email, ...former, ...about });
  }
  if (sweep.mode !== 'lockdown') return;
  for (const portal of sweep.portals ?? []) state.lockdowns.set(portal, { portal, ...about });
}

export function withdrawOffboarding(state: FoldState, { person }: OffboardWithdrawnEntry): void {
  state.offboarded.delete(person);
}

/**
 * What a run with a consent to its very plan gives at a portal ends the lockdown there: somebody has looked at what
 * comes back. A further sweep ends none.
 */
export function liftLockdown(
  state: FoldState,
  given: { readonly run: string; readonly portal: string; readonly verdict: Change['verdict'] },
): void {
  const { run, portal, verdict } = given;
  if (gives(verdict) && state.consentedRuns.has(run) && !state.sweeps.has(run)) state.lockdowns.delete(portal);
}
