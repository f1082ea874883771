import { isJsonObject } from '../../../engine/model/json.ts';
import type { Json, JsonObject } from '../../../engine/model/json.ts';

/** A text as it is; empty where it is none. */
export function textIn(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

export function objectIn(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

export function listIn(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** The objects in a list; whatever else is in it is left out. */
export function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return listIn(value).filter(isJsonObject);
}

/** The texts in a list; whatever else is in it is left out. */
export function textsIn(value: Json | undefined): readonly string[] {
  return listIn(value).filter((one): one is string => typeof one === 'string');
}

/** Whether two values are the same, whatever the order of members. */
export function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(sorted(one ?? null)) === JSON.stringify(sorted(other ?? null));
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  if (!isJsonObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name] ?? null)]));
}
