import type { GrantDeclaration, PersonDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { accountNamed, isBillingId, linkOf, lineOf } from './account-tree.ts';
import { ownerOf } from './role.ts';
import { parseRole } from './role-names.ts';
import { textIn } from './texts.ts';

type Request = PersonDeclaration['requests'][number];

export function noAccount(portal: PortalDeclaration, grant: GrantDeclaration): Diagnostic {
  return {
    code: 'grant-without-account',
    severity: 'error',
    summary: 'a grant of which nobody knows the account',
    detail: `The role "${grant.role}" names no account, and ${portal.name} has neither a PartnerLink at the top nor settings.billingId.`,
    cure: 'Write account: with the name of an account.',
    origin: grant.origin,
  };
}

export function noSync(portal: PortalDeclaration, person: PersonDeclaration, request: Request): Diagnostic {
  return {
    code: 'request-not-possible',
    severity: 'error',
    summary: 'a request that the portal cannot fulfil',
    detail: `${person.name} asks for a sync on ${portal.name}: MaaS360 has nothing to synchronise for administrators.`,
    cure: 'Take the request out.',
    origin: request.origin,
  };
}

/** Faults of one grant: an account that nobody declares, a role that does not reach it. */
export function grantFaults(portal: PortalDeclaration, grant: GrantDeclaration): readonly Diagnostic[] {
  const account = accountNamed(portal, grant.account);
  if (account === undefined) return [];
  return [...strayAccount(portal, { grant, account }), ...strayRole(portal, { grant, account })];
}

interface Given {
  readonly grant: GrantDeclaration;
  readonly account: string;
}

function strayAccount(portal: PortalDeclaration, { grant, account }: Given): readonly Diagnostic[] {
  if (linkOf(portal, account) !== undefined || isBillingId(account)) return [];
  return [
    {
      code: 'unknown-account',
      severity: 'error',
      summary: 'a grant on an account that is not declared',
      detail: `No PartnerLink of ${portal.name} has the account "${account}", and it is no billing id (7 to 10 digits).`,
      cure: 'Declare it as a PartnerLink, correct the name, or write its billing id.',
      origin: grant.origin,
    },
  ];
}

/** A role that is defined here reaches the account that owns it, and those below. */
function strayRole(portal: PortalDeclaration, { grant, account }: Given): readonly Diagnostic[] {
  const { name } = parseRole(grant.role);
  const definitions = (portal.roleDefinitions ?? []).filter((one) => one.role.trim() === name);
  const owners = definitions.flatMap((one) => ownerOf(portal, one) ?? []);
  const line = lineOf(portal, account);
  const isFar = definitions.length > 0 && owners.length > 0 && !owners.some((owner) => line.includes(owner));
  if (!isFar || linkOf(portal, account) === undefined) return [];
  return [
    {
      code: 'role-out-of-reach',
      severity: 'error',
      summary: 'a custom role of an account that is not above',
      detail: `The role "${name}" belongs to ${owners.join(', ')}, which is neither ${account} nor above it.`,
      cure: 'Define the role in the account itself, or in a partner above it.',
      origin: grant.origin,
      related: definitions.map((one) => ({ text: `${one.role} is defined here`, origin: one.origin })),
    },
  ];
}

/** The same user name for two accounts: it is the login, and unique on the whole instance (inferred). */
export function userNameTwice(second: DesiredResource, first: DesiredResource): Diagnostic {
  const same = second.address.key === first.address.key;
  return {
    code: same ? 'user-name-twice' : 'user-names-alike',
    severity: 'error',
    summary: same ? 'one user name for two logins' : 'two user names that differ only in upper and lower case',
    detail: same
      ? `${second.address.key} is to log in to ${placeOf(first)} and to ${placeOf(second)}; a user name has one account.`
      : `${second.address.key} and ${first.address.key}: whether they are two to MaaS360 is not documented.`,
    cure: 'Write with: { userName: … } in one of the two grants.',
    origin: second.origin,
    related: [{ text: 'the other one is given here', origin: first.origin }],
  };
}

function placeOf({ attributes }: DesiredResource): string {
  return textIn(attributes, 'account');
}
