/** A role of an organisation in Control Hub. */
export interface KnownRole {
  /** As SCIM has it, lower case: `id_full_admin`. */
  readonly id: string;
  /** As the pages of Control Hub or Partner Hub call it. */
  readonly name: string;
  /** How it is known that this name has this id. */
  readonly grade: 'documented' | 'third party' | 'inferred';
}

export const fullAdministrator = 'id_full_admin';
export const readOnlyAdministrator = 'id_readonly_admin';
export const contactCenterAdministrator = 'cjp.admin';
export const partnerAdministrator = 'atlas-portal.partner.salesadmin';
const partnerFullAdministrator = 'atlas-portal.partner.salesfulladmin';

/** The ids are documented or observed; which page's name belongs to which is told by the grade. */
export const knownRoles: readonly KnownRole[] = [
  { id: fullAdministrator, name: 'Full Administrator', grade: 'documented' },
  { id: readOnlyAdministrator, name: 'Read-only Administrator', grade: 'documented' },
  { id: 'id_user_admin', name: 'User and Device Administrator', grade: 'documented' },
  { id: 'id_device_admin', name: 'Device Administrator', grade: 'documented' },
  { id: 'id_group_admin', name: 'Group Administrator', grade: 'documented' },
  { id: contactCenterAdministrator, name: 'Contact Center Service Administrator', grade: 'inferred' },
  { id: 'cjp.supervisor', name: 'Contact Center Supervisor', grade: 'inferred' },
  { id: partnerAdministrator, name: 'Partner Administrator', grade: 'inferred' },
  { id: partnerFullAdministrator, name: 'Partner Full Administrator', grade: 'inferred' },
  { id: 'atlas-portal.partner.provision_admin', name: 'Provisioning Administrator', grade: 'inferred' },
  { id: 'atlas-portal.partner.helpdesk', name: 'Helpdesk Administrator', grade: 'third party' },
  { id: 'atlas-portal.support', name: 'Support Administrator', grade: 'third party' },
];

/** Documented: nobody can set these by SCIM. */
const roleSetByHand: ReadonlySet<string> = new Set(['location_full_admin', 'location_admin', 'webex_site_admin']);
const nameSetByHand: ReadonlySet<string> = new Set([
  'location administrator',
  'location admin',
  'webex site administrator',
  'webex site admin',
  'site administrator',
  'site admin',
]);

/** The id of a role that is called by its name or by its id, without regard to case; undefined where it is neither. */
export function roleId(text: string): string | undefined {
  const wanted = text.trim().toLowerCase();
  const known = knownRoles.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  if (known !== undefined) return known.id;
  return /^[a-z][a-z0-9-]*([._][a-z0-9-]+)+$/u.test(wanted) ? wanted : undefined;
}

export function roleName(id: string): string {
  return knownRoles.find((role) => role.id === id)?.name ?? id;
}

export function isSetByHand(text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return roleSetByHand.has(wanted) || nameSetByHand.has(wanted);
}

export function isPartnerRole(id: string): boolean {
  return id.startsWith('atlas-portal.partner.');
}

/** Of these partner roles every customer comes with the role, so that none is assigned by itself. */
export function managesEveryCustomer(id: string): boolean {
  return isPartnerRole(id) && id !== partnerAdministrator;
}

/** What SCIM calls the sort of a role: those of the identity service, and those of the services above it (inferred). */
export function roleType(id: string): 'cirole' | 'serviceRole' {
  return id.startsWith('id_') ? 'cirole' : 'serviceRole';
}

/** The role in Webex Connect that role sync gives for one here (documented for contact center organisations). */
export function connectRole(id: string): 'Owner' | 'Read-only access' | undefined {
  if (id === fullAdministrator || id === contactCenterAdministrator) return 'Owner';
  if (id === readOnlyAdministrator) return 'Read-only access';
  return undefined;
}
