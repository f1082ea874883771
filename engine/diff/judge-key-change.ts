import type { Change, Standing } from '../model/change.ts';
import type { Binding } from '../model/ledger.ts';
import { type Look, lookFor } from '../model/observation.ts';
import type { DesiredResource, ObservedResource } from '../model/resource.ts';
import { buildChange } from './build-change.ts';
import { compareFields, merged, picked } from './compare-fields.ts';
import type { DiffContext } from './diff-kind.ts';
import { judgeAbsent } from './judge-absent.ts';
import { judgeStranger } from './judge-stranger.ts';
import { unreadable } from './standings.ts';

export interface KeyChange {
  readonly desired: DesiredResource;
  /** Bound under the key it had before. */
  readonly binding: Binding;
  /** What stands under the new key. */
  readonly look: Look;
}

/**
 * A document whose natural key changed. `update`: the object takes the new key. `replace`: the new one comes first, and
 * the old one is removed by a later plan, when the new one is in use. `manual`: a person renames it.
 */
export function judgeKeyChange(context: DiffContext, change: KeyChange): (Change | Standing)[] {
  const { desired, binding, look } = change;
  const { kind } = context.declared;
  const { address, identity } = desired;
  const old = lookFor(context.observation, binding.address.key, binding.id);
  if (look.look === 'unknown' || (old.look === 'unknown' && kind.reads !== 'none')) {
    return [unreadable(context, { address, identity, desired })];
  }
  if (old.look === 'present' && kind.keyChange !== 'replace') {
    context.claimed.add(old.observed);
    return [renamed(context, change, old.observed)];
  }
  const replaced = old.look === 'present' ? claim(context, old.observed) : undefined;
  if (replaced?.presence === 'invited') return [withdrawal(context, change, replaced), ...arrival(context, change)];
  return arrival(context, change);
}

function claim(context: DiffContext, observed: ObservedResource): ObservedResource {
  context.claimed.add(observed);
  return observed;
}

function arrival(context: DiffContext, change: KeyChange): (Change | Standing)[] {
  const { desired, look } = change;
  if (look.look === 'present') return judgeStranger(context, desired, look.observed);
  return judgeAbsent(context, desired, undefined);
}

/** Nobody has accepted yet, so nothing is lost by withdrawing at once. */
function withdrawal(context: DiffContext, change: KeyChange, observed: ObservedResource): Change | Standing {
  const { binding, desired } = change;
  const intention = {
    verb: 'delete' as const,
    address: binding.address,
    identity: { ...binding.identity, part: `replaced:${binding.address.key}` },
    id: observed.id,
    before: observed.attributes,
    after: null,
    presence: observed.presence,
    evidence: observed.evidence,
    origin: desired.origin,
    ...(desired.why === undefined ? {} : { why: desired.why }),
  };
  return buildChange(context, intention, (common) => {
    return { ...common, verdict: 'delete', before: observed.attributes, after: null, presence: observed.presence };
  });
}

function renamed(context: DiffContext, change: KeyChange, observed: ObservedResource): Change | Standing {
  const { desired, binding } = change;
  const { kind } = context.declared;
  const fields = compareFields(kind, {
    desired: desired.attributes,
    observed: observed.attributes,
    given: binding.attributes,
  });
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
    ...(kind.keyChange === 'manual' ? { impossible: 'The portal has no API to change its key.' } : {}),
  };
  const before = picked(observed.attributes, Object.keys(desired.attributes));
  return buildChange(context, intention, (common) => {
    const content = { ...common, before, after: desired.attributes, fields, presence: observed.presence };
    return { ...content, verdict: 'update', formerKey: binding.address.key };
  });
}
