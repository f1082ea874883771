import type { GrantDeclaration, PersonDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Json, JsonObject } from '../../../engine/model/json.ts';
import { desireOf, type DesireInput } from '../../kit/desire.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { type AddressText, formatAddress } from '../../../engine/model/address.ts';

/** The login of a person everywhere here: IBM and the panel compare addresses without case. */
export function loginOf(person: Pick<PersonDeclaration, 'email'>): string {
  return person.email.trim().toLowerCase();
}

/** Everything that gives a person anything here, as grants: what their accounts come from. */
export function grantsOf(person: PersonDeclaration): readonly GrantDeclaration[] {
  const seats = person.licenses.map(({ license, until, why, origin }): GrantDeclaration => ({
    role: license,
    with: {},
    origin,
    ...(until === undefined ? {} : { until }),
    ...(why === undefined ? {} : { why }),
  }));
  return [...person.access, ...seats];
}

interface ForPerson extends Pick<DesireInput, 'attributes' | 'dependsOn' | 'part'> {
  readonly kind: string;
  readonly grants?: readonly GrantDeclaration[];
  readonly key?: string;
  readonly formerKeys?: readonly string[];
}

/** A resource of one person, keyed by the login where nothing else is said. */
export function resourceOf(portal: PortalDeclaration, person: PersonDeclaration, given: ForPerson): DesiredResource {
  const former = person.formerEmails.map((email) => email.trim().toLowerCase());
  return desireOf({
    formerKeys: former,
    key: loginOf(person),
    grants: grantsOf(person),
    ...given,
    portal: portal.name,
    person,
  });
}

export function addressIn(portal: PortalDeclaration, kind: string, key: string): AddressText {
  return formatAddress({ portal: portal.name, kind, key });
}

export function textIn(attributes: JsonObject, name: string): string {
  const value: Json | undefined = attributes[name];
  return typeof value === 'string' ? value : '';
}

/** Attributes with the login in its one form, and without what is empty. */
export function normalizePerson(attributes: JsonObject): JsonObject {
  const entries = Object.entries(attributes).filter(([, value]) => value !== '' && value !== null);
  return { ...Object.fromEntries(entries), email: textIn(attributes, 'email').trim().toLowerCase() };
}

/** `20 × D0NPULL`, or only what it is where nobody says how many. */
export function counted(number: Json | undefined, what: string): string {
  return typeof number === 'number' ? `${number} × ${what}` : what;
}
