import type { RailVerdict } from './plan.ts';

const absolute: ReadonlySet<RailVerdict['rail']> = new Set(['protected', 'own-account', 'seats-short']);

/** Rails that stop a plan whatever consent there is. */
export function isAbsolute({ rail }: Pick<RailVerdict, 'rail'>): boolean {
  return absolute.has(rail);
}
