import { createRequire } from 'node:module';
import type * as Diff from 'diff';
import type { FieldChange } from '../model/change.ts';
import type { Json } from '../model/json.ts';
import { type Line, line } from './line.ts';
import { clipped, number } from './words.ts';

const load = createRequire(import.meta.url);

const longestValue = 400;
const mostLines = 40;
const mostNamed = 10;
const longestNames = 230;

/** `role: Limited access → Read-only access`; for a set or a text of several lines what comes and what goes. */
export function fieldChangeLines(change: FieldChange): Line[] {
  const { field, before, after } = change;
  if (isList(before) && isList(after)) return listChange(field, before, after);
  if (isLongText(before) && typeof after === 'string') return textChange(field, before, after);
  return [line(`${field}: `, [valueText(before), 'quiet'], ' → ', [valueText(after), 'strong'])];
}

/** The same in one line, for places where there is no more room: of a list what comes and what goes. */
export function fieldChangeText({ field, before, after }: FieldChange): string {
  if (!isList(before) || !isList(after)) return `${field}: ${valueText(before)} → ${valueText(after)}`;
  const { come, gone } = movesOf(before, after);
  const parts = [...(come.length > 0 ? [`+ ${names(come)}`] : []), ...(gone.length > 0 ? [`- ${names(gone)}`] : [])];
  return `${field}: ${number(before.length)} → ${number(after.length)}${parts.map((part) => `, ${part}`).join('')}`;
}

/** What ends, of something that is taken over: of a list only those that go. */
export function lostText(change: FieldChange): string {
  const { field, before, after } = change;
  if (!isList(before) || !isList(after)) return fieldChangeText(change);
  const { gone } = movesOf(before, after);
  return `${number(gone.length)} of ${number(before.length)} ${field}: ${names(gone)}`;
}

function movesOf(
  before: readonly Json[],
  after: readonly Json[],
): { readonly come: string[]; readonly gone: string[] } {
  const [was, is] = [sortedTexts(before), sortedTexts(after)];
  const [had, has] = [new Set(was), new Set(is)];
  return { come: is.filter((text) => !had.has(text)), gone: was.filter((text) => !has.has(text)) };
}

/** The first names whole, and how many more there are: so many that a clipped line still says how many. */
function names(texts: readonly string[]): string {
  const shown: string[] = [];
  let length = 0;
  for (const text of texts.slice(0, mostNamed)) {
    const name = clipped(text, 100);
    length += name.length + 2;
    if (shown.length > 0 && length > longestNames) break;
    shown.push(name);
  }
  const rest = texts.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? `, … and ${number(rest)} more` : ''}`;
}

function valueText(value: Json): string {
  if (value === null) return '(none)';
  if (value === '') return '(empty)';
  return clipped(typeof value === 'string' ? value : JSON.stringify(value), longestValue);
}

function listChange(field: string, before: readonly Json[], after: readonly Json[]): Line[] {
  const parts = diffLibrary().diffArrays(sortedTexts(before), sortedTexts(after));
  const gone = parts.flatMap((part) => (part.removed ? part.value : []));
  const come = parts.flatMap((part) => (part.added ? part.value : []));
  const kept = before.length - gone.length;
  if (gone.length === 0 && come.length === 0) return [line(`${field}: another order of the same ${number(kept)}`)];
  return [
    line(`${field}: ${number(before.length)} → ${number(after.length)}, ${number(kept)} stay`),
    ...shortened(come).map((text) => line(['+ ', 'comes'], [text, 'comes'])),
    ...shortened(gone).map((text) => line(['- ', 'goes'], [text, 'goes'])),
  ];
}

function textChange(field: string, before: string, after: string): Line[] {
  const lines: Line[] = [line(`${field}:`)];
  for (const part of diffLibrary().diffLines(before, after)) {
    const texts = part.value.replace(/\n$/, '').split('\n');
    if (part.added) lines.push(...shortened(texts).map((text) => line(['+ ', 'comes'], [text, 'comes'])));
    else if (part.removed) lines.push(...shortened(texts).map((text) => line(['- ', 'goes'], [text, 'goes'])));
    else lines.push(line([`  (${number(texts.length)} unchanged)`, 'quiet']));
  }
  return lines;
}

/** Loaded at the first list or long text that changes: most plans have none. */
function diffLibrary(): typeof Diff {
  return load('diff') as typeof Diff;
}

function shortened(texts: readonly string[]): string[] {
  const shown = texts.slice(0, mostLines).map((text) => clipped(text, longestValue));
  return texts.length <= mostLines ? shown : [...shown, `… and ${number(texts.length - mostLines)} more`];
}

/** Sets have no order: sorted, the same set is the same list. */
function sortedTexts(values: readonly Json[]): string[] {
  return values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).sort();
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isLongText(value: Json): value is string {
  return typeof value === 'string' && value.includes('\n');
}
