import { type AddressText, formatAddress } from '../../../engine/model/address.ts';
import type { GrantDeclaration, PersonDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { type DesireInput, desireOf } from '../../kit/desire.ts';

export const provider = 'webex';

/** The login of a person, compared without case. */
export function loginOf({ email }: Pick<PersonDeclaration, 'email'>): string {
  return email.trim().toLowerCase();
}

/** Everything that gives a person anything here, as grants: what the account comes from. */
export function grantsOf(person: PersonDeclaration): readonly GrantDeclaration[] {
  const licenses = person.licenses.map(({ license, until, why, origin }): GrantDeclaration => ({
    role: license,
    with: {},
    origin,
    ...(until === undefined ? {} : { until }),
    ...(why === undefined ? {} : { why }),
  }));
  return [...person.access, ...licenses];
}

interface ForPerson extends Pick<DesireInput, 'kind' | 'grants' | 'attributes' | 'part' | 'dependsOn'> {
  /** What follows the address in the key. */
  readonly suffix?: string;
}

export function resourceOf(portal: PortalDeclaration, person: PersonDeclaration, given: ForPerson): DesiredResource {
  const { suffix = '', ...rest } = given;
  const formerKeys = person.formerEmails.map((email) => `${email.trim().toLowerCase()}${suffix}`);
  return desireOf({ ...rest, portal: portal.name, person, key: `${loginOf(person)}${suffix}`, formerKeys });
}

export function addressIn(portal: PortalDeclaration, kind: string, key: string): AddressText {
  return formatAddress({ portal: portal.name, kind, key });
}

export function textIn(attributes: JsonObject | null | undefined, name: string): string {
  const value = attributes?.[name];
  return typeof value === 'string' ? value : '';
}

/** Attributes with the address in its one form, and without what is empty. */
export function normalizePerson(attributes: JsonObject): JsonObject {
  const kept = Object.entries(attributes).filter(([, value]) => value !== '' && value !== null);
  const normal = Object.fromEntries(kept);
  const { email } = attributes;
  return typeof email === 'string' ? { ...normal, email: email.trim().toLowerCase() } : normal;
}

/** The person's part of a key such as `ada@acme.example/id_full_admin`. */
export function emailIn(key: string): string {
  const slash = key.indexOf('/');
  return slash < 0 ? key : key.slice(0, slash);
}

/** What follows the address in a key. */
export function restOf(key: string): string {
  const slash = key.indexOf('/');
  return slash < 0 ? '' : key.slice(slash + 1);
}
