import type { EvidenceItem, Gate } from './gate.ts';
import type { Instant } from './instant.ts';
import type { PassedStep } from './resource.ts';

/** The steps that are still ahead, the first of which is waited for; it has been since the one before it was done. */
export function gatesAhead(gates: readonly Gate[], passed: readonly PassedStep[] = []): readonly Gate[] {
  const done = new Set(passed.map(({ step }) => step));
  const ahead = gates.filter(({ step }) => !done.has(step));
  const [first, ...later] = ahead;
  const last = passed.at(-1);
  if (first === undefined || last === undefined || last.evidence.at < first.since) return ahead;
  return [{ ...first, since: last.evidence.at }, ...later];
}

export interface Arriving {
  readonly gates: readonly Gate[];
  /** What the ledger knows to be done. */
  readonly passed: readonly PassedStep[];
  /** When the invitation was sent. */
  readonly since: Instant;
  /** What the portal shows of this one, the latest of each fact. */
  readonly evidence: ReadonlyMap<string, EvidenceItem>;
  readonly at: Instant;
}

/**
 * Which steps are done by now. Each is judged only when those before it are done, by what was seen since then: a fact
 * from before says nothing about a step that had not begun.
 */
export function passSteps({ gates, passed, since, evidence, at }: Arriving): readonly PassedStep[] {
  const known = new Map(passed.map((one) => [one.step, one]));
  const done: PassedStep[] = [];
  let begun = since;
  for (const gate of gates) {
    const step = known.get(gate.step) ?? seenStep(gate, evidence, begun) ?? assumedStep(gate, at);
    if (step === undefined) break;
    done.push(step);
    if (step.evidence.at > begun) begun = step.evidence.at;
  }
  return done;
}

function seenStep(gate: Gate, evidence: Arriving['evidence'], begun: Instant): PassedStep | undefined {
  const item = gate.proof.by === 'evidence' ? evidence.get(gate.proof.fact) : undefined;
  if (item === undefined || item.at < begun) return undefined;
  const note = item.note ?? `${item.fact} at ${item.at}`;
  return { step: gate.step, evidence: { grade: 'indirect', at: item.at, note } };
}

function assumedStep({ step, title, assumedFrom }: Gate, at: Instant): PassedStep | undefined {
  if (assumedFrom === undefined || assumedFrom > at) return undefined;
  return { step, evidence: { grade: 'not-observable', at: assumedFrom, note: `assumed: nobody saw "${title}"` } };
}
