import { isJsonObject } from '../../../engine/model/json.ts';
import type { Json, JsonObject } from '../../../engine/model/json.ts';

/** A text as it is, a number as text; empty where it is neither. */
export function textIn(value: Json | undefined): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : '';
}

export function objectIn(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The objects in a list; whatever else is in it is left out. */
export function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}
