import type { Instant } from '../model/instant.ts';
import type { OffboardWithdrawnEntry, RunStartedEntry } from '../model/ledger-entry.ts';
import type { FoldState } from './fold-state.ts';

/** A run that takes away more than the manifests ask for: what it ended stays so until somebody takes it back. */
export function beginSweep(state: FoldState, entry: RunStartedEntry, at: Instant): void {
  const { sweep, actor, run, consents } = entry;
  if (sweep === undefined && consents.length > 0) state.consented.add(run);
  const about = { at, who: actor.name, why: sweep?.why ?? '' };
  if (sweep?.mode === 'offboard' && sweep.person !== undefined) {
    const { person, email = '' } = sweep;
    state.offboarded.set(person, { person, email, ...about });
  }
  if (sweep?.mode !== 'lockdown') return;
  for (const portal of sweep.portals ?? []) state.lockdowns.set(portal, { portal, ...about });
}

export function withdrawOffboarding(state: FoldState, { person }: OffboardWithdrawnEntry): void {
  state.offboarded.delete(person);
}

const giving: ReadonlySet<string> = new Set(['create', 'invite', 'update', 'adopt', 'take-over']);

/** What a run with a consent gives at a portal ends the lockdown there: somebody has looked at what comes back. */
export function liftLockdown(
  state: FoldState,
  given: { readonly run: string; readonly portal: string; readonly verb: string },
): void {
  if (!state.lockdowns.has(given.portal) || !giving.has(given.verb) || !state.consented.has(given.run)) return;
  state.lockdowns.delete(given.portal);
}
