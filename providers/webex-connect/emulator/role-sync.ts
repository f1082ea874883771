import type { SandboxWorld } from '../../kit/sandbox/sandbox-world.ts';
import { connectRoles, controlHubRoles } from './access-roles.ts';
import { addTeammate } from './add-teammate.ts';
import { removeRow } from './tenant.ts';
import type { TeammateRow, Tenant } from './tenant.ts';

/**
 * Tells Control Hub what role sync makes of this teammate's role. Documented for contact centre tenants; that it
 * happens when a person has joined, not when they are invited, is inferred.
 */
export function publishRole(tenant: Tenant, teammate: TeammateRow): void {
  const { roleSync, controlHub } = tenant.settings;
  if (!roleSync) return;
  tenant.world.events.publish({
    type: 'role-sync',
    from: tenant.settings.portal,
    at: tenant.world.instant(),
    data: {
      direction: 'to-control-hub',
      email: teammate.email,
      connectRole: teammate.role,
      controlHubRole: controlHubRoles[teammate.role],
      ...(controlHub === null ? {} : { controlHub }),
    },
  });
}

/**
 * Takes over the roles that a Control Hub of this sandbox gives, and who is known there. Who speaks names this tenant,
 * or is the Control Hub that the tenant's settings name.
 */
export function followControlHub(tenant: () => Tenant, { events }: SandboxWorld): void {
  const isStrange = (from: string): boolean => (tenant().settings.controlHub ?? from) !== from;
  events.subscribe('control-hub-person', ({ from, data }) => {
    if (isStrange(from)) return;
    if (typeof data['email'] === 'string') tenant().inControlHub.add(data['email'].toLowerCase());
  });
  events.subscribe('role-sync', ({ from, data }) => {
    const { settings } = tenant();
    const { direction, email, controlHubRole, portal } = data;
    const isMeant = portal === settings.portal || (portal === undefined && from === settings.controlHub);
    if (direction !== 'to-connect' || !isMeant) return;
    if (typeof email === 'string' && typeof controlHubRole === 'string') takeRole(tenant(), email, controlHubRole);
  });
}

/** A person comes without any invitation, or changes role. The verb in the audit log is inferred. */
function takeRole(tenant: Tenant, givenEmail: string, controlHubRole: string): void {
  const role = connectRoles[controlHubRole];
  if (role === undefined || !tenant.settings.roleSync) return;
  const email = givenEmail.toLowerCase();
  const row = tenant.rows.get(email);
  if (row?.status === 'ACTIVE') {
    if (row.role !== 'Owner') row.role = role;
  } else {
    if (row !== undefined) removeRow(tenant, email);
    addTeammate(tenant, { email, role, loginType: 'sso', createdAt: tenant.world.now() });
  }
  tenant.inControlHub.add(email);
  tenant.auditLog.record({ email: 'control-hub', role: 'Owner' }, 'integrationSyncUserUpdate');
}
