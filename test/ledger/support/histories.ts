import fc from 'fast-check';
import type { LedgerEntry } from '../../../engine/model/ledger-entry.ts';
import { createFold } from '../../../engine/ledger/fold.ts';
import {
  actor,
  addressOf,
  attested,
  done,
  evidence,
  gate,
  gateOpened,
  intent,
  linesOf,
  noted,
  runStarted,
} from './entries.ts';

/** One thing that happens; what it turns into depends on what happened before. */
export interface Step {
  readonly what: number;
  readonly who: number;
  readonly pick: number;
}

const people = ['ada', 'bob', 'cyd'] as const;
const verdicts = ['create', 'invite', 'update', 'delete', 'adopt', 'take-over', 'release', 'reset'] as const;
const wanted = ['create', 'invite', 'update', 'delete', 'reset'] as const;
const sightings = ['accepted', 'expired', 'gone', 'renamed', 'invited', 'identified'] as const;

export const steps = fc.array(fc.record({ what: fc.nat(9), who: fc.nat(people.length - 1), pick: fc.nat(1000) }), {
  maxLength: 60,
});

/** A history that a correct engine could have written: outcomes follow open intents, words follow open gates. */
export function historyOf(chosen: readonly Step[]): readonly LedgerEntry[] {
  const entries: LedgerEntry[] = [runStarted()];
  for (const step of chosen) {
    const fold = createFold({ ledgerId: 'acme-1', withdrawn: withdrawnIn(entries) });
    for (const line of linesOf(entries)) fold.apply(line);
    const next = nextEntry(step, fold.state());
    if (next !== null) entries.push(next);
  }
  return entries;
}

export function withdrawnIn(entries: readonly LedgerEntry[]): ReadonlySet<number> {
  return new Set(entries.flatMap((entry) => (entry.type === 'attest-withdrawn' ? [entry.attested] : [])));
}

type State = ReturnType<ReturnType<typeof createFold>['state']>;

function nextEntry(step: Step, state: State): LedgerEntry | null {
  const person = people[step.who] ?? 'ada';
  const open = pick(state.openIntents, step.pick);
  switch (step.what) {
    case 0:
    case 1: {
      const verdict = pick(verdicts, step.pick) ?? 'invite';
      const moved = step.pick % 5 === 0 ? { address: addressOf(`${person}.new`) } : {};
      return intent(person, {
        verdict,
        occasion: verdict === 'reset' ? `reset ${person} ${step.pick % 3}` : null,
        ...moved,
      });
    }
    case 2:
    case 3: {
      if (open === undefined) return null;
      const ends = ['delete', 'release'].includes(open.intent.verdict);
      const here = step.pick % 2 === 0 ? 'active' : 'invited';
      return done(open.seq, { id: `T-${step.pick % 4}`, presence: ends ? 'absent' : here });
    }
    case 4:
      if (open === undefined) return null;
      if (step.pick % 3 === 0) return { type: 'accepted', intent: open.seq, ref: 'job' };
      return {
        type: step.pick % 3 === 1 ? 'failed' : 'unknown',
        intent: open.seq,
        problem: { code: 'invalid', text: 'no' },
      };
    case 5:
      return open === undefined ? null : { type: 'gated', intent: open.seq, id: null, gate: gate('approve') };
    case 6:
      return noted(person, pick(sightings, step.pick) ?? 'gone');
    case 7:
      return gateOpened(person, `step-${step.pick % 2}`, { wants: pick(wanted, step.pick) ?? 'invite' });
    case 8: {
      const key = pick([...state.openGates.keys()], step.pick);
      const found = key === undefined ? undefined : state.openGates.get(key);
      if (found === undefined) return attested(person, 'join');
      if (step.pick % 4 === 0) {
        return { type: 'gate-closed', run: 'run-1', address: found.address, step: found.gate.step, evidence };
      }
      return attested(person, found.gate.step, { address: found.address, set: { id: 'said' } });
    }
    default: {
      const given = pick(
        state.attestations.filter((attestation) => !attestation.withdrawn),
        step.pick,
      );
      return given === undefined ? null : { type: 'attest-withdrawn', attested: given.seq, actor, why: 'mistaken' };
    }
  }
}

function pick<T>(items: readonly T[], number: number): T | undefined {
  return items[number % Math.max(1, items.length)];
}
