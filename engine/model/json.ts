/** A JSON value, as manifests, portals, plans and the ledger hold it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. Objects that come from outside are read with `Object.hasOwn`, never through the prototype. */
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
