import type { AddressText } from '../../engine/model/address.ts';
import type { GrantDeclaration, PersonDeclaration } from '../../engine/model/declaration.ts';
import type { Instant } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { DesiredResource } from '../../engine/model/resource.ts';

export interface DesireInput {
  readonly portal: string;
  readonly kind: string;
  /** The natural key, as the kind identifies it. */
  readonly key: string;
  readonly person: PersonDeclaration;
  /** The grants that this resource comes from, at least one; the last of them to end keeps it. */
  readonly grants: readonly GrantDeclaration[];
  readonly attributes: JsonObject;
  /** Where one person has several resources of the kind: what tells them apart. */
  readonly part?: string;
  readonly formerKeys?: readonly string[];
  readonly dependsOn?: readonly AddressText[];
}

/** A resource that a person has by grants, with the date, the reason and the place that follow from these. */
export function desireOf(input: DesireInput): DesiredResource {
  const { portal, kind, key, person, grants, attributes, part } = input;
  const until = latestEnd(grants);
  const why = grants.find((grant) => grant.why !== undefined)?.why ?? person.why;
  return {
    address: { portal, kind, key },
    identity: { document: 'User', name: person.name, portal, kind, ...(part === undefined ? {} : { part }) },
    attributes,
    origin: grants[0]?.origin ?? person.origin,
    dependsOn: input.dependsOn ?? [],
    formerKeys: input.formerKeys ?? [],
    ...(why === undefined ? {} : { why }),
    ...(until === undefined ? {} : { until }),
  };
}

/** Undefined where one of them never ends. */
function latestEnd(grants: readonly GrantDeclaration[]): Instant | undefined {
  let latest: Instant | undefined;
  for (const { until } of grants) {
    if (until === undefined) return undefined;
    if (latest === undefined || latest < until) latest = until;
  }
  return latest;
}
