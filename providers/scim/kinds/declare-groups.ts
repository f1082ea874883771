import type { GrantDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import type { Declared } from '../../../engine/model/provider.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import type { Settings } from '../settings.ts';
import { groupGrants, groupKind, keyOfPerson, userAddress } from './people.ts';

interface Filled {
  readonly members: Set<string>;
  readonly first: GrantDeclaration;
}

/** One group for each role that somebody has, with exactly these people in it. */
export function declareGroups(portal: PortalDeclaration, settings: Settings): Declared {
  const filled = new Map<string, Filled>();
  const diagnostics: Diagnostic[] = [];
  for (const person of portal.people) {
    for (const grant of groupGrants(person, settings)) {
      const name = grant.role.trim();
      if (settings.groups !== null && !settings.groups.includes(name)) {
        diagnostics.push(unknownGroup(portal, grant, settings.groups));
        continue;
      }
      const group = filled.get(name) ?? { members: new Set(), first: grant };
      filled.set(name, group);
      group.members.add(keyOfPerson(person));
    }
  }
  const resources = [...filled].map(([name, group]) => groupOf(portal, name, group));
  return { resources, requests: [], diagnostics: [...diagnostics, ...alikeNames(filled)] };
}

/** Nobody's document declares a group by itself: it belongs to the portal, and follows from everybody's grants. */
function groupOf(portal: PortalDeclaration, name: string, { members, first }: Filled): DesiredResource {
  const keys = [...members].sort();
  return {
    address: { portal: portal.name, kind: groupKind, key: name },
    identity: { document: 'Portal', name: portal.name, portal: portal.name, kind: groupKind, part: name },
    attributes: { name, members: keys },
    origin: first.origin,
    dependsOn: keys.map((key) => userAddress(portal, key)),
    formerKeys: [],
  };
}

function unknownGroup(portal: PortalDeclaration, grant: GrantDeclaration, groups: readonly string[]): Diagnostic {
  const near = groups.find((one) => one.toLowerCase() === grant.role.trim().toLowerCase());
  const names = groups.length > 12 ? `${groups.slice(0, 12).join(', ')}, …` : groups.join(', ');
  return {
    code: 'unknown-portal-role',
    severity: 'error',
    summary: 'the portal has no role of this name',
    detail: `${portal.name} lists no group "${grant.role}" under settings.groups.`,
    cure: near === undefined ? `Use one of: ${names}; or add it there.` : `Write ${near}, in exactly these letters.`,
    origin: grant.origin,
  };
}

/** A server may take both for one group; then each would throw the other's people out. */
function alikeNames(filled: ReadonlyMap<string, Filled>): Diagnostic[] {
  const seen = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const [name, { first }] of filled) {
    const other = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), other ?? name);
    if (other === undefined) continue;
    diagnostics.push({
      code: 'groups-alike',
      severity: 'error',
      summary: 'two groups whose names differ only in capital letters',
      detail: `"${name}" and "${other}" are one group to most servers.`,
      cure: 'Write the name alike everywhere.',
      origin: first.origin,
      related: [{ text: `"${other}" is given here`, origin: filled.get(other)?.first.origin ?? first.origin }],
    });
  }
  return diagnostics;
}
