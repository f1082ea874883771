import type { Address, Identity } from '../model/address.ts';
import type { Change, ChangeCommon, EndReason, ManualStanding, Verb } from '../model/change.ts';
import type { Origin } from '../model/diagnostic.ts';
import type { Evidence } from '../model/gate.ts';
import type { JsonObject } from '../model/json.ts';
import type { ChangeDescription } from '../model/provider.ts';
import type { DesiredResource, Why } from '../model/resource.ts';
import type { DiffContext } from './diff-context.ts';
import { openGateOf } from './standings.ts';

/** What a judge knows when it wants a change. */
export interface Intention {
  readonly verb: Verb;
  readonly address: Address;
  readonly identity: Identity;
  readonly id: string | null;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly presence: 'active' | 'invited' | 'absent';
  readonly round?: number;
  readonly evidence: Evidence;
  readonly desired?: DesiredResource;
  readonly why?: Why;
  readonly ends?: EndReason;
  readonly origin?: Origin;
  /** Of a reset or sync. */
  readonly request?: string;
  /** Said besides what the kind says. */
  readonly consent?: readonly string[];
  /** Why an API must not do it although the verb exists: an immutable attribute, say. */
  readonly impossible?: string;
}

/**
 * Asks the kind to describe the intention, and makes the change by `finish`; where no API can do it, a manual step with
 * the same content takes its place.
 */
export function buildChange<Made extends Change>(
  context: DiffContext,
  intention: Intention,
  finish: (common: ChangeCommon) => Made,
): Made | ManualStanding {
  const { kind } = context.declared;
  const { verb, address, before, after, presence } = intention;
  const { identity } = intention;
  const draft = { verb, address, identity, before, after, presence, round: intention.round ?? 0, at: context.at };
  const description = kind.describe(draft);
  const because = reasonAgainst(context, intention, description);
  if (because !== undefined) return manual(context, intention, { description, because });
  return finish(commonOf(context, intention, description));
}

function reasonAgainst(context: DiffContext, intention: Intention, description: ChangeDescription): string | undefined {
  if (intention.impossible !== undefined) return intention.impossible;
  if (description.manual !== undefined) return description.manual.because;
  const capability = context.declared.kind.capabilities[intention.verb];
  return capability.can ? undefined : capability.why;
}

function commonOf(context: DiffContext, intention: Intention, description: ChangeDescription): ChangeCommon {
  const { desired } = intention;
  const origin = intention.origin ?? desired?.origin;
  const why = intention.why ?? desired?.why;
  return {
    address: intention.address,
    identity: intention.identity,
    id: intention.id,
    word: description.word,
    summary: context.declared.kind.summarize(intention.after ?? intention.before ?? {}),
    harms: description.harms,
    ...(description.hits === undefined ? {} : { hits: description.hits }),
    consequences: description.consequences,
    consent: [...description.consent, ...(intention.consent ?? [])],
    evidence: intention.evidence,
    dependsOn: desired?.dependsOn ?? [],
    requests: description.requests,
    ...(origin === undefined ? {} : { at: context.locate(origin) }),
    ...(why === undefined ? {} : { why }),
    ...(desired?.until === undefined ? {} : { until: desired.until }),
    ...(intention.ends === undefined ? {} : { ends: intention.ends }),
  };
}

function manual(
  context: DiffContext,
  intention: Intention,
  said: { readonly description: ChangeDescription; readonly because: string },
): ManualStanding {
  const { description, because } = said;
  const common = commonOf(context, intention, description);
  const gate = description.manual?.gate ?? unspecifiedGate(context, intention, because);
  const opened = openGateOf(context, intention.address, gate.step);
  const { address, identity, summary, evidence, harms, consequences, consent, word } = common;
  return {
    verdict: 'manual',
    address,
    identity,
    summary,
    evidence,
    ...(common.at === undefined ? {} : { at: common.at }),
    ...(common.why === undefined ? {} : { why: common.why }),
    ...(common.until === undefined ? {} : { until: common.until }),
    ...(common.ends === undefined ? {} : { ends: common.ends }),
    ...(intention.request === undefined ? {} : { request: intention.request }),
    ...(common.dependsOn.length === 0 ? {} : { dependsOn: common.dependsOn }),
    wants: intention.verb,
    word,
    before: intention.before,
    after: intention.after,
    id: intention.id,
    because,
    gate: opened === undefined ? gate : { ...gate, since: opened.opened },
    opened: opened?.opened ?? null,
    harms,
    ...(common.hits === undefined ? {} : { hits: common.hits }),
    consequences,
    consent,
  };
}

function unspecifiedGate(context: DiffContext, intention: Intention, because: string): ManualStanding['gate'] {
  const { portal } = context.declared;
  return {
    step: `${intention.verb}-by-hand`,
    title: `${intention.verb} ${intention.address.key} at the portal`,
    waitingFor: {
      role: 'administrator',
      name: portal.account ?? portal.contacts.owner ?? `an administrator of ${portal.name}`,
    },
    since: context.at,
    proof: isSeen(context, intention.verb) ? { by: 'read' } : { by: 'attest' },
    proves: 'Only what is read again from the portal, or vouched for, counts as done.',
    instructions: [`${because} Make this change in the portal's own pages: ${intention.address.key}.`],
  };
}

/** No read shows that somebody pressed a button. */
function isSeen(context: DiffContext, verb: Verb): boolean {
  return context.declared.kind.reads !== 'none' && verb !== 'reset' && verb !== 'sync';
}
