import type { Instant } from '../../engine/model/instant.ts';
import { assumed } from './assumptions.ts';

/**
 * IBM writes moments as `MM/DD/YYYY HH:MM:SS` (observed). In which time zone is published nowhere; UTC is assumed.
 * Undefined where the text is no such moment.
 */
export function instantOfWire(text: string): Instant | undefined {
  const parts = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}):(\d{2}):(\d{2})$/u.exec(text);
  if (parts === null) return undefined;
  const [, month, day, year, hours, minutes, seconds] = parts;
  const moment = new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}.000${assumed.timeZone.value}`);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

export function wireDate(instant: Instant): string {
  const [date = '', time = ''] = instant.slice(0, 19).split('T');
  const [year, month, day] = date.split('-');
  return `${month}/${day}/${year} ${time}`;
}
