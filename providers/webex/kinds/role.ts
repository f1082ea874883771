import type { GrantDeclaration, PersonDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import { minute } from '../../../engine/model/instant.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { Declared, ResourceKind } from '../../../engine/model/provider.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import {
  fullAdministrator,
  isSetByHand,
  knownRoles,
  managesEveryCustomer,
  partnerAdministrator,
  roleId,
  roleName,
} from '../roles.ts';
import { readSettings } from '../settings.ts';
import { addressIn, loginOf, normalizePerson, provider, resourceOf, textIn } from './people.ts';
import { followedTeammates } from './role-follows.ts';
import { describeRole } from './role-words.ts';
import { userKind } from './user.ts';

export const roleKind = 'role';

/** One role of one person, in the organisation or as a partner. */
export function role(portal: PortalDeclaration): ResourceKind {
  const settings = readSettings(portal.settings);
  return plainKind({
    provider,
    kind: roleKind,
    plane: 'default',
    verbs: ['create', 'delete'],
    why: 'A role is held or not; there is nothing to change about it.',
    dependsOnKinds: [userKind],
    visibilityDelay: minute,
    holds: ['role-assignments'],
    declare: declareRoles,
    identify: (attributes) => `${textIn(attributes, 'email')}/${textIn(attributes, 'role')}`,
    normalize,
    describe: (draft) => describeRole(draft, settings),
    follows: (attributes, portals) => followedTeammates(attributes, portal, portals),
    summarize: (attributes) => roleName(textIn(attributes, 'role')),
    isAdministrator: (attributes) => textIn(attributes, 'role') === fullAdministrator,
  });
}

export function roleKey(email: string, id: string): string {
  return `${email.trim().toLowerCase()}/${id}`;
}

/** Roles by their ids, lower case: the vendor's own samples differ in it. */
function normalize(attributes: JsonObject): JsonObject {
  const normal = normalizePerson(attributes);
  const given = normal['role'];
  return typeof given === 'string' ? { ...normal, role: roleId(given) ?? given } : normal;
}

function declareRoles(portal: PortalDeclaration): Declared {
  const resources: DesiredResource[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const person of portal.people) {
    const byRole = new Map<string, GrantDeclaration[]>();
    for (const grant of person.access) {
      const fault = faultOf(portal, grant);
      if (fault !== undefined) diagnostics.push(fault);
      const id = fault === undefined ? roleId(grant.role) : undefined;
      if (id !== undefined) byRole.set(id, [...(byRole.get(id) ?? []), grant]);
    }
    for (const [id, grants] of byRole) resources.push(declared(portal, person, { id, grants }));
  }
  return { resources, requests: [], diagnostics };
}

interface Held {
  readonly id: string;
  /** Several customers come by one partner role. */
  readonly grants: readonly GrantDeclaration[];
}

function declared(portal: PortalDeclaration, person: PersonDeclaration, { id, grants }: Held): DesiredResource {
  const email = loginOf(person);
  const dependsOn = [addressIn(portal, userKind, email)];
  const given = { kind: roleKind, grants, part: id, suffix: `/${id}` };
  return resourceOf(portal, person, { ...given, attributes: { email, role: id }, dependsOn });
}

function faultOf(portal: PortalDeclaration, grant: GrantDeclaration): Diagnostic | undefined {
  const error = { severity: 'error', origin: grant.origin } as const;
  if (isSetByHand(grant.role)) {
    return {
      ...error,
      code: 'role-by-hand',
      summary: 'a role that no API sets',
      detail: `"${grant.role}" cannot be given by SCIM: location and site administrators are set in Control Hub alone.`,
      cure: 'Give it in Control Hub (Users, Administrator roles), and leave it out here.',
    };
  }
  const id = roleId(grant.role);
  if (id === undefined) {
    return {
      ...error,
      code: 'unknown-portal-role',
      summary: 'the portal has no role of this name',
      detail: `${portal.name} has no role "${grant.role}".`,
      cure: `Use one of: ${knownRoles.map(({ name }) => name).join(', ')}; or the id of a role, such as cjp.admin.`,
    };
  }
  if (grant.account === undefined || id === partnerAdministrator) return undefined;
  const everybody = managesEveryCustomer(id) ? ' It manages every customer of the partner already.' : '';
  return {
    ...error,
    code: 'no-role-per-customer',
    summary: 'a role that is not given for one customer',
    detail: `${roleName(id)} is not assigned customer by customer, but the grant names "${grant.account}".${everybody}`,
    cure: 'Leave account out, or give Partner Administrator.',
  };
}
