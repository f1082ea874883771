import { type Address, type AddressText, formatAddress, type Identity } from '../model/address.ts';
import type { Change, Standing } from '../model/change.ts';
import type { DeclaredKind } from '../model/declared.ts';
import { addTo, day, type Instant } from '../model/instant.ts';
import type { JsonObject } from '../model/json.ts';
import { type Binding, bindingsBySite, type LedgerState } from '../model/ledger.ts';
import type { Observation } from '../model/observation.ts';
import type { ResourceKind } from '../model/provider.ts';
import type { DesiredResource } from '../model/resource.ts';

/** One resource as it would be after a plan. */
export interface PlannedResource {
  readonly address: Address;
  readonly kind: ResourceKind;
  readonly attributes: JsonObject;
  readonly invited: boolean;
  /** To be removed by hand, and still there although it is overdue. */
  readonly leaving: boolean;
  /** The document that it is for; null for what nobody declares and nobody owns. */
  readonly identity: Identity | null;
  readonly binding: Binding | undefined;
  readonly desired: DesiredResource | undefined;
  /** When it ended, of what is overdue. */
  readonly ended: Instant | undefined;
  /** Whether Rollcall owns it after the plan. */
  readonly managed: boolean;
}

export interface PlannedInput {
  readonly declared: readonly DeclaredKind[];
  readonly observations: readonly Observation[];
  readonly ledger: LedgerState;
  readonly changes: readonly Change[];
  readonly standing: readonly Standing[];
  /** The moment that is planned for. */
  readonly at: Instant;
}

/**
 * What would be so after a plan, whoever gave it: what is observed, and what is owned where nobody could look, with what
 * the plan does, and without what it removes. What nobody can use is held only where the plan gives it back, and once,
 * however many of its changes do. Steps by hand count as done, but a removal that is overdue does not, and a question
 * about an earlier call makes nothing.
 */
export function plannedState(input: PlannedInput): readonly PlannedResource[] {
  const restored = new Set(input.changes.flatMap(({ restores = [] }) => restores));
  const planned = groupBySite(input);
  const bindings = bindingsBySite(input.ledger);
  return input.declared.flatMap((declared, index) => {
    const observation = input.observations[index];
    if (observation === undefined) return [];
    const name = siteOf(declared.portal.name, declared.kind.kind);
    const [owned, does] = [bindings.get(name) ?? [], planned.get(name) ?? []];
    return plannedKind({ declared, observation, bindings: owned, planned: does, restored });
  });
}

/** What one plan does to one resource, seen from its end. */
type Planned =
  | {
      readonly does: 'set';
      readonly address: Address;
      readonly identity: Identity | null;
      readonly after: JsonObject;
      readonly formerKey?: string;
      readonly invited?: boolean;
    }
  | { readonly does: 'end'; readonly address: Address; readonly overdue: boolean; readonly ended: Instant | undefined }
  | { readonly does: 'release'; readonly address: Address };

function groupBySite({ changes, standing, at }: PlannedInput): ReadonlyMap<string, readonly Planned[]> {
  const sites = new Map<string, Planned[]>();
  for (const one of [...changes, ...standing]) {
    const planned = plannedBy(one, at);
    if (planned === undefined) continue;
    const name = siteOf(one.address.portal, one.address.kind);
    const known = sites.get(name);
    if (known === undefined) sites.set(name, [planned]);
    else known.push(planned);
  }
  return sites;
}

function plannedBy(one: Change | Standing, at: Instant): Planned | undefined {
  const { address } = one;
  switch (one.verdict) {
    case 'create':
    case 'invite':
      return { does: 'set', address, identity: one.identity, after: one.after, invited: one.verdict === 'invite' };
    case 'update':
    case 'adopt':
    case 'take-over': {
      const { identity, after, formerKey } = one;
      return { does: 'set', address, identity, after, ...(formerKey === undefined ? {} : { formerKey }) };
    }
    case 'delete':
      return { does: 'end', address, overdue: false, ended: undefined };
    case 'release':
      return one.fields.length === 0 ? { does: 'release', address } : undefined;
    case 'manual':
      return byHand(one, at);
    case 'reset':
    case 'sync':
    case 'notify':
    case 'unchanged':
    case 'waiting':
    case 'blocked':
    case 'unmanaged':
      return undefined;
  }
}

