import type { Period } from './catalogue.ts';

/** The same day of the month, or its last day, so much later. */
export function endOf(start: number, { type, duration }: Period): number {
  const date = new Date(start);
  const days = type === 'day' ? duration : 0;
  const months = type === 'day' ? 0 : duration * (type === 'year' ? 12 : 1);
  const month = date.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const time = start - Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  return Date.UTC(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), lastDay) + days) + time;
}

const units = { day: 'DAYS', month: 'MONTHS', year: 'YEARS' } as const;

/** How IBM says the same. */
export function durationOf({ type, duration }: Period): {
  readonly durationUnits: 'DAYS' | 'MONTHS' | 'YEARS';
  readonly durationLength: number;
} {
  return { durationUnits: units[type], durationLength: duration };
}
