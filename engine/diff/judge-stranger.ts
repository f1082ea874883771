import { formatAddress, formatIdentity } from '../model/address.ts';
import type { Change, FieldChange, Standing } from '../model/change.ts';
import type { DesiredResource, ObservedResource } from '../model/resource.ts';
import { buildChange } from './build-change.ts';
import { compareFields, lostByChanges, merged, picked } from './compare-fields.ts';
import type { DiffContext } from './diff-kind.ts';
import { takeOverReason } from './judge-desired.ts';

/**
 * Declared and found, but not owned by this document. Nothing to lose there: adopt. Something that is there would end:
 * take-over, which lists it and needs a consent. Where another document owned it that is gone now, ownership moves.
 */
export function judgeStranger(
  context: DiffContext,
  desired: DesiredResource,
  observed: ObservedResource,
): (Change | Standing)[] {
  const { kind } = context.declared;
  const handedOver = handOver(context, desired);
  const fields = compareFields(kind, { desired: desired.attributes, observed: observed.attributes, given: null });
  const lost = handedOver ? [] : lostByChanges(kind, fields);
  if (fields.length === 0) return [bound(context, { desired, observed, handedOver })];
  return [changed(context, { desired, observed, handedOver, fields, lost })];
}

/** The binding of a document that no longer wants this address: a renamed document, say. */
function handOver(context: DiffContext, desired: DesiredResource): boolean {
  const owner = context.ledger.owners.get(formatAddress(desired.address));
  if (owner === undefined || owner === formatIdentity(desired.identity) || context.desiredIdentities.has(owner)) return false;
  context.handedOver.add(owner);
  return true;
}

interface Found {
  readonly desired: DesiredResource;
  readonly observed: ObservedResource;
  readonly handedOver: boolean;
}

/** Only the ledger changes: what is there is what is wanted. */
function bound(context: DiffContext, found: Found): Change {
  const { desired, observed, handedOver } = found;
  const { kind } = context.declared;
  const after = desired.attributes;
  return {
    verdict: 'adopt',
    address: desired.address,
    identity: desired.identity,
    id: observed.id,
    word: handedOver ? 'hand over' : 'adopt',
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

interface Differing extends Found {
  readonly fields: readonly FieldChange[];
  readonly lost: readonly FieldChange[];
}

function changed(context: DiffContext, differing: Differing): Change | Standing {
  const { desired, observed, fields, lost, handedOver } = differing;
  const { kind } = context.declared;
  const frozen = fields.filter((change) => kind.immutableFields.includes(change.field)).map((change) => change.field);
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
    ...(frozen.length === 0 ? {} : { impossible: `${frozen.join(', ')} cannot be changed.` }),
  };
  const names = fields.map((change) => change.field);
  const before = picked(observed.attributes, [...Object.keys(desired.attributes), ...names]);
  return buildChange(context, intention, (common) => {
    const content = { ...common, before, after: desired.attributes, fields, presence: observed.presence };
    if (lost.length === 0) return { ...content, verdict: 'adopt', word: handedOver ? 'hand over' : 'adopt' };
    return { ...content, verdict: 'take-over', word: 'take over', lost, harms: [...common.harms, 'take-overs'] };
  });
}
