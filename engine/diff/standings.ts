import { type Address, formatAddress } from '../model/address.ts';
import type { BlockedStanding, UnchangedStanding, UnmanagedStanding, WaitingStanding } from '../model/change.ts';
import type { Evidence, Gate } from '../model/gate.ts';
import { addTo, type Instant } from '../model/instant.ts';
import type { OpenGate, OpenIntent } from '../model/ledger.ts';
import type { DesiredResource, ObservedResource } from '../model/resource.ts';
import type { DiffContext } from './diff-kind.ts';

/** How an unreadable thing is graded: nobody can see it now. */
export function notObservable(at: Instant): Evidence {
  return { grade: 'not-observable', at };
}

/** How the absence of something in a read is graded. */
export function readNow(context: DiffContext): Evidence {
  return context.declared.kind.reads === 'none' ? notObservable(context.at) : { grade: 'read', at: context.at };
}

export function unchanged(context: DiffContext, desired: DesiredResource, observed: ObservedResource): UnchangedStanding {
  const { address, identity } = desired;
  const summary = context.declared.kind.summarize(observed.attributes);
  return { verdict: 'unchanged', address, identity, summary, evidence: observed.evidence };
}

export function unmanaged(context: DiffContext, observed: ObservedResource): UnmanagedStanding {
  const summary = context.declared.kind.summarize(observed.attributes);
  return { verdict: 'unmanaged', address: observed.address, identity: null, summary, evidence: observed.evidence };
}

export interface WaitingInput {
  readonly desired: DesiredResource;
  readonly gate: Gate;
  readonly evidence: Evidence;
}

export function waiting(context: DiffContext, input: WaitingInput): WaitingStanding {
  const { desired, gate, evidence } = input;
  const summary = context.declared.kind.summarize(desired.attributes);
  const overdue = gate.until !== undefined && gate.until < context.at;
  const at = context.locate(desired.origin);
  return { verdict: 'waiting', address: desired.address, identity: desired.identity, summary, evidence, at, gate, overdue };
}

export interface BlockedInput {
  readonly address: Address;
  readonly identity: BlockedStanding['identity'];
  readonly desired?: DesiredResource;
  readonly by: string;
  readonly cure: string;
}

export function blocked(context: DiffContext, input: BlockedInput): BlockedStanding {
  const { address, identity, desired, by, cure } = input;
  const summary = desired === undefined ? '' : context.declared.kind.summarize(desired.attributes);
  const at = desired === undefined ? {} : { at: context.locate(desired.origin) };
  return { verdict: 'blocked', address, identity, summary, evidence: notObservable(context.at), ...at, by, cure };
}

/** Blocked because the portal, or this part of it, could not be read. */
export function unreadable(context: DiffContext, input: Omit<BlockedInput, 'by' | 'cure'>): BlockedStanding {
  const { portal, kind, coverage, problem, pages } = context.observation;
  const how = coverage === 'partial' ? `was read only in part (${pages} pages)` : 'could not be read';
  const by = `${kind.kind} of ${portal.name} ${how}${problem === null ? '' : `: ${problem.text}`}`;
  return blocked(context, { ...input, by, cure: problem?.cure ?? 'Plan again when the portal answers.' });
}

/** Blocked because an earlier call has no known outcome yet. */
export function undecided(
  context: DiffContext,
  input: Omit<BlockedInput, 'by' | 'cure'>,
  open: OpenIntent,
): BlockedStanding {
  const by = `an earlier ${open.intent.word} of ${open.at} has no known outcome`;
  return blocked(context, { ...input, by, cure: 'Run rollcall apply: it looks the outcome up before anything else.' });
}

/** For a new object that the portal may not show yet. */
export function visibilityGate(context: DiffContext, since: Instant): Gate {
  const { portal, kind } = context.declared;
  return {
    step: 'visible',
    title: `appear in ${portal.name}`,
    waitingFor: { role: 'portal', name: portal.name },
    since,
    until: addTo(since, kind.visibilityDelay),
    proof: { by: 'read' },
    proves: 'A read that shows it proves that it is there.',
    instructions: [`Nothing: ${portal.name} may take a while to show what was just made.`],
  };
}

export function openGateOf(context: DiffContext, address: Address, step: string): OpenGate | undefined {
  return context.ledger.openGates.get(`${formatAddress(address)}#${step}`);
}
