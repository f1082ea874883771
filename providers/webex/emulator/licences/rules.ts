import type { JsonObject } from '../../../../engine/model/json.ts';
import type { ControlHub } from '../control-hub-state.ts';
import { objectIn, textIn } from '../json-parts.ts';
import type { LicencePool } from './catalogue.ts';

/** Why one licence is not applied. Codes and texts are the documented ones; for "no seat" there is none. */
export interface LicenceProblem {
  readonly id: string;
  readonly code: number | null;
  readonly text: string;
}

export interface WantedLicence {
  readonly id: string;
  readonly pool: LicencePool;
  readonly properties: JsonObject;
}

/** What stands against giving a licence to somebody who has these others and loses those; null where nothing does. */
export function addingProblem(
  hub: ControlHub,
  wanted: WantedLicence,
  others: { readonly kept: readonly string[]; readonly lost: readonly string[] },
): LicenceProblem | null {
  const { id, pool } = wanted;
  const offersOf = (ids: readonly string[]): readonly string[] => ids.map((one) => hub.pools.get(one)?.offer ?? '');
  const kept = offersOf(others.kept);
  const notApplied = `The following license(s) could not be applied as requested: ${id}`;
  if (pool.offer === 'BCSTD' && offersOf(others.lost).includes('BCPRO')) {
    const text = "Changing a user's Webex Calling license from Professional to Standard is not allowed.";
    return { id, code: 400112, text: `${text} ${notApplied}` };
  }
  if ((pool.offer === 'BCSTD' && kept.includes('BCPRO')) || (pool.offer === 'BCPRO' && kept.includes('BCSTD'))) {
    const text = 'User cannot have both Webex Calling Professional and Standard License together.';
    return { id, code: 400404, text: `${text} ${notApplied}` };
  }
  if (pool.isCalling === true && !hasCallingProperties(wanted.properties)) {
    const text = 'Each Webex Calling license should contain its own calling properties.';
    return { id, code: 400411, text: `${text} The following license(s) do not have properties: ${id}` };
  }
  return exclusionProblem(hub, wanted, others.kept);
}

function exclusionProblem(
  { pools }: ControlHub,
  { id, pool }: WantedLicence,
  kept: readonly string[],
): LicenceProblem | null {
  if (pool.onlyOneOf === undefined) return null;
  const rivals = [...pools.values()].filter(({ onlyOneOf }) => onlyOneOf === pool.onlyOneOf);
  const isTaken = kept.some((one) => pools.get(one)?.onlyOneOf === pool.onlyOneOf);
  const offers = rivals.map(({ offer }) => offer).join(', ');
  const only = 'as the user can be assigned only one of licenses with the offer code from the list:';
  return isTaken
    ? { id, code: 400413, text: `Could not apply the following license(s): ${id} ${only} ${offers}` }
    : null;
}

export function removingProblem(id: string, pool: LicencePool): LicenceProblem | null {
  if (pool.isImplicit !== true) return null;
  return { id, code: 700006, text: `${pool.name} ${id} is implicitly assigned and cannot be removed` };
}

export function unknownLicence(id: string): LicenceProblem {
  return { id, code: 400000, text: `License not recognized ${id}` };
}

/** Documented: a number or an extension, and a location where there is no number. */
function hasCallingProperties(properties: JsonObject): boolean {
  const given = (name: string): boolean => textIn(objectIn(properties)[name]) !== '';
  return given('phoneNumber') || (given('extension') && given('locationId'));
}
