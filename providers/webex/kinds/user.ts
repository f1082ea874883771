import type { PersonDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import { minute } from '../../../engine/model/instant.ts';
import type { Json } from '../../../engine/model/json.ts';
import type { Declared, DesiredRequest, ResourceKind } from '../../../engine/model/provider.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { readSettings } from '../settings.ts';
import { grantsOf, loginOf, normalizePerson, provider, resourceOf, textIn } from './people.ts';
import { activationGates } from './user-gates.ts';
import { describeUser } from './user-words.ts';

export const userKind = 'user';

/** A person in the organisation: made at once, in use when they have set a password. */
export function user(portal: PortalDeclaration): ResourceKind {
  const settings = readSettings(portal.settings);
  return plainKind({
    provider,
    kind: userKind,
    plane: 'default',
    verbs: ['invite', 'update', 'reset', 'delete'],
    why: 'A user comes in by an activation mail; nothing is to be synchronised.',
    arrives: 'invite',
    // Licences and roles are held whatever the person has done so far (documented for licences).
    carriesInvited: true,
    resetsInvited: true,
    keyChange: 'update',
    // Nothing documents how soon a search shows who was just made; ours.
    visibilityDelay: minute,
    holds: ['accounts', 'withdrawn-invitations'],
    declare: declareUsers,
    identify: (attributes) => textIn(attributes, 'email'),
    normalize: normalizePerson,
    describe: (draft) => describeUser(draft, settings),
    isSpent: ({ active }) => active === false,
    isUsable: ({ active }) => active !== false,
    summarize: (attributes) =>
      attributes['active'] === false ? 'inactive' : textIn(attributes, 'displayName') || 'user',
    arrivalGates: (observed) => activationGates(observed, settings),
  });
}

function declareUsers(portal: PortalDeclaration): Declared {
  const resources: DesiredResource[] = [];
  const requests: DesiredRequest[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const person of portal.people) {
    const grants = grantsOf(person);
    if (grants.length > 0) {
      resources.push(resourceOf(portal, person, { kind: userKind, grants, attributes: attributesOf(person) }));
    }
    for (const request of person.requests) {
      if (request.do === 'sync') diagnostics.push(nothingToSync(portal, person, request));
      else requests.push(resetOf(portal, person, request));
    }
  }
  return { resources, requests, diagnostics };
}

function attributesOf(person: PersonDeclaration): Readonly<Record<string, Json>> {
  const { givenName = '', familyName = '' } = person;
  const displayName = `${givenName} ${familyName}`.trim();
  return normalizePerson({ email: loginOf(person), givenName, familyName, displayName, active: true });
}

type Request = PersonDeclaration['requests'][number];

function resetOf(portal: PortalDeclaration, person: PersonDeclaration, request: Request): DesiredRequest {
  const { id, notAfter, why, origin } = request;
  return {
    address: { portal: portal.name, kind: userKind, key: loginOf(person) },
    verb: 'reset',
    occasion: `reset/${portal.name}/${person.name}/${id}`,
    id,
    origin,
    ...(notAfter === undefined ? {} : { notAfter }),
    ...(why === undefined ? {} : { why }),
  };
}

function nothingToSync(portal: PortalDeclaration, person: PersonDeclaration, { origin }: Request): Diagnostic {
  return {
    code: 'request-not-possible',
    severity: 'error',
    summary: 'a request that the portal cannot fulfil',
    detail: `${person.name} asks for a sync on ${portal.name}; Control Hub documents none that could be asked for.`,
    cure: 'Take the request out. Agents are synchronised in Control Hub: Contact Center, Tenant settings, Synchronize Users.',
    origin,
  };
}
