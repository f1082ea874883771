import type { PortalDeclaration } from '../model/declaration.ts';
import type { Diagnostic, Origin } from '../model/diagnostic.ts';
import type { Json } from '../model/json.ts';
import type { ResourceKind } from '../model/provider.ts';
import type { DesiredResource } from '../model/resource.ts';
import type { SchemaProblem } from './schema-problems.ts';
import { checkOf } from './validator.ts';

/**
 * Says what the kind's schema refuses of a declared resource, such as a role that the portal does not have. It is placed at
 * the grant that brought the value, where one can be found.
 */
export function resourceCheck(
  kind: ResourceKind,
  portal: PortalDeclaration,
): (resource: DesiredResource) => readonly Diagnostic[] {
  const check = checkOf(kind.schema, { fillDefaults: false });
  return (resource) => {
    const problems = check(resource.attributes);
    return problems.length === 0 ? none : diagnosticsFor({ problems, resource, portal });
  };
}

const none: readonly Diagnostic[] = [];

interface Refusal {
  readonly problems: readonly SchemaProblem[];
  readonly resource: DesiredResource;
  readonly portal: PortalDeclaration;
}

function diagnosticsFor({ problems, resource, portal }: Refusal): readonly Diagnostic[] {
  return problems.map(({ path, ...words }) => {
    const value = valueAt(resource.attributes, path);
    const origin = grantOrigin({ resource, value, portal }) ?? resource.origin;
    const role = words.code === 'unknown-value' && origin !== resource.origin;
    return {
      ...words,
      severity: 'error',
      origin,
      ...(role
        ? { code: 'unknown-role', summary: 'No role of this name at the portal', detail: roleDetail(value, portal) }
        : {}),
    };
  });
}

function roleDetail(value: Json | undefined, portal: PortalDeclaration): string {
  return `${portal.name} (${portal.provider}) has no role ${JSON.stringify(value)}.`;
}

function valueAt(attributes: Json, path: SchemaProblem['path']): Json | undefined {
  let value: Json | undefined = attributes;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.entries(value).find(([key]) => key === String(step))?.[1];
  }
  return value;
}

interface Claim {
  readonly resource: DesiredResource;
  readonly value: Json | undefined;
  readonly portal: PortalDeclaration;
}

/** Where a User document gives the role that has this very value. */
function grantOrigin({ resource, value, portal }: Claim): Origin | undefined {
  if (typeof value !== 'string') return undefined;
  const person = portal.people.find(({ name }) => name === resource.identity.name);
  const grant = person?.access.find(({ role }) => role === value);
  if (grant === undefined) return undefined;
  return grant.via === undefined ? { ...grant.origin, path: [...grant.origin.path, 'role'] } : grant.origin;
}
