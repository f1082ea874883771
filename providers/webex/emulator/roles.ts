/** A role of an organisation's administrator. Ids as in Cisco's descriptions; names as Control Hub shows them. */
export interface HubRole {
  readonly id: string;
  readonly name: string;
  /** As role sync with Webex Connect names it; absent where it has no part in it. */
  readonly synchronised?: string;
  /** Cannot be given by SCIM. */
  readonly isFixed?: true;
}

/** Those that role sync knows stand first, the strongest at the head. */
export const hubRoles: readonly HubRole[] = [
  { id: 'id_full_admin', name: 'Full Administrator', synchronised: 'Full Administrator' },
  { id: 'cjp.admin', name: 'Contact Center Service Administrator', synchronised: 'Contact Center Administrator' },
  { id: 'id_readonly_admin', name: 'Read-only Administrator', synchronised: 'Read-only Administrator' },
  { id: 'id_user_admin', name: 'User and Device Administrator' },
  { id: 'id_device_admin', name: 'Device Administrator' },
  { id: 'id_group_admin', name: 'Group Administrator' },
  { id: 'atlas-portal.support', name: 'Support Administrator' },
  { id: 'cjp.supervisor', name: 'Contact Center Supervisor' },
  { id: 'atlas-portal.partner.salesfulladmin', name: 'Partner Full Administrator' },
  { id: 'atlas-portal.partner.salesadmin', name: 'Partner Administrator' },
  { id: 'atlas-portal.partner.provision_admin', name: 'Provisioning Administrator' },
  { id: 'location_admin', name: 'Location Administrator', isFixed: true },
  { id: 'location_full_admin', name: 'Location Full Administrator', isFixed: true },
  { id: 'webex.site_admin', name: 'Webex Site Administrator', isFixed: true },
];

export const partnerAdministrator = 'atlas-portal.partner.salesadmin';

/** Manage every customer, so nobody is assigned to single ones. */
export const managesAll: ReadonlySet<string> = new Set(['atlas-portal.partner.salesfulladmin']);

export function roleById(id: string): HubRole | undefined {
  return hubRoles.find((role) => role.id.toLowerCase() === id.toLowerCase());
}

export function isPartnerRole(id: string): boolean {
  return id.toLowerCase().startsWith('atlas-portal.partner.');
}
