import { findUser, userNameOf, writeAttributes } from './control-hub-state.ts';
import type { ControlHub, HubUser } from './control-hub-state.ts';
import { recordAudit } from './audit.ts';
import { hubRoles, roleById } from './roles.ts';
import { roleIds, withRoles } from './scim/attributes.ts';

/** Webex Connect learns who is known here. */
export function publishPerson({ world, settings }: ControlHub, user: HubUser): void {
  const data = { email: userNameOf(user).toLowerCase() };
  world.events.publish({ type: 'control-hub-person', from: settings.portal, at: world.instant(), data });
}

/**
 * Tells Webex Connect of a role that was given. Documented for contact centre tenants; that it happens at once is
 * inferred, and of a role that was taken away nothing is known, so nothing is told.
 */
export function publishRoles(hub: ControlHub, user: HubUser, given: readonly string[]): void {
  const { world, settings } = hub;
  if (!isContactCenter(hub)) return;
  if (!given.some((id) => roleById(id)?.synchronised !== undefined)) return;
  const names = roleIds(user.attributes).flatMap((id) => roleById(id)?.synchronised ?? []);
  const strongest = hubRoles.find(({ synchronised }) => synchronised !== undefined && names.includes(synchronised));
  if (strongest?.synchronised === undefined) return;
  const data = { direction: 'to-connect', email: userNameOf(user).toLowerCase() };
  world.events.publish({
    type: 'role-sync',
    from: settings.portal,
    at: world.instant(),
    data: { ...data, controlHubRole: strongest.synchronised },
  });
}

/** Takes over what a Webex Connect of this organisation says. It gives roles, and takes none away [inferred]. */
export function followConnect(current: () => ControlHub): void {
  current().world.events.subscribe('role-sync', ({ data }) => {
    const hub = current();
    const { direction, controlHub, email, controlHubRole } = data;
    if (direction !== 'to-control-hub' || controlHub !== hub.settings.portal || !isContactCenter(hub)) return;
    const role = hubRoles.find(({ synchronised }) => synchronised === controlHubRole);
    const user = typeof email === 'string' ? findUser(hub, email) : undefined;
    if (role === undefined || user === undefined || roleIds(user.attributes).includes(role.id)) return;
    writeAttributes(hub, user, withRoles(user.attributes, [...roleIds(user.attributes), role.id]));
    recordAudit(hub, { category: 'ROLES', action: `role sync gave ${role.name}`, object: userNameOf(user) });
  });
}

/** Roles are kept the same only where the organisation has bought a contact centre. */
function isContactCenter({ pools, settings }: ControlHub): boolean {
  return settings.isContactCenter && [...pools.values()].some(({ offer }) => offer.startsWith('CJP'));
}