function byHand(step: Extract<Standing, { readonly verdict: 'manual' }>, at: Instant): Planned | undefined {
  const { address, identity, wants, after, gate, ends } = step;
  if (wants === 'delete') {
    const overdue = step.opened !== null && (gate.until ?? addTo(step.opened, day)) < at;
    return { does: 'end', address, overdue, ended: ends !== undefined && 'at' in ends ? ends.at : undefined };
  }
  if (wants === 'reset' || wants === 'sync' || after === null || step.question === true) return undefined;
  return { does: 'set', address, identity, after, invited: wants === 'invite' };
}

interface KindInput {
  readonly declared: DeclaredKind;
  readonly observation: Observation;
  readonly bindings: readonly Binding[];
  readonly planned: readonly Planned[];
  readonly restored: ReadonlySet<AddressText>;
}

function plannedKind({ declared, observation, bindings, planned, restored }: KindInput): readonly PlannedResource[] {
  const { kind, resources: desired } = declared;
  const wanted = new Map(desired.map((one) => [one.address.key, one]));
  const owned = new Map(bindings.map((one) => [one.address.key, one]));
  const found = new Map<string, PlannedResource>();
  const put = (key: string, parts: Pick<PlannedResource, 'address' | 'attributes' | 'invited'>): void => {
    const binding = owned.get(key);
    const want = wanted.get(key);
    const identity = binding?.identity ?? want?.identity ?? null;
    const managed = binding !== undefined;
    found.set(key, { ...parts, kind, leaving: false, identity, binding, desired: want, ended: undefined, managed });
  };
  for (const [key, { address, attributes, presence, dormant }] of observation.resources) {
    if (dormant !== undefined && !restored.has(formatAddress(address))) continue;
    if (!kind.isSpent(attributes)) put(key, { address, attributes, invited: presence === 'invited' });
  }
  // What could not be seen is not gone.
  if (observation.coverage !== 'complete') {
    for (const { address, attributes, presence } of bindings) {
      const { key } = address;
      if (!found.has(key) && !observation.resources.has(key) && !observation.absent.has(key)) {
        put(key, { address, attributes, invited: presence === 'invited' });
      }
    }
  }
  for (const one of planned) carryOut(found, one, { kind, wanted });
  return [...found.values()];
}

function carryOut(
  found: Map<string, PlannedResource>,
  planned: Planned,
  { kind, wanted }: { readonly kind: ResourceKind; readonly wanted: ReadonlyMap<string, DesiredResource> },
): void {
  const { key } = planned.address;
  const now = found.get(key);
  switch (planned.does) {
    case 'end':
      if (planned.overdue && now !== undefined) found.set(key, { ...now, leaving: true, ended: planned.ended });
      else found.delete(key);
      return;
    case 'release':
      if (now !== undefined) found.set(key, { ...now, managed: false });
      return;
    case 'set': {
      const former = planned.formerKey === undefined ? undefined : found.get(planned.formerKey);
      if (planned.formerKey !== undefined && planned.formerKey !== key) found.delete(planned.formerKey);
      const { address, identity, after, invited } = planned;
      const earlier = now ?? former;
      found.set(key, {
        address,
        kind,
        attributes: { ...earlier?.attributes, ...after },
        invited: invited ?? earlier?.invited ?? false,
        leaving: false,
        identity,
        binding: earlier?.binding,
        desired: wanted.get(key),
        ended: undefined,
        managed: true,
      });
    }
  }
}

function siteOf(portal: string, kind: string): string {
  return `${portal}/${kind}`;
}
