/** The five fixed roles, from the most to the least; a teammate has exactly one, and there are no others. */
export const roles = ['Owner', 'Full access', 'Limited access', 'Read-only access', 'Restricted access'] as const;

export type Role = (typeof roles)[number];

/** The role as the portal writes it, whatever its capitals; undefined where there is none of this name. */
export function roleNamed(text: string): Role | undefined {
  const wanted = text.trim().toLowerCase();
  return roles.find((role) => role.toLowerCase() === wanted);
}

export function isAdministratorRole(role: unknown): boolean {
  return role === 'Owner' || role === 'Full access';
}

/** Negative where the first allows more. Undefined where one of them is no role. */
export function compareRoles(one: unknown, other: unknown): number | undefined {
  const [left, right] = [rank(one), rank(other)];
  return left === -1 || right === -1 ? undefined : left - right;
}

/** What role sync makes of a Connect role in Control Hub. Documented for contact center tenants. */
export function controlHubRole(role: Role): 'Full Administrator' | 'Read-only Administrator' {
  return isAdministratorRole(role) ? 'Full Administrator' : 'Read-only Administrator';
}

function rank(role: unknown): number {
  return typeof role === 'string' ? (roles as readonly string[]).indexOf(role) : -1;
}
