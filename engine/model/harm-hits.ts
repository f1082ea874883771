import type { Address } from './address.ts';
import type { HarmClass, HarmHits } from './harm.ts';

/** The part of a change or a step by hand that says what it harms. */
export interface Harming {
  readonly address: Address;
  readonly harms: readonly HarmClass[];
  readonly hits?: HarmHits;
}

/** What one class of harm of it hits: the units that it names, else the object itself. */
export function unitsHit({ address, hits }: Harming, harm: HarmClass): readonly string[] {
  return hits?.[harm] ?? [address.key];
}

/** Every class of harm with its units, in the order of their names. Undefined where nobody is harmed. */
export function hitsOf(harming: Harming): HarmHits | undefined {
  const classes = [...new Set(harming.harms)].sort();
  if (classes.length === 0) return undefined;
  return Object.fromEntries(classes.map((harm) => [harm, [...unitsHit(harming, harm)]]));
}
