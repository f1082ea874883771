import { type AddressText, formatAddress } from '../../../engine/model/address.ts';
import type { GrantDeclaration, PersonDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Settings } from '../settings.ts';
import { normalKey } from './user-attributes.ts';

export const provider = 'scim';
export const userKind = 'user';
export const groupKind = 'group';
export const entitlementKind = 'entitlement';

export function keyOfPerson(person: PersonDeclaration): string {
  return normalKey(person.email);
}

export function userAddress(portal: PortalDeclaration, key: string): AddressText {
  return formatAddress({ portal: portal.name, kind: userKind, key });
}

/** Whether the person has anything here: a grant, or a licence where there are any. */
export function hasAccount(person: PersonDeclaration, { entitlements }: Settings): boolean {
  return person.access.length > 0 || (entitlements && person.licenses.length > 0);
}

/** The grants that are groups. */
export function groupGrants(person: PersonDeclaration, { accountOnly }: Settings): readonly GrantDeclaration[] {
  return person.access.filter(({ role }) => role.trim() !== accountOnly);
}
