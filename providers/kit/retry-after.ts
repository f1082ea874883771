import { type Milliseconds, second } from '../../engine/model/instant.ts';

/**
 * The wait that a `Retry-After` header asks for, in seconds or as a date. Undefined where there is none or it cannot
 * be read; a date that is past asks for no wait.
 */
export function retryAfter(header: string | undefined, now: number): Milliseconds | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return Number(text) * second;
  if (!/[a-z]/i.test(text)) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : Math.max(0, moment - now);
}
