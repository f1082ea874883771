import { formatAddress } from '../model/address.ts';
import type { Change, Standing } from '../model/change.ts';
import type { DesiredResource, ObservedResource } from '../model/resource.ts';
import { buildChange } from './build-change.ts';
import { compareFields, frozenReason, lostByChanges, merged, picked, takeOverReason } from './compare-fields.ts';
import type { DiffContext } from './diff-context.ts';
import { otherOwner } from './ownership.ts';
import { blocked, unlessAsked } from './standings.ts';

/**
 * Declared and found, but not owned by this document. Nothing to lose there: adopt. Something that is there would end:
 * take-over, which lists it and needs a consent. Where another document owned it that is gone now, ownership moves;
 * what another document still wants is left to it.
 */
export function judgeStranger(
  context: DiffContext,
  desired: DesiredResource,
  observed: ObservedResource,
): (Change | Standing)[] {
  const { address, identity } = desired;
  const owner = otherOwner(context, desired, observed);
  if (owner !== undefined && context.desiredIdentities.has(owner)) {
    const by = `${formatAddress(observed.address)} is still managed for ${owner}`;
    const cure = 'Where that document moves away from it, apply, and plan again; else take it out of one of the two.';
    return [blocked(context, { desired, address, identity, by, cure })];
  }
  const sides = { desired: desired.attributes, observed: observed.attributes, given: null };
  const differs = compareFields(context.declared.kind, sides).length > 0;
  return [differs ? fillIn(context, desired, { observed }) : adoptAsItIs(context, desired, observed)];
}

/** The binding of a document that no longer wants this object, a renamed one say, ends here. */
function handOver(context: DiffContext, desired: DesiredResource, observed: ObservedResource): boolean {
  const owner = otherOwner(context, desired, observed);
  if (owner === undefined) return false;
  context.handedOver.add(owner);
  return true;
}

/** Only the ledger changes: what is there is what is wanted. */
export function adoptAsItIs(context: DiffContext, desired: DesiredResource, observed: ObservedResource): Change {
  const { kind } = context.declared;
  const after = desired.attributes;
  return {
    verdict: 'adopt',
    address: desired.address,
    identity: desired.identity,
    id: observed.id,
    word: handOver(context, desired, observed) ? 'hand over' : 'adopt',
    summary: kind.summarize(observed.attributes),
    harms: [],
    consequences: [],
    consent: [],
    evidence: observed.evidence,
    dependsOn: [],
    requests: 0,
    at: context.locate(desired.origin),
    ...(desired.why === undefined ? {} : { why: desired.why }),
    ...(desired.until === undefined ? {} : { until: desired.until }),
    before: picked(observed.attributes, Object.keys(after)),
    after,
    fields: [],
    presence: observed.presence,
  };
}

interface Found {
  readonly observed: ObservedResource;
  readonly formerKey?: string;
  readonly impossible?: string;
}

/** Adopts or takes over, and changes what differs. */
export function fillIn(context: DiffContext, desired: DesiredResource, found: Found): Change | Standing {
  const { observed, formerKey } = found;
  const { kind } = context.declared;
  const fields = compareFields(kind, { desired: desired.attributes, observed: observed.attributes, given: null });
  const handedOver = handOver(context, desired, observed);
  const lost = handedOver ? [] : lostByChanges(kind, fields);
  const impossible = found.impossible ?? frozenReason(kind, fields);
  const intention = {
    verb: 'update' as const,
    address: desired.address,
    identity: desired.identity,
    id: observed.id,
    before: observed.attributes,
    after: merged(observed.attributes, desired.attributes),
    presence: observed.presence,
    evidence: observed.evidence,
    desired,
    consent: lost.length === 0 ? [] : [takeOverReason(lost)],
    ...(impossible === undefined ? {} : { impossible }),
  };
  const before = picked(observed.attributes, Object.keys(desired.attributes));
  const change = buildChange(context, intention, (common) => {
    const moved = formerKey === undefined ? {} : { formerKey };
    const { presence } = observed;
    const content = { ...common, before, after: desired.attributes, fields, presence, ...moved };
    if (lost.length === 0) return { ...content, verdict: 'adopt', word: handedOver ? 'hand over' : 'adopt' };
    return { ...content, verdict: 'take-over', word: 'take over', lost, harms: [...common.harms, 'take-overs'] };
  });
  return unlessAsked(context, change, desired);
}
