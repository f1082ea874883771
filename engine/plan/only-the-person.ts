import { type AddressText, formatAddress, parseAddress } from '../model/address.ts';
import type { Change, Standing } from '../model/change.ts';
import type { DeclaredKind } from '../model/declared.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { LedgerState } from '../model/ledger.ts';
import type { Observation } from '../model/observation.ts';
import type { PlanScope } from '../model/plan.ts';
import { isInScope } from '../model/plan-scope.ts';
import type { ResourceKind } from '../model/provider.ts';
import type { DesiredResource, ObservedResource } from '../model/resource.ts';
import { gives } from '../model/gives.ts';

export interface OnlyInput {
  readonly scope: PlanScope;
  readonly ledger: Pick<LedgerState, 'bindings'>;
  /** Every address of the person, in lower case. */
  readonly emails?: ReadonlySet<string>;
}

/**
 * What is declared, as an offboarding looks at it: what others share with the person, a group say, is to be as it stands
 * at the portal, but for them. Whatever else the manifests say of it by now is left to a plan that somebody looks at for
 * that. Any other plan is left as it is.
 */
export function sharedWithout(
  declared: readonly DeclaredKind[],
  observations: readonly Observation[],
  input: OnlyInput,
): readonly DeclaredKind[] {
  if (input.scope.mode !== 'offboard') return declared;
  const isTheirs = theirs(input);
  return declared.map((one, index) => {
    const observation = observations[index];
    const { kind } = one;
    if (kind.names === undefined || observation === undefined) return one;
    const resources = one.resources.map((resource) => {
      const observed = observation.resources.get(resource.address.key);
      if (observed === undefined || !isInScope(input.scope, resource.address)) return resource;
      return { ...resource, attributes: asItStands(resource, { kind, observed, isTheirs }) };
    });
    return { ...one, resources };
  });
}

/** Of what an offboarding would do, what is about the person: nothing is made for others, given to them or adopted. */
export function onlyAbout<Item extends Change | Standing>(items: readonly Item[], { scope }: OnlyInput): Item[] {
  if (scope.mode !== 'offboard') return [...items];
  return items.filter((item) => {
    if (item.identity?.document === 'User' && item.identity.name === scope.person) return true;
    if (item.verdict === 'manual') return !gives(item.wants) || item.wants === 'update';
    return !isForOthers(item.verdict);
  });
}

function isForOthers(verdict: Change['verdict'] | Standing['verdict']): boolean {
  return verdict === 'create' || verdict === 'invite' || verdict === 'adopt' || verdict === 'take-over';
}

type IsTheirs = (address: AddressText) => boolean;

function theirs({ scope, ledger, emails = new Set() }: OnlyInput): IsTheirs {
  const owned = new Set<AddressText>();
  for (const { identity, address } of ledger.bindings.values()) {
    if (identity.document === 'User' && identity.name === scope.person) owned.add(formatAddress(address));
  }
  return (address) => owned.has(address) || emails.has(parseAddress(address)?.key.toLowerCase() ?? '');
}

interface Shared {
  readonly kind: ResourceKind;
  readonly observed: ObservedResource;
  readonly isTheirs: IsTheirs;
}

/** Only what the manifests manage; of lists, without the elements that name the person. */
function asItStands({ attributes }: DesiredResource, { kind, observed, isTheirs }: Shared): JsonObject {
  const stands: Record<string, Json> = {};
  for (const [field, wanted] of Object.entries(attributes)) {
    const found = observed.attributes[field];
    if (found === undefined) stands[field] = wanted;
    else if (!Array.isArray(found)) stands[field] = found;
    else stands[field] = (found as readonly Json[]).filter((one) => !namesThem({ [field]: [one] }));
  }
  return stands;

  // Each element alone: what another list of the same group names is no reason to take this one out.
  function namesThem(alone: JsonObject): boolean {
    return kind.names?.(alone).some(isTheirs) === true;
  }
}
