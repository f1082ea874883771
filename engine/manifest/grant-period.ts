import type { Diagnostic, DocumentPath } from '../model/diagnostic.ts';
import type { Why } from '../model/resource.ts';
import { originOf, type RawDocument } from './document.ts';
import type { Calendar } from './moments.ts';

/** From when (included) until when (excluded) something is in force, in milliseconds since 1970. */
export interface Period {
  readonly from: number | undefined;
  readonly until: number | undefined;
  /** What makes it end. */
  readonly because: 'until' | 'leave';
  /** Why it ends, where that was said. */
  readonly why?: Why;
}

export const always: Period = { from: undefined, until: undefined, because: 'until' };

export interface Dates {
  readonly from?: string;
  readonly until?: string;
}

export interface PeriodReader {
  readonly calendar: Calendar;
  readonly document: Omit<RawDocument, 'value'>;
  readonly diagnostics: Diagnostic[];
}

/** The period that a `from` and an `until` say. Dates that do not exist, or stand the wrong way round, are reported. */
export function readPeriod(reader: PeriodReader, dates: Dates, path: DocumentPath): Period {
  if (dates.from === undefined && dates.until === undefined) return always;
  const from = readMoment(reader, dates.from, { path: [...path, 'from'], end: false });
  const until = readMoment(reader, dates.until, { path: [...path, 'until'], end: true });
  if (from !== undefined && until !== undefined && until <= from) {
    reader.diagnostics.push({
      code: 'dates-reversed',
      severity: 'error',
      summary: 'An end before its beginning',
      detail: `It would end (until ${dates.until}) before it begins (from ${dates.from}).`,
      cure: 'Correct one of the two dates.',
      origin: originOf(reader.document, [...path, 'until']),
    });
  }
  return { from, until, because: 'until' };
}

interface MomentPlace {
  readonly path: DocumentPath;
  /** Whether the end of the day is meant. */
  readonly end: boolean;
}

export function readMoment(reader: PeriodReader, text: string | undefined, place: MomentPlace): number | undefined {
  if (text === undefined) return undefined;
  const moment = place.end ? reader.calendar.endOf(text) : reader.calendar.startOf(text);
  if (moment !== undefined) return moment;
  reader.diagnostics.push({
    code: 'no-such-date',
    severity: 'error',
    summary: 'A date that does not exist',
    detail: `There is no ${text} in the calendar.`,
    cure: 'Write a date as 2027-03-31, or an instant as 2027-03-31T18:00:00Z.',
    origin: originOf(reader.document, place.path),
  });
  return undefined;
}

/** The time in which both are in force; the earlier end says why it ends. */
export function overlap(left: Period, right: Period): Period {
  if (left === always) return right;
  if (right === always) return left;
  const from = Math.max(left.from ?? -Infinity, right.from ?? -Infinity);
  const first = (left.until ?? Infinity) <= (right.until ?? Infinity) ? left : right;
  return { ...first, from: from === -Infinity ? undefined : from };
}

export function stateOf(period: Period, at: number): 'ahead' | 'in-force' | 'ended' {
  if (period.until !== undefined && at >= period.until) return 'ended';
  return period.from !== undefined && at < period.from ? 'ahead' : 'in-force';
}
