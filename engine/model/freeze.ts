import type { Standing } from './change.ts';
import type { FreezeDeclaration } from './declaration.ts';
import type { Instant } from './instant.ts';

/** The gate of what is held until a freeze is over. Nobody has to do anything for it. */
export const freezeStep = 'freeze';

/** Whether something is only waiting for the end of a freeze: neither dropped, nor asked of anybody. */
export function isHeldByFreeze(standing: Standing): boolean {
  return standing.verdict === 'waiting' && standing.gate.step === freezeStep;
}

/** The freezes that are on at a moment. Their end is excluded. */
export function freezesOn(freezes: readonly FreezeDeclaration[], at: Instant): FreezeDeclaration[] {
  return freezes.filter(({ from, until }) => from <= at && at < until);
}
