import type { DeclaredKind } from '../model/declared.ts';
import type { PortalDeclaration } from '../model/declaration.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { bindingsBySite, type LedgerState } from '../model/ledger.ts';

export interface PortalsInput {
  readonly portals: readonly PortalDeclaration[];
  readonly declared: readonly DeclaredKind[];
  readonly ledger: LedgerState;
}

/**
 * A portal, or a kind of one, that left the manifests while the ledger still owns something there is an error: nothing
 * may be forgotten by leaving a document out. It retires first.
 */
export function checkPortals(input: PortalsInput): Diagnostic[] {
  const portals = new Set(input.portals.map((portal) => portal.name));
  const kinds = new Set(input.declared.map(({ portal, kind }) => `${portal.name}/${kind.kind}`));
  const removed = new Map<string, string[]>();
  const diagnostics: Diagnostic[] = [];
  for (const [site, bindings] of bindingsBySite(input.ledger)) {
    const portal = bindings[0]?.address.portal ?? '';
    const keys = bindings.map((binding) => binding.address.key);
    if (!portals.has(portal)) removed.set(portal, [...(removed.get(portal) ?? []), ...keys]);
    else if (!kinds.has(site)) diagnostics.push(kindRemoved(site, keys));
  }
  for (const [portal, keys] of removed) diagnostics.push(portalRemoved(portal, keys));
  return diagnostics;
}

function portalRemoved(portal: string, keys: readonly string[]): Diagnostic {
  return {
    code: 'portal-removed',
    severity: 'error',
    summary: 'a Portal left the manifests, and the ledger still owns something there',
    detail: `${portal}: ${owned(keys)}.`,
    cure: `Put the Portal ${portal} back with "retire: true", apply, and then remove it.`,
  };
}

function kindRemoved(site: string, keys: readonly string[]): Diagnostic {
  return {
    code: 'kind-removed',
    severity: 'error',
    summary: 'a Portal no longer has a kind of which the ledger still owns something',
    detail: `${site}: ${owned(keys)}.`,
    cure: 'Set the Portal as it was, take what is owned out of the manifests, apply, and then change its settings.',
  };
}

function owned(keys: readonly string[]): string {
  return `${keys.length} owned, ${keys.slice(0, 3).join(', ')}${keys.length > 3 ? ' and more' : ''}`;
}
