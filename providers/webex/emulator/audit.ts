import type { AuditRecord, ControlHub } from './control-hub-state.ts';

/** Without an actor it is who the API's token stands for. */
export function recordAudit(
  hub: ControlHub,
  event: Omit<AuditRecord, 'id' | 'at' | 'actor'> & { actor?: string },
): void {
  hub.audit.push({ id: hub.world.newId(), at: hub.world.now(), actor: hub.settings.owner, ...event });
}
