import { type Address, formatAddress } from '../model/address.ts';
import { sameJson } from '../model/canonical-json.ts';
import type {
  BlockedStanding,
  Change,
  ManualStanding,
  Standing,
  UnchangedStanding,
  UnmanagedStanding,
  Verb,
  WaitingStanding,
} from '../model/change.ts';
import type { Evidence, Gate } from '../model/gate.ts';
import type { Instant } from '../model/instant.ts';
import type { LapsedInvitation, OpenGate, OpenIntent } from '../model/ledger.ts';
import { isBlind } from '../model/observation.ts';
import type { DesiredResource, ObservedResource } from '../model/resource.ts';
import { visibleFrom } from '../model/visibility.ts';
import { waitingFor } from '../model/waiting-for.ts';
import type { DiffContext } from './diff-context.ts';

/** How an unreadable thing is graded: nobody can see it now. The note says what is known instead. */
export function notObservable(at: Instant, note: string): Evidence {
  return { grade: 'not-observable', at, note };
}

export const nothingRecorded = 'nothing is recorded';

/** How the absence of something in a read is graded. Where nothing can be read, it only says what is recorded. */
export function readNow(context: DiffContext, last?: Pick<LapsedInvitation, 'sentAt'>): Evidence {
  if (!isBlind(context.observation)) return { grade: 'read', at: context.readAt };
  if (last === undefined) return notObservable(context.readAt, nothingRecorded);
  return notObservable(last.sentAt, `last invited ${last.sentAt.slice(0, 10)}`);
}

export function unchanged(
  context: DiffContext,
  desired: DesiredResource,
  observed: ObservedResource,
): UnchangedStanding {
  const { address, identity } = desired;
  const summary = context.declared.kind.summarize(observed.attributes);
  return { verdict: 'unchanged', address, identity, summary, evidence: observed.evidence };
}

export function unmanaged(context: DiffContext, observed: ObservedResource): UnmanagedStanding {
  const summary = context.declared.kind.summarize(observed.attributes);
  return { verdict: 'unmanaged', address: observed.address, identity: null, summary, evidence: observed.evidence };
}

export interface WaitingInput {
  readonly address: Address;
  readonly identity: WaitingStanding['identity'];
  readonly desired?: DesiredResource | undefined;
  readonly gate: Gate;
  readonly evidence: Evidence;
}

export function waiting(context: DiffContext, input: WaitingInput): WaitingStanding {
  const { address, identity, desired, gate, evidence } = input;
  const summary = desired === undefined ? '' : context.declared.kind.summarize(desired.attributes);
  const at = desired === undefined ? {} : { at: context.locate(desired.origin) };
  return waitingFor({ address, identity, summary, evidence, ...at }, gate, context.at);
}

/** What was asked for already, by a call that ended at somebody's gate, is waited for and not asked for again. */
export function unlessAsked(
  context: DiffContext,
  change: Change | ManualStanding,
  desired: DesiredResource | undefined,
): Change | Standing {
  if (change.verdict === 'manual') return change;
  const verb = verbOf(change);
  const { address, identity, evidence } = change;
  const unread = untilThereAreCredentials(context, { address, identity, desired, evidence });
  if (unread !== undefined) return unread;
  for (const open of context.openGates.get(formatAddress(address)) ?? []) {
    if (open.wants !== verb) continue;
    if (verb === 'update' && !sameJson(open.after, change.after)) continue;
    return waiting(context, { address, identity, desired, gate: open.gate, evidence });
  }
  return change;
}

/** Nobody can look yet, nor write: whatever is wanted waits, and nothing can be said of what is there. */
export function untilThereAreCredentials(
  context: DiffContext,
  input: Omit<WaitingInput, 'gate'>,
): WaitingStanding | undefined {
  const { pending } = context.observation;
  return pending === undefined ? undefined : waiting(context, { ...input, gate: credentialsGate(context, pending) });
}

