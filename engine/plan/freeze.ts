import type { Change, Standing, WaitingStanding } from '../model/change.ts';
import type { FreezeDeclaration } from '../model/declaration.ts';
import { freezesOn, freezeStep } from '../model/freeze.ts';
import type { Gate } from '../model/gate.ts';
import { takings } from '../model/harm.ts';
import { type Instant, lastDayOf } from '../model/instant.ts';
import type { PlanFreeze, PlanScope } from '../model/plan.ts';
import { waitingFor } from '../model/waiting-for.ts';
import { type Counted, isCounted } from './count-harm.ts';
import type { Held } from './hold-back.ts';

export interface FreezeInput {
  readonly freezes: readonly FreezeDeclaration[];
  readonly scope: PlanScope;
  /** The moment that is planned for. */
  readonly at: Instant;
  readonly workspace: string;
}

/**
 * Keeps removals until the freezes that are on are over. They wait as they are: what a plan holds is neither in its
 * digest nor asked of anybody, and the first plan afterwards has it again.
 */
export interface Freezing {
  /** Holds take-overs. Before anything else is held back, for what stands on them has to wait with them. */
  readonly holdTakeOvers: (found: Held) => Held;
  /** Holds all other removals. What stands on these goes on: it is there, and in use as it was. */
  readonly holdRemovals: (found: Held) => Held;
  /** What was held so far, by freeze. */
  readonly summary: () => PlanFreeze[];
}

export function freezing(input: FreezeInput): Freezing {
  const freezes = freezesOn(input.freezes, input.at);
  const counts = new Map<FreezeDeclaration, number>();
  const { mode } = input.scope;
  // Whoever has to go at once, or everybody, is not kept for the sake of a quiet week.
  const goesOn = mode === 'offboard' || mode === 'lockdown' || freezes.length === 0;
  const hold = (found: Held, isHeld: (item: Counted) => boolean): Held => {
    if (goesOn) return found;
    const changes: Change[] = [];
    const standing: Standing[] = [];
    for (const item of [...found.changes, ...found.standing]) {
      const freeze = isCounted(item) && isHeld(item) ? longestOn(freezes, item.address.portal) : undefined;
      if (freeze !== undefined && isCounted(item)) {
        counts.set(freeze, (counts.get(freeze) ?? 0) + 1);
        standing.push(heldBy(freeze, item, input));
      } else if (isStanding(item)) standing.push(item);
      else changes.push(item);
    }
    return { changes, standing };
  };
  return {
    holdTakeOvers: (found) => hold(found, isTakeOver),
    holdRemovals: (found) => hold(found, takesAway),
    summary: () =>
      freezes.map((freeze) => {
        const { from, until, why, portals } = freeze;
        return { from, until, why, portals, held: counts.get(freeze) ?? 0 };
      }),
  };
}

function longestOn(freezes: readonly FreezeDeclaration[], portal: string): FreezeDeclaration | undefined {
  let longest: FreezeDeclaration | undefined;
  for (const freeze of freezes) {
    if (freeze.portals.length > 0 && !freeze.portals.includes(portal)) continue;
    if (longest === undefined || longest.until < freeze.until) longest = freeze;
  }
  return longest;
}

function isStanding(item: Change | Standing): item is Standing {
  return !('requests' in item);
}

function isTakeOver(item: Counted): boolean {
  return item.verdict === 'take-over' || (item.verdict === 'manual' && item.harms.includes('take-overs'));
}

/** Whether somebody or something has less afterwards. */
export function takesAway(item: Counted): boolean {
  switch (item.verdict) {
    case 'delete':
      return true;
    case 'update':
      return item.harms.some((harm) => takings.has(harm));
    case 'manual':
      return item.wants === 'delete' || (item.wants === 'update' && item.harms.some((harm) => takings.has(harm)));
    case 'take-over':
      return true;
    case 'create':
    case 'invite':
    case 'reset':
    case 'sync':
    case 'adopt':
    case 'release':
    case 'notify':
      return false;
  }
}

function heldBy(freeze: FreezeDeclaration, item: Counted, { workspace, at }: FreezeInput): WaitingStanding {
  const { word } = item;
  const asked = item.verdict === 'manual' && item.opened !== null;
  const gate: Gate = {
    step: freezeStep,
    title: `${word} after the freeze (${freeze.why})`,
    waitingFor: { role: 'administrator', name: `workspace ${workspace}` },
    since: freeze.from,
    until: freeze.until,
    proof: { by: 'read' },
    proves: 'The first plan after the freeze has it again.',
    instructions: [
      `Nothing to type: the first apply after ${lastDayOf(freeze.until)} goes on with it.`,
      ...(asked ? ['It was asked for before: leave it until then, or attest it where it is done.'] : []),
    ],
  };
  return waitingFor(item, gate, at);
}
