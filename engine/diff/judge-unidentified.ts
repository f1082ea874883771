import type { ManualStanding } from '../model/change.ts';
import type { Gate } from '../model/gate.ts';
import type { DesiredResource } from '../model/resource.ts';
import type { DiffContext } from './diff-context.ts';
import { openGateOf } from './standings.ts';

/**
 * Declared and surely there, but the portal does not say which of its objects it is: nothing is made a second time, and
 * somebody is asked. Their answer binds it, so that the next plan reads it like any other.
 */
export function judgeUnidentified(context: DiffContext, desired: DesiredResource, gate: Gate): ManualStanding {
  const { address, identity, attributes, origin, why, until } = desired;
  const opened = openGateOf(context, address, gate.step);
  return {
    verdict: 'manual',
    address,
    identity,
    summary: context.declared.kind.summarize(attributes),
    evidence: { grade: 'read', at: context.readAt, note: 'it is there; which one it is cannot be read' },
    at: context.locate(origin),
    ...(why === undefined ? {} : { why }),
    ...(until === undefined ? {} : { until }),
    wants: 'create',
    word: 'identify',
    before: null,
    after: attributes,
    id: null,
    because: `${address.portal} shows that it is there, but not which one it is.`,
    gate: opened === undefined ? gate : { ...gate, since: opened.opened },
    opened: opened?.opened ?? null,
    harms: [],
    consequences: [],
    consent: [],
  };
}