/** The credentials of this portal do not exist before somebody has done a step there. */
function credentialsGate(context: DiffContext, pending: string): Gate {
  const { name, contacts } = context.declared.portal;
  return {
    step: 'credentials',
    title: `get the credentials of ${name} (${pending})`,
    waitingFor: { role: 'administrator', name: contacts.owner ?? `an administrator of ${name}` },
    since: context.at,
    proof: { by: 'read' },
    proves: 'The first read with them proves that they work.',
    instructions: [
      `Do the steps of ${pending}; then name the credentials in the Portal ${name}, in place of { pending: ${pending} }.`,
    ],
  };
}

/** What a change asks of the portal, as the ledger calls it in a gate. */
function verbOf(change: Change): Verb | null {
  switch (change.verdict) {
    case 'adopt':
    case 'take-over':
      return 'update';
    case 'release':
    case 'notify':
      return null;
    case 'create':
    case 'invite':
    case 'update':
    case 'reset':
    case 'sync':
    case 'delete':
      return change.verdict;
  }
}

export interface BlockedInput {
  readonly address: Address;
  readonly identity: BlockedStanding['identity'];
  readonly desired?: DesiredResource | undefined;
  readonly by: string;
  readonly cure: string;
}

export function blocked(context: DiffContext, input: BlockedInput): BlockedStanding {
  const { address, identity, desired, by, cure } = input;
  const summary = desired === undefined ? '' : context.declared.kind.summarize(desired.attributes);
  const at = desired === undefined ? {} : { at: context.locate(desired.origin) };
  return {
    verdict: 'blocked',
    address,
    identity,
    summary,
    evidence: notObservable(context.readAt, by),
    ...at,
    by,
    cure,
  };
}

/** Blocked because the portal, or this part of it, could not be read. */
export function unreadable(context: DiffContext, input: Omit<BlockedInput, 'by' | 'cure'>): BlockedStanding {
  const { portal, kind, coverage, problem, pages } = context.observation;
  const how =
    coverage === 'partial'
      ? `was read only in part (${pages === 1 ? '1 page' : `${pages} pages`})`
      : 'could not be read';
  const by = `${kind.kind} of ${portal.name} ${how}${problem === null ? '' : `: ${problem.text}`}`;
  return blocked(context, { ...input, by, cure: problem?.cure ?? 'Plan again when the portal answers.' });
}

/** An earlier call has no known outcome yet: the portal works on it, or nobody has looked it up. */
export function undecided(
  context: DiffContext,
  input: Omit<BlockedInput, 'by' | 'cure'>,
  open: OpenIntent,
): BlockedStanding | WaitingStanding {
  if (open.ref !== null)
    return waiting(context, { ...input, gate: acceptedGate(context, open), evidence: readNow(context) });
  const by = `an earlier ${open.intent.word} of ${open.at} has no known outcome`;
  return blocked(context, { ...input, by, cure: 'Run rollcall apply: it looks the outcome up before anything else.' });
}

function acceptedGate(context: DiffContext, open: OpenIntent): Gate {
  const { portal } = context.declared;
  return {
    step: 'accepted',
    title: `go on with what was accepted: ${open.intent.word}`,
    waitingFor: { role: 'portal', name: portal.name },
    since: open.at,
    proof: { by: 'read' },
    proves: 'The portal says itself that it is done.',
    instructions: [`Nothing to type: ${portal.name} works on it, and the next apply asks again.`],
  };
}

/** For a new object that the portal may not show yet. */
export function visibilityGate(context: DiffContext, since: Instant): Gate {
  const { portal, kind } = context.declared;
  return {
    step: 'visible',
    title: `appear in ${portal.name}`,
    waitingFor: { role: 'portal', name: portal.name },
    since,
    until: visibleFrom(kind, since),
    proof: { by: 'read' },
    proves: 'A read that shows it proves that it is there.',
    instructions: [`Nothing to type: ${portal.name} may take a while to show what was just made.`],
  };
}

export function openGateOf(context: DiffContext, address: Address, step: string): OpenGate | undefined {
  return context.ledger.openGates.get(`${formatAddress(address)}#${step}`);
}
