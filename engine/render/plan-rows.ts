import type { Change, Standing, UpdateChange } from '../model/change.ts';
import { aboutChange, aboutStanding, particularsOf, placeText, whyText } from './change-words.ts';
import { evidenceText } from './evidence-text.ts';
import { fieldChangeLines } from './field-change-lines.ts';
import { fold, type FoldOptions } from './fold.ts';
import { type Line, line, widthOf } from './line.ts';
import { symbols } from './symbols.ts';
import { type Row, table } from './table.ts';

const indent = 2;
const gap = 2;

export interface RowOptions {
  readonly columns: number;
  /** The moment of the plan. */
  readonly now: string;
}

/** The changes and standings of one portal, aligned, each with its fields below it. */
export function planRows(items: readonly (Change | Standing)[], options: RowOptions): Line[] {
  const { columns } = options;
  const rows = items.map((item) => rowOf(item, options.now));
  let hang = 0;
  for (const [word] of rows) hang = Math.max(hang, indent + widthOf(word ?? []) + gap);
  const groups = table(rows, { columns, indent, hang, gap, widest: columns >= 100 ? 44 : 34 });
  const place = { columns, indent: hang, hang: hang + 2 };
  return items.flatMap((item, index) => [...(groups[index] ?? []), ...below(item, place)]);
}

function rowOf(item: Change | Standing, now: string): Row {
  const { mark, style } = symbols[item.verdict];
  const cells = [
    line([`${mark} ${wordOf(item)}`, style]),
    line([`${item.address.kind} `, 'quiet'], item.address.key),
    isStanding(item) ? line(aboutStanding(item, now)) : aboutOf(item),
    line([placeText(item.at) ?? '', 'quiet']),
    line([whyText('why' in item ? item.why : undefined) ?? '', 'quiet']),
  ];
  const last = cells.findLastIndex((cell) => cell.some((one) => one.width > 0));
  return cells.slice(0, last + 1);
}

/** An update of one field shows the field in place of the summary. */
function aboutOf(change: Change): Line {
  if (change.verdict !== 'update') return line(aboutChange(change));
  const evidence = evidenceText(change.evidence);
  const known = evidence === undefined ? [] : line(` (${evidence})`);
  return [...(inlineField(change) ?? line(change.summary)), ...known];
}

function inlineField(change: UpdateChange): Line | undefined {
  const [field, second] = change.fields;
  if (field === undefined || second !== undefined) return undefined;
  const [only, more] = fieldChangeLines(field);
  return more === undefined ? only : undefined;
}

function below(item: Change | Standing, place: FoldOptions): Line[] {
  if (isStanding(item)) return item.verdict === 'blocked' ? fold(line(`→ ${item.cure}`), place) : [];
  const lines = particularsOf(item).map((text) => line(text));
  const inline = item.verdict === 'update' && inlineField(item) !== undefined;
  if (!inline && 'fields' in item) {
    for (const field of item.fields) if (typeof field !== 'string') lines.push(...fieldChangeLines(field));
  }
  return lines.flatMap((one) => fold(one, place));
}

function wordOf(item: Change | Standing): string {
  if (item.verdict === 'manual') return 'by hand';
  return isStanding(item) ? item.verdict : item.word;
}

function isStanding(item: Change | Standing): item is Standing {
  switch (item.verdict) {
    case 'unchanged':
    case 'waiting':
    case 'manual':
    case 'blocked':
    case 'unmanaged':
      return true;
    default:
      return false;
  }
}
