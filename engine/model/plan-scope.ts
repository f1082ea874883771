import { type Address, formatAddress } from './address.ts';
import type { PlanScope } from './plan.ts';

/** Whether a plan only looks: it changes nothing and asks nobody for anything. */
export function looksOnly(scope: PlanScope): boolean {
  return scope.mode === 'refresh-only';
}

/** Whether an address is planned for: named by a target (or there is none), and by no exclusion. */
export function isInScope(scope: PlanScope, address: Address): boolean {
  const text = formatAddress(address);
  const targeted = scope.target.length === 0 || scope.target.some((prefix) => covers(prefix, text));
  return targeted && !scope.exclude.some((prefix) => covers(prefix, text));
}

/** `acme-connect` covers all of that portal, `acme-connect/teammate` all of that kind; never half a word. */
function covers(prefix: string, text: string): boolean {
  return text === prefix || text.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
}
