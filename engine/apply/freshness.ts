import { compareFields } from '../diff/compare-fields.ts';
import { lookIn } from '../diff/ownership.ts';
import { formatAddress, formatIdentity } from '../model/address.ts';
import { sameJson } from '../model/canonical-json.ts';
import type { Change } from '../model/change.ts';
import { visibleFrom } from '../model/visibility.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { type Look, lookFor, type Observation } from '../model/observation.ts';
import type { ResourceKind } from '../model/provider.ts';
import type { ObservedResource } from '../model/resource.ts';
import { knownBinding, observeKind } from '../observe/observe-kind.ts';
import { type ApplyContext, now, type Site, siteName } from './apply-context.ts';

/**
 * Whether what a change is about is still as the plan saw it.
 * `gone`: a removal has nothing left to remove. `stale`: it is not done; `text` says what is different.
 */
export type Freshness =
  | { readonly state: 'fresh'; readonly observed: ObservedResource | null }
  | { readonly state: 'gone' }
  | { readonly state: 'stale'; readonly text: string };

/** Looks again at the one object just before it is touched. A new one is looked for in the reads of this run's start:
 * should it come up in between, the portal itself refuses the double. */
export async function freshness(context: ApplyContext, site: Site, change: Change): Promise<Freshness> {
  switch (change.verdict) {
    case 'create':
    case 'invite':
      return stillAbsent(context, change);
    case 'update':
    case 'adopt':
    case 'take-over':
    case 'reset':
    case 'sync':
    case 'delete': {
      const look = await lookAgain(context, site, change);
      return mayYetAppear(context, site, { change, look }) ?? stillThere(site.declared.kind, change, look);
    }
    case 'release':
    case 'notify':
      return { state: 'fresh', observed: null };
  }
}

function stillAbsent(context: ApplyContext, change: Change): Freshness {
  const observation = context.observations.get(siteName(change.address));
  const look = observation === undefined ? undefined : lookIn(observation, change.address.key);
  if (look?.look === 'absent') return { state: 'fresh', observed: null };
  if (look?.look === 'present') return { state: 'stale', text: 'it is there by now; plan again to adopt it' };
  return { state: 'stale', text: 'whether it is there could not be read' };
}

type Wanted = Pick<Change, 'address' | 'id'> & { readonly formerKey?: string };

export async function lookAgain(
  context: Pick<ApplyContext, 'ledger' | 'deps'>,
  site: Site,
  wanted: Wanted,
): Promise<Look> {
  const observation = await lookOnce(context, site, wanted);
  return lookFor(observation, wanted.formerKey ?? wanted.address.key, wanted.id);
}

async function lookOnce(
  context: Pick<ApplyContext, 'ledger' | 'deps'>,
  site: Site,
  wanted: Wanted,
): Promise<Observation> {
  const address = wanted.formerKey === undefined ? wanted.address : { ...wanted.address, key: wanted.formerKey };
  const { owners, bindings } = context.ledger.state();
  const owner = owners.get(formatAddress(address));
  const binding = owner === undefined ? undefined : bindings.get(owner);
  return observeKind({
    declared: site.declared,
    reader: site.connection?.reader ?? null,
    bindings: binding === undefined ? [] : [binding],
    at: now(context),
    only: [binding === undefined ? { address, id: wanted.id } : { ...knownBinding(binding), address, id: wanted.id }],
  });
}

/** One way of asking may show what is new, and another not yet: then its being absent says nothing. */
function mayYetAppear(
  context: ApplyContext,
  site: Site,
  { change, look }: { readonly change: Change; readonly look: Look },
): Freshness | undefined {
  const binding =
    change.identity === null ? undefined : context.ledger.state().bindings.get(formatIdentity(change.identity));
  if (look.look !== 'absent' || binding === undefined) return undefined;
  if (visibleFrom(site.declared.kind, binding.since) <= now(context)) return undefined;
  return {
    state: 'stale',
    text: 'it is new, and not every list of the portal shows it yet; plan again in some minutes',
  };
}

function stillThere(kind: ResourceKind, change: Change, look: Look): Freshness {
  if (look.look === 'unknown') return { state: 'stale', text: 'it could not be read again' };
  if (look.look === 'absent') {
    return change.verdict === 'delete' ? { state: 'gone' } : { state: 'stale', text: 'it is no longer there' };
  }
  const { observed } = look;
  if (change.verdict === 'delete' && kind.isSpent(observed.attributes)) return { state: 'gone' };
  if (cameAbout(kind, change, observed)) return { state: 'fresh', observed };
  const text = objectDifference(change, observed) ?? presenceDifference(kind, change, observed);
  const difference = text ?? attributeDifference(kind, change, observed);
  return difference === undefined ? { state: 'fresh', observed } : { state: 'stale', text: difference };
}

/** Already as it was approved: what it stands on, done just before it, may have brought it about. */
function cameAbout(kind: ResourceKind, change: Change, observed: ObservedResource): boolean {
  if (change.verdict !== 'update' || change.dependsOn.length === 0) return false;
  const isTheSame = change.id === null || observed.id === null || change.id === observed.id;
  return isTheSame && change.presence === observed.presence && contains(kind, observed, change.after);
}

/** The same key may belong to another object by now: that one was never looked at by anybody who approved. */
function objectDifference(change: Change, observed: ObservedResource): string | undefined {
  if (change.id === null || observed.id === null || change.id === observed.id) return undefined;
  return `another object has the key ${observed.address.key} by now`;
}

function presenceDifference(kind: ResourceKind, change: Change, observed: ObservedResource): string | undefined {
  const unsaid = change.verdict === 'reset' && kind.resetsInvited === true ? 'invited' : 'active';
  const planned = 'presence' in change ? change.presence : unsaid;
  if (planned === observed.presence) return undefined;
  return planned === 'active' ? 'it is only invited now' : 'the invitation was accepted since the plan';
}

/** A reset or a sync is about the account, not about its attributes: an update of the same plan may come before it. */
function attributeDifference(kind: ResourceKind, change: Change, observed: ObservedResource): string | undefined {
  if (change.verdict === 'reset' || change.verdict === 'sync') return undefined;
  for (const [field, planned] of expected(kind, change)) {
    const current = valueOf(observed.attributes, field);
    if (!sameJson(planned, current)) {
      return `${field} is ${JSON.stringify(current)} by now, the plan saw ${JSON.stringify(planned)}`;
    }
  }
  return undefined;
}

/** What the plan saw: each attribute of `before`, and the absence of those that it gives anew. */
function expected(kind: ResourceKind, change: Change): Map<string, Json> {
  const before = change.before ?? {};
  const fields = new Map<string, Json>();
  const given = 'fields' in change && change.verdict !== 'release' ? change.fields.map(({ field }) => field) : [];
  for (const field of [...Object.keys(before), ...given]) {
    if (!kind.writeOnlyFields.includes(field)) fields.set(field, valueOf(before, field));
  }
  return fields;
}

function valueOf(attributes: JsonObject, field: string): Json {
  return Object.hasOwn(attributes, field) ? (attributes[field] ?? null) : null;
}

/** Whether what is there has everything that was wanted. */
export function contains(kind: ResourceKind, observed: ObservedResource, wanted: JsonObject): boolean {
  return compareFields(kind, { desired: wanted, observed: observed.attributes, given: wanted }).length === 0;
}
