import type { GrantDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import { minute } from '../../../engine/model/instant.ts';
import type { ChangeDescription, ChangeDraft, Declared, ResourceKind } from '../../../engine/model/provider.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { assumed } from '../assumptions.ts';
import { addressIn, loginOf, normalizePerson, resourceOf, textIn } from './people.ts';
import { subscriberKind } from './subscriber.ts';

export const roleKind = 'role';
export const administratorRole = 'CustomerAdministrator';
/** Everybody has it from the start; it says nothing but that one has an account. */
export const everybodysRole = 'User';

/** Roles that public client code and samples assign (observed). `VSR` is the vendor's own and is never given here. */
export const knownRoles: readonly string[] = [
  everybodysRole,
  administratorRole,
  'AppDeveloper',
  'UserAccountAssistant',
  'ConnectionsAuditor',
  'ContentValidator',
  'Support',
  'DataMigrator',
  'CustomerPurchaser',
];

/** One role of one subscriber, besides `User`. */
export function role(portal: PortalDeclaration): ResourceKind {
  return plainKind({
    provider: 'ibm-connections',
    kind: roleKind,
    plane: 'service',
    verbs: ['create', 'delete'],
    why: 'A role is assigned or not; there is nothing to change about it.',
    dependsOnKinds: [subscriberKind],
    visibilityDelay: minute,
    holds: ['role-assignments'],
    declare: declareRoles,
    identify: (attributes) => roleKey(textIn(attributes, 'email'), textIn(attributes, 'role')),
    normalize: normalizePerson,
    describe: (draft) => describe(draft, portal),
    summarize: (attributes) => textIn(attributes, 'role'),
    isAdministrator: (attributes) => textIn(attributes, 'role') === administratorRole,
  });
}

export function roleKey(email: string, name: string): string {
  return `${email.trim().toLowerCase()}/${name}`;
}

/** Upper and lower case are the same to IBM (inferred from a sample). */
export function roleNamed(text: string): string | undefined {
  const form = (name: string): string => (assumed.roleCase.value ? name.trim().toLowerCase() : name.trim());
  return knownRoles.find((known) => form(known) === form(text));
}

function declareRoles(portal: PortalDeclaration): Declared {
  const resources: DesiredResource[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const person of portal.people) {
    const email = loginOf(person);
    for (const grant of person.access) {
      const name = roleNamed(grant.role);
      if (name === undefined) diagnostics.push(unknownRole(portal, grant));
      if (grant.account !== undefined) diagnostics.push(noAccounts(portal, grant));
      if (name === undefined || name === everybodysRole) continue;
      const formerKeys = person.formerEmails.map((former) => roleKey(former, name));
      const given = { kind: roleKind, grants: [grant], key: roleKey(email, name), part: name, formerKeys };
      const dependsOn = [addressIn(portal, subscriberKind, email)];
      resources.push(resourceOf(portal, person, { ...given, attributes: { email, role: name }, dependsOn }));
    }
  }
  return { resources, requests: [], diagnostics };
}

function describe({ verb, before, after, at }: ChangeDraft, portal: PortalDeclaration): ChangeDescription {
  const name = textIn(after ?? before ?? {}, 'role');
  const email = textIn(after ?? before ?? {}, 'email');
  const privileged = name === administratorRole;
  if (verb !== 'delete') {
    const consequences = privileged ? [{ kind: 'privilege' as const, text: `becomes ${name}` }] : [];
    return { word: 'assign', harms: [], consequences, consent: [], requests: 2 };
  }
  const consequences = [{ kind: 'removal' as const, text: `is no longer ${name}` }];
  const said: ChangeDescription = {
    word: 'unassign',
    harms: ['role-assignments'],
    consequences,
    consent: [],
    requests: 3,
  };
  if (!privileged || portal.contacts.owner?.toLowerCase() !== email) return said;
  return {
    ...said,
    manual: {
      because: 'The account owner keeps CustomerAdministrator: IBM gives it to the customer by itself.',
      gate: {
        step: 'change-owner',
        title: 'let another account own the customer',
        waitingFor: { role: 'support', name: portal.contacts.support ?? 'the support of the marketplace' },
        since: at,
        proof: { by: 'read' },
        proves: 'The list of subscribers no longer shows the role.',
        instructions: [`Ask support to make another person the owner of ${portal.name} in place of ${email}.`],
      },
    },
  };
}

function unknownRole(portal: PortalDeclaration, grant: GrantDeclaration): Diagnostic {
  return {
    code: 'unknown-portal-role',
    severity: 'error',
    summary: 'the portal has no role of this name',
    detail: `${portal.name} has no role "${grant.role}".`,
    cure: `Use one of: ${knownRoles.join(', ')}.`,
    origin: grant.origin,
  };
}

function noAccounts(portal: PortalDeclaration, grant: GrantDeclaration): Diagnostic {
  return {
    code: 'no-accounts-here',
    severity: 'error',
    summary: 'an account is named at a portal that has only one',
    detail: `${portal.name} is one customer of IBM, but the grant names "${grant.account ?? ''}".`,
    cure: 'Leave account out.',
    origin: grant.origin,
  };
}
