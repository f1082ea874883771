import type { Address } from '../../../engine/model/address.ts';
import type { GrantDeclaration, PersonDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import type { Json } from '../../../engine/model/json.ts';
import type { Declared, DesiredRequest } from '../../../engine/model/provider.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { desireOf } from '../../kit/desire.ts';
import { singleValued } from '../../kit/single-valued.ts';
import { accountKind } from './account-attributes.ts';
import { accountNamed, linkOf } from './account-tree.ts';
import { administratorKind, normalizeAdministrator } from './administrator-attributes.ts';
import { ibmIdAttribute, ibmIdOf } from './ibm-id.ts';
import { noAccount, noSync, userNameTwice } from './grant-faults.ts';
import { definitionFor, roleKey, roleKind } from './role.ts';
import { formatRole, parseRole } from './role-names.ts';
import { addressIn, textIn } from './texts.ts';

/** One login of a person: all that they are given in one account. */
export interface Login {
  readonly person: PersonDeclaration;
  readonly account: string;
  readonly grants: readonly GrantDeclaration[];
}

/** By person and account, without those whom an account's PartnerLink names as primary: they come with the account. */
export function loginsOf(portal: PortalDeclaration): readonly Login[] {
  return portal.people.flatMap((person) =>
    [...grantsByAccount(portal, person)]
      .filter(([account]) => linkOf(portal, account)?.primary.name !== person.name)
      .map(([account, grants]) => ({ person, account, grants })),
  );
}

/** What a person is given, by account. Grants that name no account that is known are left out. */
export function grantsByAccount(
  portal: PortalDeclaration,
  { access }: PersonDeclaration,
): ReadonlyMap<string, readonly GrantDeclaration[]> {
  const accounts = new Map<string, GrantDeclaration[]>();
  for (const grant of access) {
    const account = accountNamed(portal, grant.account);
    if (account === undefined) continue;
    const known = accounts.get(account);
    if (known === undefined) accounts.set(account, [grant]);
    else known.push(grant);
  }
  return accounts;
}

/** The roles of several grants as a set, each with the account number that the grant names. */
export function rolesOf(grants: readonly GrantDeclaration[]): readonly string[] {
  const roles = grants.map(({ role, with: { ownedBy } }) => {
    return formatRole({ ...parseRole(role), ...(typeof ownedBy === 'string' ? { ownedBy } : {}) });
  });
  return [...new Set(roles)].sort();
}

export function declareAdministrators(portal: PortalDeclaration): Declared {
  const resources = new Map<string, DesiredResource>();
  const requests: DesiredRequest[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const person of portal.people) {
    for (const request of person.requests) if (request.do === 'sync') diagnostics.push(noSync(portal, person, request));
    for (const grant of person.access) {
      if (accountNamed(portal, grant.account) === undefined) diagnostics.push(noAccount(portal, grant));
    }
  }
  for (const login of loginsOf(portal)) {
    const made = administratorOf(portal, login);
    if ('faults' in made) {
      diagnostics.push(...made.faults);
      continue;
    }
    const { address } = made.resource;
    const other = resources.get(address.key.toLowerCase());
    if (other !== undefined) {
      diagnostics.push(userNameTwice(made.resource, other));
      continue;
    }
    resources.set(address.key.toLowerCase(), made.resource);
    requests.push(...resetsOf(login.person, address));
  }
  return { resources: [...resources.values()], requests, diagnostics };
}

/** Each login of a person is reset by itself: they have a password each. */
export function resetsOf(person: PersonDeclaration, address: Address): readonly DesiredRequest[] {
  return person.requests.flatMap(({ do: verb, id, notAfter, why, origin }) => {
    if (verb !== 'reset') return [];
    const occasion = `reset/${address.portal}/${address.key}/${person.name}/${id}`;
    const more = { ...(notAfter === undefined ? {} : { notAfter }), ...(why === undefined ? {} : { why }) };
    return [{ address, verb, occasion, id, origin, ...more }];
  });
}

type Made = { readonly resource: DesiredResource } | { readonly faults: readonly Diagnostic[] };

function administratorOf(portal: PortalDeclaration, { person, account, grants }: Login): Made {
  const said = { portal: portal.name, person: person.name, grants };
  const valueOf = (name: string) => (grant: GrantDeclaration) => grant.with[name];
  const userName = singleValued({ ...said, what: 'user name', valueOf: valueOf('userName') });
  const ibmId = singleValued({ ...said, what: 'IBMid', valueOf: valueOf('ibmId') });
  const faults = [userName, ibmId].flatMap((one) => ('conflict' in one ? [one.conflict] : []));
  if ('conflict' in userName || 'conflict' in ibmId) return { faults };
  const roles = rolesOf(grants);
  const attributes = normalizeAdministrator({
    userName: loginName(userName.value, person),
    email: person.email,
    account,
    roles,
    active: true,
    ...ibmIdAttribute(ibmIdOf(ibmId.value)),
  });
  const key = textIn(attributes, 'userName');
  const dependsOn = dependenciesOf(portal, { account, roles });
  const given = {
    portal: portal.name,
    kind: administratorKind,
    key,
    person,
    grants,
    attributes,
    part: account,
    dependsOn,
    formerKeys: formerNames(userName.value, person),
  };
  return { resource: desireOf(given) };
}

/** The user name that is given, or else the address: the portal's own form has a box for that. */
function loginName(value: Json | undefined, person: PersonDeclaration): string {
  return typeof value === 'string' && value.trim() !== '' ? value : person.email.trim().toLowerCase();
}

/** Where the address is the user name, those before it were. */
function formerNames(value: Json | undefined, { formerEmails }: PersonDeclaration): readonly string[] {
  return value === undefined ? formerEmails.map((email) => email.trim().toLowerCase()) : [];
}

/** The account, and the custom roles that are declared for it or above it. */
export function dependenciesOf(
  portal: PortalDeclaration,
  { account, roles }: { readonly account: string; readonly roles: readonly string[] },
): readonly string[] {
  const dependsOn = linkOf(portal, account) === undefined ? [] : [addressIn(portal, accountKind, account)];
  for (const role of roles) {
    const definition = definitionFor(portal, { account, role });
    if (definition !== undefined) dependsOn.push(addressIn(portal, roleKind, roleKey(portal, definition)));
  }
  return [...new Set(dependsOn)];
}
