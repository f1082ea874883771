import type { GrantDeclaration, PersonDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import type { Json, JsonObject } from '../../../engine/model/json.ts';
import type { Declared } from '../../../engine/model/provider.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { desireOf } from '../../kit/desire.ts';
import { singleValued } from '../../kit/single-valued.ts';
import { roleNamed, roles } from '../roles.ts';
import { normalizeTeammate } from './teammate-attributes.ts';

/** One teammate for each person with a role here: exactly one role, at one level. */
export function declareTeammates(portal: PortalDeclaration): Declared {
  const resources: DesiredResource[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const person of portal.people) {
    for (const request of person.requests) diagnostics.push(noSuchRequest(portal, person, request));
    const faults = person.access.flatMap((grant) => grantFaults(portal, grant));
    if (person.access.length === 0) continue;
    const declared = faults.length > 0 ? { faults } : teammateOf(portal, person);
    if ('faults' in declared) diagnostics.push(...declared.faults);
    else resources.push(declared.resource);
  }
  return { resources, requests: [], diagnostics };
}

type Made = { readonly resource: DesiredResource } | { readonly faults: readonly Diagnostic[] };

function teammateOf(portal: PortalDeclaration, person: PersonDeclaration): Made {
  // Written out for each call: to spread an object first and to add keys to it takes many times as long.
  const precedence = portal.precedence.map((role) => roleNamed(role) ?? role);
  const valueOf = (grant: GrantDeclaration): Json => roleNamed(grant.role) ?? grant.role;
  const role = singleValued({
    portal: portal.name,
    person: person.name,
    what: 'role',
    grants: person.access,
    valueOf,
    precedence,
  });
  if ('conflict' in role) return { faults: [role.conflict] };
  const attributes: Record<string, Json> = { email: person.email, role: role.value ?? null, level: 'client' };
  const faults: Diagnostic[] = [];
  for (const name of ['level', 'levelId', 'decryptLogs']) {
    const one = singleValued({
      portal: portal.name,
      person: person.name,
      what: name,
      grants: role.grants,
      valueOf: (grant) => grant.with[name],
    });
    if ('conflict' in one) faults.push(one.conflict);
    else if (one.value !== undefined) attributes[name] = one.value;
  }
  if (faults.length > 0) return { faults };
  return { resource: resourceOf(portal, person, { grants: role.grants, attributes: normalizeTeammate(attributes) }) };
}

function resourceOf(
  portal: PortalDeclaration,
  person: PersonDeclaration,
  given: { readonly grants: readonly GrantDeclaration[]; readonly attributes: JsonObject },
): DesiredResource {
  return desireOf({
    grants: given.grants,
    attributes: given.attributes,
    portal: portal.name,
    kind: 'teammate',
    key: person.email.trim().toLowerCase(),
    person,
    formerKeys: person.formerEmails.map((email) => email.trim().toLowerCase()),
  });
}

function grantFaults(portal: PortalDeclaration, grant: GrantDeclaration): Diagnostic[] {
  const faults: Diagnostic[] = [];
  if (roleNamed(grant.role) === undefined) {
    faults.push({
      code: 'unknown-portal-role',
      severity: 'error',
      summary: 'the portal has no role of this name',
      detail: `${portal.name} has no role "${grant.role}". Webex Connect has five fixed roles and no custom ones.`,
      cure: `Use one of: ${roles.join(', ')}.`,
      origin: grant.origin,
    });
  }
  if (grant.account !== undefined) {
    faults.push({
      code: 'no-accounts-here',
      severity: 'error',
      summary: 'an account is named at a portal that has only one',
      detail: `A Webex Connect tenant has no accounts within it, but the grant names "${grant.account}".`,
      cure: 'Leave account out.',
      origin: grant.origin,
    });
  }
  return faults;
}

function noSuchRequest(
  portal: PortalDeclaration,
  person: PersonDeclaration,
  request: PersonDeclaration['requests'][number],
): Diagnostic {
  return {
    code: 'request-not-possible',
    severity: 'error',
    summary: 'a request that the portal cannot fulfil',
    detail: `${person.name} asks for a ${request.do} on ${portal.name}; Webex Connect documents none for teammates.`,
    cure: 'Take the request out.',
    origin: request.origin,
  };
}
