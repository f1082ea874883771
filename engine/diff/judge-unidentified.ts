import { formatAddress, formatIdentity } from '../model/address.ts';
import type { ManualStanding, WaitingStanding } from '../model/change.ts';
import type { Gate } from '../model/gate.ts';
import type { OpenGate } from '../model/ledger.ts';
import { lookFor } from '../model/observation.ts';
import type { DesiredResource } from '../model/resource.ts';
import { visibleFrom } from '../model/visibility.ts';
import type { DiffContext } from './diff-context.ts';
import { openGateOf, readNow, waiting } from './standings.ts';

/**
 * Declared and surely there, but the portal does not say which of its objects it is: nothing is made a second time, and
 * somebody is asked. Their answer binds it, so that the next plan reads it like any other.
 */
export function judgeUnidentified(context: DiffContext, desired: DesiredResource, gate: Gate): ManualStanding {
  const { address, identity, attributes, origin, why, until } = desired;
  const lost = lostCallOf(context.openGates.get(formatAddress(address)) ?? []);
  return {
    ...whichOne(context, { address, identity, after: attributes, gate, lost }),
    at: context.locate(origin),
    ...(why === undefined ? {} : { why }),
    ...(until === undefined ? {} : { until }),
    because: `${address.portal} shows that it is there, but not which one it is.`,
  };
}

/**
 * An apply asked for it, the answer was lost, and something of its name is there that only a person can identify. No
 * document gives it any more: still it is asked for, for what an apply may have made nobody else would ever take away.
 *
 * @param open All steps that are open at one address: it is asked for once.
 */
export function judgeUnanswered(context: DiffContext, open: readonly OpenGate[]): (ManualStanding | WaitingStanding)[] {
  const { ledger } = context;
  const lost = lostCallOf(open);
  if (lost === undefined) return [];
  const { address, identity, after } = lost;
  if (!context.removeAll && context.desiredKeys.has(address.key)) return [];
  if (ledger.bindings.has(formatIdentity(identity)) || ledger.owners.has(formatAddress(address))) return [];
  const look = lookFor(context.observation, address.key, null);
  // Seen a moment ago, and not shown now: the portal may be late.
  if (look.look === 'absent' && visibleFrom(context.declared.kind, lost.opened) > context.at)
    return [waiting(context, { address, identity, gate: lost.gate, evidence: readNow(context) })];
  if (look.look !== 'unknown' || look.gate === undefined) return [];
  return [whichOne(context, { address, identity, after, gate: look.gate, lost })];
}

/** The first step that was opened because the answer to a call was lost that may have made something. */
function lostCallOf(open: readonly OpenGate[]): OpenGate | undefined {
  return open.find(({ sent, before, wants }) => {
    return sent === true && before === null && (wants === 'create' || wants === 'invite');
  });
}

interface WhichOne extends Pick<ManualStanding, 'after' | 'gate'>, Pick<DesiredResource, 'address' | 'identity'> {
  readonly lost: OpenGate | undefined;
}

/** Somebody is asked which of the portal's objects it is. */
function whichOne(context: DiffContext, { address, identity, after, gate, lost }: WhichOne): ManualStanding {
  const opened = openGateOf(context, address, gate.step)?.opened ?? null;
  return {
    verdict: 'manual',
    address,
    identity,
    summary: context.declared.kind.summarize(after ?? {}),
    evidence: { grade: 'read', at: context.readAt, note: 'something of its name is there; which one is not said' },
    wants: lost?.wants ?? 'create',
    word: 'identify',
    before: null,
    after,
    id: lost?.id ?? null,
    because: 'An apply asked for it and got no answer; once it is told which one it is, the next apply ends it.',
    gate: opened === null ? gate : { ...gate, since: opened },
    opened,
    ...(lost === undefined ? {} : { question: true }),
    harms: [],
    consequences: [],
    consent: [],
  };
}
