import { formatAddress, formatIdentity } from '../model/address.ts';
import type { ManualStanding } from '../model/change.ts';
import type { OpenGate } from '../model/ledger.ts';
import { lookFor } from '../model/observation.ts';
import type { DiffContext } from './diff-context.ts';

/**
 * An apply asked for it, the answer was lost, and something of its name is there that only a person can identify. No
 * document gives it any more: still it is asked for, for what an apply may have made nobody else would ever take away.
 */
export function judgeUnanswered(context: DiffContext, open: OpenGate): ManualStanding[] {
  const { address, identity, wants, before, after, id } = open;
  const { ledger } = context;
  if (open.sent !== true || before !== null || (wants !== 'create' && wants !== 'invite')) return [];
  if (!context.removeAll && context.desiredKeys.has(address.key)) return [];
  if (ledger.bindings.has(formatIdentity(identity)) || ledger.owners.has(formatAddress(address))) return [];
  const look = lookFor(context.observation, address.key, null);
  if (look.look !== 'unknown' || look.gate === undefined) return [];
  return [
    {
      verdict: 'manual',
      address,
      identity,
      summary: context.declared.kind.summarize(after ?? {}),
      evidence: { grade: 'read', at: context.readAt, note: 'something of this name is there' },
      wants,
      word: 'identify',
      before,
      after,
      id,
      because: 'An apply asked for it and got no answer; once it is told which one it is, the next apply ends it.',
      gate: { ...look.gate, since: open.opened },
      opened: open.opened,
      harms: [],
      consequences: [],
      consent: [],
    },
  ];
}
