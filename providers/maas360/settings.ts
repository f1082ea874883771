import { type Milliseconds, second } from '../../engine/model/instant.ts';
import type { Json, JsonObject } from '../../engine/model/json.ts';

/** `Portal.spec.settings` of an IBM MaaS360 partner, with what is left out filled in. */
export interface Settings {
  /** The partner's own account, to which the credentials log in; undefined while nobody has made it. */
  readonly billingId?: string;
  readonly platformId: string;
  /** Undefined: made of the billing id. */
  readonly appId?: string;
  readonly appVersion: string;
  readonly authentication: '2.0' | '1.0';
  /** How long a new account may refuse to answer, because its partner's setup is being copied to it. */
  readonly copying: Milliseconds;
}

/** Reads what the schema has validated; anything else counts as left out. */
export function readSettings(given: JsonObject): Settings {
  const billingId = textOf(given['billingId']);
  const appId = textOf(given['appId']);
  const copying = given['copying'];
  return {
    platformId: textOf(given['platformId']) ?? '3',
    appVersion: textOf(given['appVersion']) ?? '1.0',
    authentication: given['authentication'] === '1.0' ? '1.0' : '2.0',
    copying: (typeof copying === 'number' ? copying : 600) * second,
    ...(billingId === undefined ? {} : { billingId }),
    ...(appId === undefined ? {} : { appId }),
  };
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
