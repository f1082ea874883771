import { type AddressText, formatAddress } from '../model/address.ts';
import { sameJson } from '../model/canonical-json.ts';
import type { DeclaredKind } from '../model/declared.ts';
import type { LedgerState } from '../model/ledger.ts';
import type { PlanScope } from '../model/plan.ts';
import type { DesiredResource } from '../model/resource.ts';

export interface OffboardInput {
  /** `metadata.name` of the User. */
  readonly person: string;
  /** What is declared with them, and without them. */
  readonly before: readonly DeclaredKind[];
  readonly after: readonly DeclaredKind[];
  readonly ledger: Pick<LedgerState, 'bindings' | 'openGates'>;
}

/**
 * What an offboarding is aimed at: all that is declared otherwise without the person, groups that name them among it,
 * and all that is owned or asked for in their name. What their going does to contracts is money, and left to a plan
 * that somebody looks at for that.
 */
export function offboardScope({ person, before, after, ledger }: OffboardInput): PlanScope {
  const target = new Set<AddressText>(declaredOtherwise(before, after));
  for (const { identity, address } of [...ledger.bindings.values(), ...ledger.openGates.values()]) {
    if (identity.document === 'User' && identity.name === person) target.add(formatAddress(address));
  }
  for (const address of groupsThatNameThem(target, { after, ledger })) target.add(address);
  // No target at all would mean everything; this one is no address of anything.
  const aimed = target.size === 0 ? [`User/${person}`] : [...target].sort();
  return { target: aimed, exclude: [], at: null, mode: 'offboard', person };
}

/** The manifests may have taken them out already, and no run has done it yet. */
function groupsThatNameThem(
  theirs: ReadonlySet<AddressText>,
  { after, ledger }: Pick<OffboardInput, 'after' | 'ledger'>,
): AddressText[] {
  const kinds = new Map(after.map(({ portal, kind }) => [`${portal.name}/${kind.kind}`, kind]));
  return [...ledger.bindings.values()]
    .filter(({ address, attributes }) => {
      const named = kinds.get(`${address.portal}/${address.kind}`)?.names?.(attributes) ?? [];
      return named.some((one) => theirs.has(one));
    })
    .map(({ address }) => formatAddress(address));
}

function declaredOtherwise(before: readonly DeclaredKind[], after: readonly DeclaredKind[]): AddressText[] {
  const [first, then] = [resourcesOf(before), resourcesOf(after)];
  return [...new Set([...first.keys(), ...then.keys()])].filter((address) => {
    const [was, is] = [first.get(address), then.get(address)];
    if ((was ?? is)?.identity.document === 'License') return false;
    return was === undefined || is === undefined || !sameJson(was.attributes, is.attributes);
  });
}

function resourcesOf(declared: readonly DeclaredKind[]): Map<AddressText, DesiredResource> {
  const resources = declared.flatMap((one) => one.resources);
  return new Map(resources.map((resource) => [formatAddress(resource.address), resource]));
}
