import type { DeclaredKind } from '../model/declared.ts';
import { type AddressText, formatAddress } from '../model/address.ts';
import { canonicalJson, sameJson } from '../model/canonical-json.ts';
import type { PortalDeclaration } from '../model/declaration.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Following } from '../model/provider.ts';
import type { DesiredResource } from '../model/resource.ts';

/**
 * Finds what is declared on one portal and would become something else by what is declared on another one, because the
 * portals themselves synchronise: each run would undo what the other portal did. Portals that are said to follow, and
 * are not there, are found too.
 */
export function checkFollows(declared: readonly DeclaredKind[]): readonly Diagnostic[] {
  const following = declared.filter(({ kind }) => kind.follows !== undefined);
  if (following.length === 0) return [];
  const portals = [...new Set(declared.map(({ portal }) => portal))];
  const sites = new Map(declared.map((one) => [siteOf(one.portal.name, one.kind.kind), one]));
  const byAddress = new Map<AddressText, DesiredResource>();
  for (const one of declared) {
    for (const resource of one.resources) byAddress.set(formatAddress(resource.address), resource);
  }
  const lost: Diagnostic[] = [];
  const contradictions: Diagnostic[] = [];
  for (const { portal, kind, resources } of following) {
    const named = kind.followedBy ?? [];
    const missing = named.filter((other) => !sites.has(siteOf(other.portal, other.kind)));
    lost.push(...missing.map((other) => nobodyFollows(portal, other)));
    for (const resource of resources) {
      for (const follows of kind.follows?.(resource.attributes, portals) ?? []) {
        const site = sites.get(siteOf(follows.portal, follows.kind));
        const other = byAddress.get(formatAddress(follows));
        if (site === undefined || other === undefined) continue;
        contradictions.push(...contradiction({ resource, other, follows, site }));
      }
    }
  }
  return [...lost, ...contradictions];
}

function siteOf(portal: string, kind: string): string {
  return `${portal}/${kind}`;
}

function nobodyFollows(portal: PortalDeclaration, follows: Omit<Following, 'key' | 'wants'>): Diagnostic {
  return {
    code: 'nothing-follows',
    severity: 'error',
    summary: 'A portal that is said to follow another one, and is not there',
    detail: `${portal.name} names ${follows.portal} (${follows.because}), but no Portal of that name has a ${follows.kind}.`,
    cure: 'Correct the name in the settings of the Portal, or take it out.',
    origin: portal.origin,
  };
}

interface Both {
  readonly resource: DesiredResource;
  readonly other: DesiredResource;
  readonly follows: Following;
  readonly site: DeclaredKind;
}

function contradiction({ resource, other, follows, site }: Both): Diagnostic[] {
  const wants = site.kind.normalize({ ...other.attributes, ...follows.wants });
  const differing = Object.keys(follows.wants).filter((field) => {
    const declared = other.attributes[field];
    return declared !== undefined && !sameJson(declared, wants[field] ?? null);
  });
  const [field] = differing;
  if (field === undefined) return [];
  const [is, comes] = [other.attributes[field], wants[field]].map((value) => wordsOf(value ?? null));
  return [
    {
      code: 'contradicting-portals',
      severity: 'error',
      summary: 'Two portals that synchronise, and one person declared differently on them',
      detail:
        `${formatAddress(resource.address)} brings about ${field} ${comes} of ${formatAddress(other.address)} ` +
        `(${follows.because}), which is declared as ${is}.`,
      cure: 'Declare the person on one of the two portals alone, or let both say what goes together.',
      origin: resource.origin,
      related: [{ text: `${other.address.portal} is declared otherwise here`, origin: other.origin }],
    },
  ];
}

function wordsOf(value: Parameters<typeof canonicalJson>[0]): string {
  return typeof value === 'string' ? `"${value}"` : canonicalJson(value);
}
