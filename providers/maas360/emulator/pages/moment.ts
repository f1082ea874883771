import { instantOf } from '../../../../engine/model/instant.ts';

/** `2026-11-21 09:00 UTC`. */
export function moment(at: number): string {
  return `${instantOf(at).slice(0, 16).replace('T', ' ')} UTC`;
}
