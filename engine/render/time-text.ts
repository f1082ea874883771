import { day, epochOf, hour, type Instant, type Milliseconds, minute, second } from '../model/instant.ts';
import { counted } from './words.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-11-21` (UTC). */
export function dateText(instant: Instant): string {
  return instant.slice(0, 10);
}

/** `2026-11-21 09:14 UTC`. */
export function momentText(instant: Instant): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** `28 Nov`, with the year where it is not the year of `now`. */
export function shortDate(instant: Instant, now: Instant): string {
  const month = months[Number(instant.slice(5, 7)) - 1] ?? '?';
  const year = instant.slice(0, 4) === now.slice(0, 4) ? '' : ` ${instant.slice(0, 4)}`;
  return `${Number(instant.slice(8, 10))} ${month}${year}`;
}

/** The end of a day is said as the day that it still includes. */
export function untilText(instant: Instant): string {
  if (/T23:59:59/.test(instant)) return `until ${dateText(instant)} 24:00 UTC`;
  if (/T00:00:00/.test(instant)) {
    const before = new Date(epochOf(instant) - 1).toISOString();
    return `until ${dateText(before)} 24:00 UTC`;
  }
  return `until ${momentText(instant)}`;
}

/** How long ago, in the one unit that matters: `2 h`, `6 days`. */
export function sinceText(instant: Instant, now: Instant): string {
  return roughly(Math.max(0, epochOf(now) - epochOf(instant)));
}

function roughly(span: Milliseconds): string {
  if (!Number.isFinite(span)) return 'unknown';
  if (span < minute) return 'just now';
  if (span < hour) return `${Math.floor(span / minute)} min`;
  if (span < 2 * day) return `${Math.floor(span / hour)} h`;
  return counted(Math.floor(span / day), 'day');
}

/** How long something took or will take, in at most two units: `0.9 s`, `4 min 2 s`, `2 h 5 min`. */
export function durationText(span: Milliseconds): string {
  if (span < 10 * second) return `${(Math.round(span / 100) / 10).toFixed(span % second === 0 ? 0 : 1)} s`;
  if (span < minute) return `${Math.round(span / second)} s`;
  const minutes = Math.floor(span / minute);
  if (minutes < 60) return twoUnits([minutes, 'min'], [Math.round((span % minute) / second), 's']);
  const hours = Math.floor(span / hour);
  if (hours < 48) return twoUnits([hours, 'h'], [Math.round((span % hour) / minute), 'min']);
  return counted(Math.round(span / day), 'day');
}

function twoUnits(large: readonly [number, string], small: readonly [number, string]): string {
  const [most] = large;
  if (small[0] === 60) return `${most + 1} ${large[1]}`;
  return small[0] === 0 ? `${most} ${large[1]}` : `${most} ${large[1]} ${small[0]} ${small[1]}`;
}
