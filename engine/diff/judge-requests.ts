import { formatAddress } from '../model/address.ts';
import type { Change, Standing } from '../model/change.ts';
import type { Binding } from '../model/ledger.ts';
import type { DesiredRequest } from '../model/provider.ts';
import type { ObservedResource } from '../model/resource.ts';
import { buildChange } from './build-change.ts';
import type { DiffContext } from './diff-context.ts';
import { ownLook } from './ownership.ts';
import { blocked, undecided, unlessAsked, unreadable } from './standings.ts';

/** A reset or sync that a manifest asks for: once per occasion, never after its date, only on what is ours and in use. */
export function judgeRequests(context: DiffContext, request: DesiredRequest): (Change | Standing)[] {
  const { address, verb, occasion, id, notAfter } = request;
  const spent = context.ledger.spent.get(occasion);
  if (spent === 'done') return [];
  const binding = bindingAt(context, request);
  const identity = binding?.identity ?? null;
  if (spent === 'unknown') {
    const by = `the ${verb} "${id}" got no answer, and whether it was done cannot be looked up`;
    const cure = 'Ask the person. To do it again, add a request with another id.';
    return [blocked(context, { address, identity, by, cure })];
  }
  const open = context.openIntents.get(formatAddress(address));
  if (open !== undefined) return [undecided(context, { address, identity }, open)];
  if (notAfter !== undefined && notAfter < context.at) return [];
  const look = binding === undefined ? { look: 'absent' as const } : ownLook(context.observation, binding);
  if (look.look === 'unknown') return [unreadable(context, { address, identity })];
  const isHere = binding !== undefined && look.look === 'present';
  const forArriving = verb === 'reset' && context.observation.kind.resetsInvited === true;
  // Who has come in needs no invitation any more.
  if (isHere && forArriving && look.observed.presence === 'active') return [];
  if (!isHere || (!forArriving && look.observed.presence === 'invited')) {
    const by = `the ${verb} "${id}" needs an account that is in use and managed`;
    return [blocked(context, { address, identity, by, cure: 'It follows when the person has joined.' })];
  }
  return [asked(context, request, { binding, observed: look.observed })];
}

function bindingAt(context: DiffContext, request: DesiredRequest): Binding | undefined {
  const owner = context.ledger.owners.get(formatAddress(request.address));
  return owner === undefined ? undefined : context.ledger.bindings.get(owner);
}

interface InUse {
  readonly binding: Binding;
  readonly observed: ObservedResource;
}

/** It waits for an update of the same object, so that the two never meet. */
function asked(context: DiffContext, request: DesiredRequest, inUse: InUse): Change | Standing {
  const { verb, address, occasion, notAfter } = request;
  const { binding, observed } = inUse;
  const { attributes } = observed;
  const intention = {
    verb,
    address,
    identity: binding.identity,
    id: observed.id,
    before: attributes,
    after: attributes,
    presence: observed.presence,
    evidence: observed.evidence,
    origin: request.origin,
    request: occasion,
    ...(request.why === undefined ? {} : { why: request.why }),
  };
  const change = buildChange(context, intention, (common) => {
    const until = notAfter === undefined ? {} : { until: notAfter };
    const dependsOn = [formatAddress(address)];
    return { ...common, ...until, dependsOn, verdict: verb, before: attributes, after: attributes, request: occasion };
  });
  return unlessAsked(context, change, undefined);
}
