import type { Json } from '../../../engine/model/json.ts';

/** A text as it is, a number as text; empty where it is neither. */
export function textIn(value: Json | undefined): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.trim() : '';
}

/** The texts of a list, or of one text with commas. */
export function textsIn(value: Json | undefined): readonly string[] {
  const parts = Array.isArray(value) ? (value as readonly Json[]).map(textIn) : textIn(value).split(',');
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
