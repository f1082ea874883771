import type { EndedGrant, PersonDeclaration, RequestDeclaration } from '../model/declaration.ts';
import { instantOf } from '../model/instant.ts';
import { type ManifestDocument, originOf } from './document.ts';
import { overlap, stateOf } from './grant-period.ts';
import { type GrantReader, type GrantSource, grantsOf, personPeriod } from './grant-source.ts';
import { mergeGrants, type TimedGrant } from './merge-grants.ts';
import { requestsOf } from './person-requests.ts';

/** The people of one portal, and what ended there. */
export interface PortalPeople {
  readonly people: PersonDeclaration[];
  readonly ended: EndedGrant[];
}

export interface PeopleInput extends GrantReader {
  readonly users: ReadonlyMap<string, ManifestDocument<'User'>>;
  /** The moment that is planned for. */
  readonly at: number;
  readonly locale: string;
  /** Where the people go; a portal that is not here gets none. */
  readonly portals: ReadonlyMap<string, PortalPeople>;
}

/** Gives every portal its people: those who have something in force there at the moment that is planned for. */
export function resolvePeople(input: PeopleInput): void {
  for (const user of input.users.values()) resolvePerson(input, user);
}

function resolvePerson(input: PeopleInput, user: ManifestDocument<'User'>): void {
  const own = personPeriod(input, user);
  const byPortal = new Map<string, TimedGrant[]>();
  for (const source of grantsOf(input, user)) {
    const grant = { source, period: overlap(own, source.period) };
    const known = byPortal.get(source.portal);
    if (known === undefined) byPortal.set(source.portal, [grant]);
    else known.push(grant);
  }
  const requests = requestsOf(input, user, byPortal);
  for (const [name, grants] of byPortal) {
    const portal = input.portals.get(name);
    if (portal !== undefined) addTo(portal, { input, user, grants, requests: requests.get(name) ?? [] });
  }
}

interface PersonOnPortal {
  readonly input: PeopleInput;
  readonly user: ManifestDocument<'User'>;
  readonly grants: readonly TimedGrant[];
  readonly requests: readonly RequestDeclaration[];
}

function addTo(portal: PortalPeople, person: PersonOnPortal): void {
  const { input, user, grants, requests } = person;
  const access = mergeGrants(grants.filter(({ period }) => stateOf(period, input.at) === 'in-force'));
  for (const grant of grants) {
    const ended = stateOf(grant.period, input.at) === 'ended';
    if (ended && !access.some(({ role }) => role === grant.source.role)) portal.ended.push(endedGrant(user, grant));
  }
  if (access.length === 0) return;
  portal.people.push({ ...whoIs(user, input.locale), access, requests });
}

function whoIs(user: ManifestDocument<'User'>, locale: string): Omit<PersonDeclaration, 'access' | 'requests'> {
  const { metadata, spec } = user.value;
  return {
    name: metadata.name,
    email: spec.email,
    formerEmails: spec.formerEmails ?? [],
    locale: spec.locale ?? locale,
    service: spec.service ?? false,
    origin: originOf(user, ['spec', 'email']),
    ...(spec.name?.given === undefined ? {} : { givenName: spec.name.given }),
    ...(spec.name?.family === undefined ? {} : { familyName: spec.name.family }),
    ...(spec.why === undefined ? {} : { why: spec.why }),
  };
}

function endedGrant(user: ManifestDocument<'User'>, { source, period }: TimedGrant): EndedGrant {
  const why = endWhy(source, period.why) ?? user.value.spec.why;
  return {
    person: user.value.metadata.name,
    role: source.role,
    ended: instantOf(period.until ?? 0),
    because: period.because,
    origin: source.origin,
    ...(why === undefined ? {} : { why }),
  };
}

function endWhy(source: GrantSource, why: GrantSource['why']): GrantSource['why'] {
  return why ?? source.why;
}
