import { canonicalJson, sameJson } from '../model/canonical-json.ts';
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

export function takeOverReason(lost: readonly FieldChange[]): string {
  return `takes over ${lost.map((change) => change.field).join(', ')}: what is there now ends`;
}

/** Why these changes cannot be made at all, where one of them is of an attribute that cannot change once set. */
export function frozenReason(kind: ResourceKind, fields: readonly FieldChange[]): string | undefined {
  const frozen = fields.filter((change) => kind.immutableFields.includes(change.field)).map((change) => change.field);
  return frozen.length === 0 ? undefined : `${frozen.join(', ')} cannot be changed.`;
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
  if (!isList(before)) return true;
  const kept = new Set((isList(after) ? after : []).map(canonicalJson));
  return before.some((element) => !kept.has(canonicalJson(element)));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
