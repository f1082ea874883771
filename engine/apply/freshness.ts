import { picked } from '../diff/compare-fields.ts';
import { sameJson } from '../model/canonical-json.ts';
import type { Change } from '../model/change.ts';
import type { JsonObject } from '../model/json.ts';
import { type Look, lookFor, type Observation } from '../model/observation.ts';
import type { ObservedResource } from '../model/resource.ts';
import { observeKind } from '../observe/observe-kind.ts';
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
    case 'delete':
      return stillThere(change, await lookAgain(context, site, change));
    case 'release':
    case 'notify':
      return { state: 'fresh', observed: null };
  }
}

function stillAbsent(context: ApplyContext, change: Change): Freshness {
  const observation = context.observations.get(siteName(change.address));
  const look = observation === undefined ? undefined : lookFor(observation, change.address.key);
  if (look?.look !== 'present') return { state: 'fresh', observed: null };
  return { state: 'stale', text: 'it is there by now; plan again to adopt it' };
}

export async function lookAgain(
  context: Pick<ApplyContext, 'ledger' | 'deps'>,
  site: Site,
  wanted: { readonly address: Change['address']; readonly id: string | null; readonly formerKey?: string },
): Promise<Look> {
  const observation = await lookOnce(context, site, wanted);
  return lookFor(observation, wanted.formerKey ?? wanted.address.key, wanted.id);
}

async function lookOnce(
  context: Pick<ApplyContext, 'ledger' | 'deps'>,
  site: Site,
  wanted: { readonly address: Change['address']; readonly id: string | null; readonly formerKey?: string },
): Promise<Observation> {
  const address = wanted.formerKey === undefined ? wanted.address : { ...wanted.address, key: wanted.formerKey };
  return observeKind({
    declared: site.declared,
    reader: site.connection?.reader ?? null,
    ledger: context.ledger.state(),
    at: now(context),
    only: [{ address, id: wanted.id }],
  });
}

function stillThere(change: Change, look: Look): Freshness {
  if (look.look === 'unknown') return { state: 'stale', text: 'it could not be read again' };
  if (look.look === 'absent') {
    return change.verdict === 'delete' ? { state: 'gone' } : { state: 'stale', text: 'it is no longer there' };
  }
  const { observed } = look;
  const difference = change.before === null ? undefined : differenceFrom(change.before, observed);
  if (difference !== undefined) return { state: 'stale', text: difference };
  if ('presence' in change && change.presence === 'active' && observed.presence === 'invited') {
    return { state: 'stale', text: 'it is only invited now' };
  }
  return { state: 'fresh', observed };
}

function differenceFrom(before: JsonObject, observed: ObservedResource): string | undefined {
  const now = picked(observed.attributes, Object.keys(before));
  for (const [field, value] of Object.entries(before)) {
    const current = now[field] ?? null;
    if (!sameJson(value, current)) {
      return `${field} is ${JSON.stringify(current)} by now, the plan saw ${JSON.stringify(value)}`;
    }
  }
  return undefined;
}
