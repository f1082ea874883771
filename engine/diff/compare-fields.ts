import { sameJson } from '../model/canonical-json.ts';
import type { FieldChange } from '../model/change.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { ResourceKind } from '../model/provider.ts';

/**
 * The declared attributes that differ from what is there, in the order they were declared. Attributes that are not
 * declared are not ours to compare. What the portal never gives back is compared with what was last given, if known.
 */
export function compareFields(
  kind: ResourceKind,
  sides: { readonly desired: JsonObject; readonly observed: JsonObject; readonly given: JsonObject | null },
): FieldChange[] {
  const { desired, observed, given } = sides;
  const changes: FieldChange[] = [];
  for (const [field, after] of Object.entries(desired)) {
    const side = kind.writeOnlyFields.includes(field) ? given : observed;
    const before = valueOf(side, field);
    if (!sameJson(before, after)) changes.push({ field, before, after });
  }
  return changes;
}

/** Of these changes of exclusive attributes, those that end something which is there now. */
export function lostByChanges(kind: ResourceKind, fields: readonly FieldChange[]): FieldChange[] {
  return fields.filter((change) => kind.exclusive.includes(change.field) && losesSomething(change));
}

/** What stands there after the change: everything that was there, with the declared attributes on top. */
export function merged(before: JsonObject, after: JsonObject): JsonObject {
  return { ...before, ...after };
}

/** Only the named attributes, where they are there. */
export function picked(attributes: JsonObject, fields: readonly string[]): JsonObject {
  const found: Record<string, Json> = {};
  for (const field of fields) {
    const value = attributes[field];
    if (value !== undefined) found[field] = value;
  }
  return found;
}

function valueOf(side: JsonObject | null, field: string): Json {
  if (side === null || !Object.hasOwn(side, field)) return null;
  return side[field] ?? null;
}

function losesSomething(change: FieldChange): boolean {
  const { before, after } = change;
  if (before === null) return false;
  if (!Array.isArray(before)) return true;
  const kept = Array.isArray(after) ? after : [];
  return before.some((element) => !kept.some((other) => sameJson(element, other)));
}
