import type { GrantDeclaration } from '../model/declaration.ts';
import { sameJson } from '../model/canonical-json.ts';
import { instantOf } from '../model/instant.ts';
import type { Period } from './grant-period.ts';
import type { GrantSource } from './grant-source.ts';

/** A grant with the time in which it is in force, the person's own dates taken into account. */
export interface TimedGrant {
  readonly source: GrantSource;
  readonly period: Period;
}

/** Grants in force, as declarations; what two bundles give in the same way is one grant that lasts as long as either. */
export function mergeGrants(grants: readonly TimedGrant[]): readonly GrantDeclaration[] {
  const kept: TimedGrant[] = [];
  for (const grant of grants) {
    const index = kept.findIndex((one) => sameGrant(one.source, grant.source));
    const known = kept[index];
    if (known === undefined) kept.push(grant);
    else if (endsLater(grant.period, known.period)) kept[index] = { ...known, period: grant.period };
  }
  return kept.map(declarationOf);
}

function sameGrant(left: GrantSource, right: GrantSource): boolean {
  return left.role === right.role && left.account === right.account && sameJson(left.with, right.with);
}

function endsLater(left: Period, right: Period): boolean {
  return (left.until ?? Infinity) > (right.until ?? Infinity);
}

function declarationOf({ source, period }: TimedGrant): GrantDeclaration {
  const { role, account, why, via, origin } = source;
  return {
    role,
    with: source.with,
    origin,
    ...(account === undefined ? {} : { account }),
    ...(period.until === undefined ? {} : { until: instantOf(period.until) }),
    ...(why === undefined ? {} : { why }),
    ...(via === undefined ? {} : { via }),
  };
}
