import { day } from '../model/instant.ts';

/** Turns the dates of manifests into moments, in milliseconds since 1970. Undefined where the text is no moment. */
export interface Calendar {
  /** The first moment of a date, or the instant itself. */
  readonly startOf: (moment: string) => number | undefined;
  /** The first moment after a date, which is included whole, or the instant itself. */
  readonly endOf: (moment: string) => number | undefined;
}

const dateShape = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Undefined where the time zone is unknown to this machine. */
export function createCalendar(timezone: string): Calendar | undefined {
  const offsetAt = offsetsOf(timezone);
  if (offsetAt === undefined) return undefined;
  const known = new Map<string, number | undefined>();
  const at = (moment: string, days: number): number | undefined => {
    const key = `${moment}+${days}`;
    if (!known.has(key)) known.set(key, momentOf(moment, days, offsetAt));
    return known.get(key);
  };
  return { startOf: (moment) => at(moment, 0), endOf: (moment) => at(moment, 1) };
}

function momentOf(text: string, days: number, offsetAt: (epoch: number) => number): number | undefined {
  const shape = dateShape.exec(text);
  if (shape !== null) {
    const midnight = Date.parse(`${text}T00:00:00Z`);
    // Date.parse lets the 30th of February through as the 2nd of March.
    if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== text) return undefined;
    return startOfDay(midnight + days * day, offsetAt);
  }
  const epoch = Date.parse(text);
  return Number.isNaN(epoch) || momentOf(text.slice(0, 10), 0, () => 0) === undefined ? undefined : epoch;
}

/**
 * The first moment of a local day, given its midnight as if it were UTC. Where the clock skips midnight, that is the
 * moment of the skip; where midnight comes twice, the first one.
 */
function startOfDay(midnight: number, offsetAt: (epoch: number) => number): number {
  const before = midnight - offsetAt(midnight - day);
  const after = midnight - offsetAt(midnight + day);
  const exact = [Math.min(before, after), Math.max(before, after)].find(
    (epoch) => epoch + offsetAt(epoch) === midnight,
  );
  return exact ?? before;
}

/** How far local time is ahead of UTC, in milliseconds, at a moment. */
function offsetsOf(timezone: string): ((epoch: number) => number) | undefined {
  if (timezone === 'UTC') return () => 0;
  const format = formatFor(timezone);
  if (format === undefined) return undefined;
  return (epoch) => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(epoch)) part[type] = Number(value);
    const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, date, hour, minute, second) - Math.floor(epoch / 1000) * 1000;
  };
}

function formatFor(timezone: string): Intl.DateTimeFormat | undefined {
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { ...numeric, second: 'numeric', timeZone: timezone, hourCycle: 'h23' });
  } catch {
    return undefined;
  }
}
