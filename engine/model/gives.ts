import type { Change, ManualStanding } from './change.ts';

const giving: ReadonlySet<Change['verdict']> = new Set(['create', 'invite', 'update', 'adopt', 'take-over']);

/**
 * Whether a verdict, or what a step by hand wants, may give something. An update counts whatever it changes: what a
 * portal grants by one attribute and takes by another is the portal's affair.
 */
export function gives(verdict: Change['verdict']): boolean {
  return giving.has(verdict);
}

/** Whether a change, or a step by hand, may give something. A question about an earlier call gives nothing. */
export function mayGive(one: Change | ManualStanding): boolean {
  return one.verdict === 'manual' ? one.question !== true && gives(one.wants) : gives(one.verdict);
}
