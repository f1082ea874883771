import type { AuditRecord, ControlHub } from './control-hub-state.ts';

export const auditCategories: readonly AuditRecord['category'][] = ['USERS', 'LICENSES', 'ROLES', 'PARTNERS', 'LOGINS'];

/** Without an actor it is who the API's token stands for. */
export function recordAudit(
  { audit, world, settings }: ControlHub,
  event: Omit<AuditRecord, 'id' | 'at' | 'actor'> & { readonly actor?: string },
): void {
  audit.push({ id: world.newId(), at: world.now(), actor: settings.owner, ...event });
}
