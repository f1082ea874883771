import { formatAddress, formatIdentity } from '../model/address.ts';
import type { Change, Standing } from '../model/change.ts';
import type { Binding, OpenIntent } from '../model/ledger.ts';
import type { Look } from '../model/observation.ts';
import type { DesiredResource, ObservedResource } from '../model/resource.ts';
import type { DiffContext } from './diff-context.ts';
import { judgeAbsent } from './judge-absent.ts';
import { formerObject, judgeFormer, judgeKeyChange } from './judge-key-change.ts';
import { judgeOwned } from './judge-owned.ts';
import { judgeStranger } from './judge-stranger.ts';
import { judgeUnidentified } from './judge-unidentified.ts';
import { lookIn, ownLook } from './ownership.ts';
import { undecided, unreadable } from './standings.ts';

/** What one declared resource needs. */
export function judgeDesired(context: DiffContext, desired: DesiredResource): (Change | Standing)[] {
  const { address, identity } = desired;
  const { observation } = context;
  const binding = context.ledger.bindings.get(formatIdentity(identity));
  const here = claim(context, lookIn(observation, address.key));
  const open = openIntentOf(context, desired, binding);
  if (binding === undefined) {
    return open === undefined
      ? judgeUnbound(context, desired, here)
      : [undecided(context, { desired, address, identity }, open)];
  }
  const own = claim(context, ownLook(observation, binding));
  if (open !== undefined) return [undecided(context, { desired, address, identity }, open)];
  switch (own.look) {
    case 'unknown':
      return [unreadable(context, { desired, address, identity })];
    case 'present':
      if (own.observed.address.key === address.key)
        return judgeOwned(context, { desired, binding, observed: own.observed });
      return judgeKeyChange(context, { desired, binding, observed: own.observed, here });
    case 'absent':
      return binding.address.key === address.key
        ? judgeGone(context, { desired, binding, here })
        : judgeUnbound(context, desired, here);
  }
}

function claim(context: DiffContext, look: Look): Look {
  if (look.look === 'present') context.claimed.add(look.observed);
  return look;
}

function openIntentOf(
  context: DiffContext,
  desired: DesiredResource,
  binding: Binding | undefined,
): OpenIntent | undefined {
  const here = context.openIntents.get(formatAddress(desired.address));
  return here ?? (binding === undefined ? undefined : context.openIntents.get(formatAddress(binding.address)));
}

/** This document owns nothing here that is still there. */
function judgeUnbound(context: DiffContext, desired: DesiredResource, here: Look): (Change | Standing)[] {
  const { address, identity } = desired;
  switch (here.look) {
    case 'unknown':
      if (here.gate !== undefined) return [judgeUnidentified(context, desired, here.gate)];
      return [unreadable(context, { desired, address, identity })];
    case 'present':
      return judgeStranger(context, desired, here.observed);
    case 'absent': {
      const former = formerObject(context, desired);
      return former === undefined ? judgeAbsent(context, desired, undefined) : judgeFormer(context, desired, former);
    }
  }
}

interface Gone {
  readonly desired: DesiredResource;
  readonly binding: Binding;
  /** What uses the key instead, where something does. */
  readonly here: Look;
}

function judgeGone(context: DiffContext, gone: Gone): (Change | Standing)[] {
  const { desired, binding, here } = gone;
  const other: ObservedResource | undefined = here.look === 'present' ? here.observed : undefined;
  return other === undefined ? judgeAbsent(context, desired, binding) : judgeStranger(context, desired, other);
}
