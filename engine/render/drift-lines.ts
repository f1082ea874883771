import type { Drift, Plan } from '../model/plan.ts';
import { fieldChangeText } from './field-change-lines.ts';
import { type Line, line } from './line.ts';
import { shortDate } from './time-text.ts';
import { type Row, table } from './table.ts';
import { firstOf, number } from './words.ts';

const mostRows = 50;

/** What moved at the portals by itself, with the ledger's word and the portal's. */
export function driftLines({ drift = [], recorded }: Plan, columns: number): Line[] {
  if (drift.length === 0) return [];
  const rows = drift.slice(0, mostRows).map((one): Row => {
    const { portal, kind, key } = one.address;
    return [line(['≠', 'care']), line(`${kind} ${key}`), line(`${driftText(one, recorded.at)} on ${portal}`)];
  });
  const more = drift.length - rows.length;
  const tail = more > 0 ? [line(`  … and ${number(more)} more (in the JSON)`)] : [];
  return [
    line(['Moved at the portals since the last record', 'strong']),
    ...table(rows, { columns, indent: 2, hang: 4 }).flat(),
    ...tail,
  ];
}

/** `is gone`, `role: Limited access → Full access`. */
export function driftText({ what, fields, evidence }: Drift, now: string): string {
  switch (what) {
    case 'gone':
      return 'is gone';
    case 'expired':
      return 'is no longer pending, and nobody has come in';
    case 'accepted':
      return `has come in (${evidence.note ?? shortDate(evidence.at, now)})`;
    case 'invited':
      return 'is only invited now';
    case 'renamed':
      return 'has another key now';
    case 'changed':
      return firstOf(fields.map(fieldChangeText), 3);
  }
}
