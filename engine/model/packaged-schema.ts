import { readFileSync } from 'node:fs';
import { isJsonObject, type JsonObject } from './json.ts';

const loaded = new Map<string, JsonObject>();
const names = new WeakMap<JsonObject, string>();

/**
 * One of the JSON Schemas that Rollcall ships, by its name under `schemas/`: `user`, `webex-connect/settings`.
 * They are the single source: validation, editor help, generated types and the reference page all come from them.
 *
 * @throws Error where Rollcall ships no such schema: a defect of the caller.
 */
export function packagedSchema(name: string): JsonObject {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const text = readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8');
  const schema: unknown = JSON.parse(text);
  if (!isJsonObject(schema)) throw new Error(`schemas/${name}.schema.json is not an object`);
  loaded.set(name, schema);
  names.set(schema, name);
  return schema;
}

/** The name of a schema that `packagedSchema` gave; undefined for every other one, also for one that is equal. */
export function packagedName(schema: JsonObject): string | undefined {
  return names.get(schema);
}
