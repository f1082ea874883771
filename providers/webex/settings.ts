import { isJsonObject, type Json, type JsonObject } from '../../engine/model/json.ts';
import { rawId } from './ids.ts';

/** `Portal.spec.settings` of an organisation in Control Hub, with what is left out filled in. */
export interface Settings {
  /** The organisation's UUID. */
  readonly organisation: string;
  /** How tokens come about: by a service app that renews them, or one that somebody made by hand. */
  readonly signIn: 'service-app' | 'token';
  readonly leavers: 'deactivate' | 'delete';
  /** Roles are then synchronised with the organisation's Webex Connect tenant. */
  readonly contactCenter: boolean;
  /** Lower case. Who has an address there has nothing to verify. */
  readonly verifiedDomains: readonly string[];
  /** UUIDs of customer organisations by the names that grants may use. */
  readonly customers: Readonly<Record<string, string>>;
  readonly pageSize: number;
}

/** Reads what the schema has validated; anything else counts as left out. */
export function readSettings(given: JsonObject): Settings {
  const domains = given['verifiedDomains'];
  const customers = isJsonObject(given['customers']) ? given['customers'] : {};
  return {
    organisation: rawId(textOf(given['orgId'])),
    signIn: given['signIn'] === 'token' ? 'token' : 'service-app',
    leavers: given['leavers'] === 'delete' ? 'delete' : 'deactivate',
    contactCenter: given['contactCenter'] === true,
    verifiedDomains: Array.isArray(domains) ? domains.map((domain) => String(domain).trim().toLowerCase()) : [],
    customers: Object.fromEntries(Object.entries(customers).map(([name, id]) => [name, rawId(textOf(id))])),
    pageSize: typeof given['pageSize'] === 'number' ? given['pageSize'] : 100,
  };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
