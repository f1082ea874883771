import type { GrantDeclaration, PersonDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import type { Json } from '../../../engine/model/json.ts';
import type { Declared } from '../../../engine/model/provider.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { desireOf } from '../../kit/desire.ts';
import { singleValued } from '../../kit/single-valued.ts';
import type { Settings } from '../settings.ts';
import { hasAccount, keyOfPerson, userKind } from './people.ts';
import { normalKey, normalizeUser } from './user-attributes.ts';

/** One account for each person who has anything here. */
export function declareUsers(portal: PortalDeclaration, settings: Settings): Declared {
  const resources: DesiredResource[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const person of portal.people) {
    for (const request of person.requests) diagnostics.push(noSuchRequest(portal, person, request));
    if (person.licenses.length > 0 && !settings.entitlements) diagnostics.push(noLicenses(portal, person));
    if (!hasAccount(person, settings)) continue;
    const said = saidByGrants(portal, person);
    diagnostics.push(...said.faults);
    if (said.faults.length === 0) resources.push(accountOf({ portal, person, settings, said: said.values }));
  }
  return { resources, requests: [], diagnostics };
}

interface Account {
  readonly portal: PortalDeclaration;
  readonly person: PersonDeclaration;
  readonly settings: Settings;
  readonly said: Readonly<Record<string, Json>>;
}

function accountOf({ portal, person, settings, said }: Account): DesiredResource {
  const { givenName, familyName } = person;
  const needsId = settings.profile.requires.includes('externalId') && settings.key !== 'externalId';
  const attributes = {
    email: keyOfPerson(person),
    ...(givenName === undefined ? {} : { givenName }),
    ...(familyName === undefined ? {} : { familyName }),
    ...(needsId ? { externalId: person.name } : {}),
    ...said,
    active: true,
  };
  return desireOf({
    portal: portal.name,
    kind: userKind,
    key: keyOfPerson(person),
    person,
    grants: [...person.access, ...licenseGrants(person, settings)],
    attributes: normalizeUser(attributes, settings),
    formerKeys: person.formerEmails.map(normalKey),
  });
}

/** A licence keeps the account too, as long as it is given. */
function licenseGrants(person: PersonDeclaration, { entitlements }: Settings): GrantDeclaration[] {
  if (!entitlements) return [];
  return person.licenses.map(({ license, until, why, origin }) => {
    const dated = until === undefined ? {} : { until };
    return { role: license, with: {}, origin, ...dated, ...(why === undefined ? {} : { why }) };
  });
}

function saidByGrants(
  portal: PortalDeclaration,
  person: PersonDeclaration,
): { readonly values: Readonly<Record<string, Json>>; readonly faults: readonly Diagnostic[] } {
  const values: Record<string, Json> = {};
  const faults = person.access.flatMap((grant) => accountFault(portal, grant));
  for (const what of ['userName', 'displayName', 'externalId']) {
    const one = singleValued({
      what,
      portal: portal.name,
      person: person.name,
      grants: person.access,
      valueOf: (grant) => grant.with[what],
    });
    if ('conflict' in one) faults.push(one.conflict);
    else if (one.value !== undefined) values[what] = one.value;
  }
  return { values, faults };
}

function accountFault(portal: PortalDeclaration, grant: GrantDeclaration): Diagnostic[] {
  if (grant.account === undefined) return [];
  return [
    {
      code: 'no-accounts-here',
      severity: 'error',
      summary: 'an account is named at a portal that has only one',
      detail: `A SCIM server is one tenant, but a grant on ${portal.name} names "${grant.account}".`,
      cure: 'Leave account out; a second tenant is a second Portal.',
      origin: grant.origin,
    },
  ];
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
    detail: `${person.name} asks for a ${request.do} on ${portal.name}; SCIM has none.`,
    cure: 'Take the request out.',
    origin: request.origin,
  };
}

function noLicenses(portal: PortalDeclaration, person: PersonDeclaration): Diagnostic {
  const origin = person.licenses[0]?.origin ?? person.origin;
  return {
    code: 'licenses-switched-off',
    severity: 'error',
    summary: 'a licence on a portal whose entitlements are not managed',
    detail: `${person.name} is given a licence on ${portal.name}, where entitlements are not managed.`,
    cure: 'Write settings: { entitlements: true } in the Portal document if the server has them; else take it out.',
    origin,
  };
}
