import type { Json } from '../model/json.ts';

/** A JSON value as CEL holds it. */
export type CelValue = undefined | null | boolean | number | bigint | string | CelValue[] | { [key: string]: CelValue };

/** Whole numbers become `int`, so that they can be compared with `1` and with sizes; all others stay `double`. */
export function celValue(value: Json): CelValue {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(celValue);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, celValue(one)]));
}

/** The type that the static check gives a param. Lists that are empty or mixed may hold anything. */
export function celTypeOf(value: Json): string {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
      return Number.isSafeInteger(value) ? 'int' : 'double';
    default:
      return Array.isArray(value) ? listTypeOf(value as readonly Json[]) : 'dyn';
  }
}

function listTypeOf(values: readonly Json[]): string {
  const types = new Set(values.map(celTypeOf));
  const [only] = types;
  return types.size === 1 && only !== undefined && only !== 'dyn' ? `list<${only}>` : 'dyn';
}
