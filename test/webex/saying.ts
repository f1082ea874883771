import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import type { ChangeDraft } from '../../engine/model/provider.ts';
import { hub, kindOf } from './wire.ts';

/** What a kind makes of a portal, by the parts that tests look at. */
export function declared(kind: string, portal: PortalDeclaration) {
  const { resources, requests, diagnostics } = kindOf(kind, portal).declare(portal);
  return {
    keys: resources.map(({ address }) => address.key),
    attributes: resources.map(({ attributes }) => attributes),
    dependsOn: resources.map((one) => one.dependsOn.map((address) => address.replace('acme-hub/', ''))),
    resources,
    requests,
    codes: diagnostics.map(({ code }) => code),
    diagnostics,
  };
}

/** What a kind says of one change of Ada's. */
export function described(kind: string, draft: Partial<ChangeDraft>, portal = hub()) {
  const key = 'ada@acme.example';
  const identity = { document: 'User', name: 'ada', portal: 'acme-hub', kind };
  const given = { address: { portal: 'acme-hub', kind, key }, identity, before: null, after: null } as const;
  const rest = { verb: 'create', presence: 'absent', round: 0, at: '2026-11-21T09:00:00.000Z' } as const;
  return kindOf(kind, portal).describe({ ...given, ...rest, ...draft });
}

/** The consequences as `kind: text`. */
export const texts = (said: ReturnType<typeof described>) =>
  said.consequences.map(({ kind, text }) => `${kind}: ${text}`);
