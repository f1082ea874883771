import type { JsonObject } from '../../engine/model/json.ts';

/** `Portal.spec.settings` of a tenant, with what is left out filled in. */
export interface Settings {
  readonly mode: 'manual' | 'adapter';
  readonly contactCenter: boolean;
  readonly roleSync: boolean;
  /** Lower case; empty where the tenant's allow-list is not known here. */
  readonly emailDomains: readonly string[];
  readonly auditLog: boolean;
  readonly auditLogDays: number;
  readonly pageSize: number;
  /** Name of the Portal of the organisation in Control Hub; undefined where nothing else here manages that. */
  readonly controlHub?: string;
}

/** Reads what the schema has validated; anything else counts as left out. */
export function readSettings(given: JsonObject): Settings {
  const mode = given['mode'] === 'adapter' ? 'adapter' : 'manual';
  const contactCenter = flag(given['contactCenter'], true);
  const domains = Array.isArray(given['emailDomains']) ? given['emailDomains'] : [];
  return {
    mode,
    contactCenter,
    roleSync: flag(given['roleSync'], contactCenter),
    emailDomains: domains.map((domain) => String(domain).trim().toLowerCase()),
    auditLog: flag(given['auditLog'], mode === 'manual'),
    auditLogDays: count(given['auditLogDays'], 30),
    pageSize: count(given['pageSize'], 2_000),
    ...(typeof given['controlHub'] === 'string' ? { controlHub: given['controlHub'] } : {}),
  };
}

function flag(value: unknown, otherwise: boolean): boolean {
  return typeof value === 'boolean' ? value : otherwise;
}

function count(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
