/** A moment as text, ISO 8601 in UTC with milliseconds: `2026-11-21T09:14:00.000Z`. Texts sort as moments do. */
export type Instant = string;

/** Milliseconds. */
export type Milliseconds = number;

export const second: Milliseconds = 1_000;
export const minute: Milliseconds = 60 * second;
export const hour: Milliseconds = 60 * minute;
export const day: Milliseconds = 24 * hour;

/** @throws RangeError where the number is no moment. */
export function instantOf(epochMilliseconds: number): Instant {
  return new Date(epochMilliseconds).toISOString();
}

/** Milliseconds since 1970. NaN where the text is no moment. */
export function epochOf(instant: Instant): number {
  return Date.parse(instant);
}

export function addTo(instant: Instant, milliseconds: Milliseconds): Instant {
  return instantOf(epochOf(instant) + milliseconds);
}

/** The last day (UTC) before an instant at which something ends: `2026-10-31` for the first moment of November. */
export function lastDayOf(end: Instant): string {
  return instantOf(epochOf(end) - 1).slice(0, 10);
}
