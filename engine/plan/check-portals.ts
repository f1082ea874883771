import type { PortalDeclaration } from '../model/declaration.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { LedgerState } from '../model/ledger.ts';

/**
 * A portal that left the manifests while the ledger still owns something there is an error: nothing may be forgotten by
 * leaving a document out. It retires first.
 */
export function checkPortals(portals: readonly PortalDeclaration[], ledger: LedgerState): Diagnostic[] {
  const declared = new Set(portals.map((portal) => portal.name));
  const owned = new Map<string, string[]>();
  for (const { address } of ledger.bindings.values()) {
    if (declared.has(address.portal)) continue;
    const keys = owned.get(address.portal);
    if (keys === undefined) owned.set(address.portal, [address.key]);
    else keys.push(address.key);
  }
  return [...owned].map(([portal, keys]) => ({
    code: 'portal-removed',
    severity: 'error',
    summary: 'a Portal left the manifests, and the ledger still owns something there',
    detail: `${portal}: ${keys.length} owned, ${keys.slice(0, 3).join(', ')}${keys.length > 3 ? ' and more' : ''}.`,
    cure: `Put the Portal ${portal} back with "retire: true", apply, and then remove it.`,
  }));
}
