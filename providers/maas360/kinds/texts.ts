import { type AddressText, formatAddress } from '../../../engine/model/address.ts';
import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Json, JsonObject } from '../../../engine/model/json.ts';

/** An attribute that is a text; empty where it is left out, or is none. */
export function textIn(attributes: JsonObject | null | undefined, name: string): string {
  const value = attributes?.[name];
  return typeof value === 'string' ? value : '';
}

/** What MaaS360 gives back as a number although it is a name or a code; trimmed. Anything else as it is. */
export function asText(value: Json): Json {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.trim() : value;
}

export function addressIn(portal: PortalDeclaration, kind: string, key: string): AddressText {
  return formatAddress({ portal: portal.name, kind, key });
}

/** The billing id of the partner's own account; undefined as long as nobody has written it down. */
export function billingIdOf({ settings }: Pick<PortalDeclaration, 'settings'>): string | undefined {
  const text = textIn(settings, 'billingId');
  return text === '' ? undefined : text;
}
