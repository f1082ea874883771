import { recordAudit } from '../audit.ts';
import { userNameOf, writeAttributes } from '../control-hub-state.ts';
import type { ControlHub, HubUser } from '../control-hub-state.ts';
import { badRequest, conflict, notFound } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { isPartnerRole, partnerAdministrator } from '../roles.ts';
import { managedOrgs, roleIds, withManagedOrgs, withRoles } from '../scim/attributes.ts';

/** Documented: the person must be a Partner Administrator. The link also shows as `managedOrgs` in SCIM. */
export function assignPartner(hub: ControlHub, person: HubUser, customer: string): Refusal | null {
  if (!roleIds(person.attributes).includes(partnerAdministrator)) {
    return badRequest('The user must have the Partner Administrator role.');
  }
  const orgs = managedOrgs(person.attributes);
  if (orgs.includes(customer)) return repeated(hub, conflict('The user is assigned to this organization already.'));
  writeAttributes(hub, person, withManagedOrgs(person.attributes, [...orgs, customer]));
  recordAudit(hub, { category: 'PARTNERS', action: `assigned to ${customer}`, object: userNameOf(person) });
  return null;
}

/** The role stays with the person, as documented. */
export function unassignPartner(hub: ControlHub, person: HubUser, customer: string): Refusal | null {
  const orgs = managedOrgs(person.attributes);
  if (!orgs.includes(customer)) return repeated(hub, notFound('The assignment'));
  const left = orgs.filter((orgId) => orgId !== customer);
  writeAttributes(hub, person, withManagedOrgs(person.attributes, left));
  recordAudit(hub, { category: 'PARTNERS', action: `unassigned from ${customer}`, object: userNameOf(person) });
  return null;
}

/** Takes every partner role, and with them every customer. */
export function revokePartner(hub: ControlHub, person: HubUser): void {
  const roles = roleIds(person.attributes).filter((id) => !isPartnerRole(id));
  writeAttributes(hub, person, withManagedOrgs(withRoles(person.attributes, roles), []));
  recordAudit(hub, { category: 'PARTNERS', action: 'revoked all partner roles', object: userNameOf(person) });
}

/** What a repetition is answered with is not published. */
function repeated({ settings }: ControlHub, refusal: Refusal): Refusal | null {
  return settings.quirks.partnerRepeats === 'accepted' ? null : refusal;
}
