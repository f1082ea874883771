/** The five roles; there are no others, and a teammate has exactly one. Labels as the portal shows them. */
export const accessRoles = ['Owner', 'Full access', 'Limited access', 'Read-only access', 'Restricted access'] as const;

export type AccessRole = (typeof accessRoles)[number];

/** A user belongs to exactly one level. */
export const levels = ['client', 'group', 'team'] as const;

export type Level = (typeof levels)[number];

/** What role sync makes of a Connect role in Control Hub, in a contact centre tenant. */
export const controlHubRoles: Readonly<Record<AccessRole, 'Full Administrator' | 'Read-only Administrator'>> = {
  Owner: 'Full Administrator',
  'Full access': 'Full Administrator',
  'Limited access': 'Read-only Administrator',
  'Read-only access': 'Read-only Administrator',
  'Restricted access': 'Read-only Administrator',
};

/** What role sync makes of a Control Hub role in Connect. */
export const connectRoles: Readonly<Record<string, AccessRole>> = {
  'Full Administrator': 'Owner',
  'Contact Center Administrator': 'Owner',
  'Read-only Administrator': 'Read-only access',
  'External Full Administrator': 'Full access',
  'External Provisioning Administrator': 'Limited access',
  'External Read-only Administrator': 'Read-only access',
};

export function asAccessRole(value: unknown): AccessRole | undefined {
  return accessRoles.find((role) => role === value);
}

export function asLevel(value: unknown): Level | undefined {
  return levels.find((level) => level === value);
}

/** Owner and Full access may invite, delete and change roles. */
export function mayManage(role: AccessRole): boolean {
  return role === 'Owner' || role === 'Full access';
}

/** Everybody but Restricted access may look at the pages. */
export function mayView(role: AccessRole): boolean {
  return role !== 'Restricted access';
}
