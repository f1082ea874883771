import { formatAddress } from '../model/address.ts';
import type { Change, Standing } from '../model/change.ts';
import type { Binding } from '../model/ledger.ts';
import type { Look } from '../model/observation.ts';
import type { DesiredResource, ObservedResource } from '../model/resource.ts';
import { buildChange } from './build-change.ts';
import { picked } from './compare-fields.ts';
import type { DiffContext } from './diff-context.ts';
import { judgeAbsent } from './judge-absent.ts';
import { judgeOwned } from './judge-owned.ts';
import { adoptAsItIs, fillIn, judgeStranger } from './judge-stranger.ts';
import { isWhole, lookIn, otherOwner } from './ownership.ts';
import { blocked, unlessAsked, unreadable } from './standings.ts';

export interface KeyChange {
  readonly desired: DesiredResource;
  readonly binding: Binding;
  /** The object that is owned, under a key that is not the declared one. */
  readonly observed: ObservedResource;
  /** What stands under the declared key. */
  readonly here: Look;
}

/** Why a kind with `keyChange: manual` needs a person. */
const noRenaming = 'The portal has no API to change its key.';

/**
 * What is owned has another key than the declared one: the manifest changed, or the portal did. `update`: the object
 * takes the declared key. `replace`: the new one comes first, and the old one is removed by a later plan, when the new
 * one is in use. `manual`: a person renames it.
 */
export function judgeKeyChange(context: DiffContext, change: KeyChange): (Change | Standing)[] {
  const { desired, binding, observed, here } = change;
  const { kind } = context.declared;
  const { address, identity } = desired;
  if (here.look === 'unknown' || !isWhole(context.observation.coverage))
    return [unreadable(context, { desired, address, identity })];
  if (kind.keyChange === 'replace') return judgeReplacement(context, change);
  if (here.look === 'present') {
    const by = `${observed.address.key} is to become ${address.key}, and another object has that key`;
    const cure =
      'Where that one is to move away or to go, apply, and plan again; else remove one of the two at the portal.';
    return [blocked(context, { desired, address, identity, by, cure })];
  }
  const impossible = kind.keyChange === 'manual' ? { impossible: noRenaming } : {};
  return judgeOwned(context, { desired, binding, observed, formerKey: observed.address.key, ...impossible });
}

/** A pending invitation is withdrawn at once, and only then is the new one sent: nobody has two at a time. */
function judgeReplacement(context: DiffContext, change: KeyChange): (Change | Standing)[] {
  const { desired, observed, here } = change;
  const arrival =
    here.look === 'present' ? judgeStranger(context, desired, here.observed) : judgeAbsent(context, desired, undefined);
  if (observed.presence === 'active') return arrival;
  const before = formatAddress(observed.address);
  const after = arrival.map((item) =>
    'dependsOn' in item ? { ...item, dependsOn: [...item.dependsOn, before] } : item,
  );
  return [withdrawal(context, change), ...after];
}

/** Nobody has accepted yet, so nothing is lost by withdrawing at once. */
function withdrawal(context: DiffContext, change: KeyChange): Change | Standing {
  const { binding, desired, observed } = change;
  const intention = {
    verb: 'delete' as const,
    address: observed.address,
    identity: binding.identity,
    id: observed.id,
    before: observed.attributes,
    after: null,
    presence: observed.presence,
    evidence: observed.evidence,
    origin: desired.origin,
    ends: { because: 'replaced' as const, was: `${binding.identity.document}/${binding.identity.name}` },
    ...(desired.why === undefined ? {} : { why: desired.why }),
  };
  const built = buildChange(context, intention, (common) => {
    return { ...common, verdict: 'delete', before: observed.attributes, after: null, presence: observed.presence };
  });
  return unlessAsked(context, built, undefined);
}

/** An object under a key that this document says it had before, and that no other document has a claim to. */
export function formerObject(context: DiffContext, desired: DesiredResource): ObservedResource | undefined {
  for (const key of desired.formerKeys) {
    if (context.desiredKeys.has(key)) continue;
    const look = lookIn(context.observation, key);
    if (look.look !== 'present' || context.claimed.has(look.observed)) continue;
    const owner = otherOwner(context, desired, look.observed);
    if (owner === undefined || !context.desiredIdentities.has(owner)) return look.observed;
  }
  return undefined;
}

/**
 * The same person under an earlier key, found before anything was owned: adopted, and given the declared key. Where a
 * change of key means a replacement, it is first adopted as it is, so that the next plan may replace it.
 */
export function judgeFormer(
  context: DiffContext,
  desired: DesiredResource,
  observed: ObservedResource,
): (Change | Standing)[] {
  const { kind } = context.declared;
  context.claimed.add(observed);
  if (kind.keyChange !== 'replace') {
    const impossible = kind.keyChange === 'manual' ? { impossible: noRenaming } : {};
    return [fillIn(context, desired, { observed, formerKey: observed.address.key, ...impossible })];
  }
  const attributes = picked(observed.attributes, Object.keys(desired.attributes));
  return [adoptAsItIs(context, { ...desired, address: observed.address, attributes }, observed)];
}
