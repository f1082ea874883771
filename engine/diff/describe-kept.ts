import type { JsonObject } from '../model/json.ts';

/** What a release leaves where it is, in words; an attribute that cannot be read is only named. */
export function describeKept(kept: JsonObject, fields: readonly string[]): string {
  return fields
    .map((field) => (Object.hasOwn(kept, field) ? `${field} ${JSON.stringify(kept[field])}` : field))
    .join(', ');
}
