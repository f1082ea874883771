import type {
  EndedGrant,
  LicenseGrant,
  PersonDeclaration,
  RequestDeclaration,
  UpcomingGrant,
} from '../model/declaration.ts';
import { instantOf } from '../model/instant.ts';
import { type ManifestDocument, originOf } from './document.ts';
import { overlap, type Period, stateOf } from './grant-period.ts';
import { type GrantReader, type GrantSource, grantsOf, personPeriod } from './grant-source.ts';
import { licensesOf, type LicenseSource } from './license-grants.ts';
import { mergeGrants, type TimedGrant } from './merge-grants.ts';
import { endedByHand, type OffboardedPeople, stillGiven } from './offboarded.ts';
import { requestsOf } from './person-requests.ts';

/** The people of one portal, what ended there, and what begins later. */
export interface PortalPeople {
  readonly people: PersonDeclaration[];
  readonly ended: EndedGrant[];
  readonly upcoming: UpcomingGrant[];
}

export interface PeopleInput extends GrantReader {
  readonly users: ReadonlyMap<string, ManifestDocument<'User'>>;
  /** The moment that is planned for. */
  readonly at: number;
  readonly locale: string;
  /** Who was offboarded by hand; left out where nobody was. */
  readonly offboarded?: OffboardedPeople;
  /** Where the people go; a portal that is not here gets none. */
  readonly portals: ReadonlyMap<string, PortalPeople>;
}

/** Gives every portal its people: those who have something in force there at the moment that is planned for. */
export function resolvePeople(input: PeopleInput): void {
  for (const user of input.users.values()) resolvePerson(input, user);
}

function resolvePerson(input: PeopleInput, user: ManifestDocument<'User'>): void {
  const declared = personPeriod(input, user);
  const gone = input.offboarded?.of(user);
  const own = gone === undefined ? declared : endedByHand(declared, gone);
  const periods: Period[] = [];
  const byPortal = new Map<string, GivenHere>();
  for (const source of grantsOf(input, user)) {
    periods.push(source.period);
    givenOn(byPortal, source.portal).grants.push({ source, period: overlap(own, source.period) });
  }
  for (const source of licensesOf(input, user)) {
    periods.push(source.period);
    givenOn(byPortal, source.portal).licenses.push({ source, period: overlap(own, source.period) });
  }
  const isGiven = periods.some((period) => stateOf(overlap(declared, period), input.at) !== 'ended');
  if (gone !== undefined && isGiven) input.diagnostics.push(stillGiven(user, gone));
  const requests = requestsOf(input, user, byPortal);
  for (const [name, given] of byPortal) {
    const portal = input.portals.get(name);
    if (portal !== undefined) addTo(portal, { input, user, ...given, requests: requests.get(name) ?? [] });
  }
}

interface TimedLicense {
  readonly source: LicenseSource;
  readonly period: Period;
}

/** What one person is given on one portal. */
interface GivenHere {
  readonly grants: TimedGrant[];
  readonly licenses: TimedLicense[];
}

function givenOn(byPortal: Map<string, GivenHere>, portal: string): GivenHere {
  const known = byPortal.get(portal) ?? { grants: [], licenses: [] };
  byPortal.set(portal, known);
  return known;
}

interface PersonOnPortal extends GivenHere {
  readonly input: PeopleInput;
  readonly user: ManifestDocument<'User'>;
  readonly requests: readonly RequestDeclaration[];
}

function addTo(portal: PortalPeople, person: PersonOnPortal): void {
  const { input, user, grants, requests } = person;
  const access = mergeGrants(grants.filter(({ period }) => stateOf(period, input.at) === 'in-force'));
  const licenses: LicenseGrant[] = [];
  for (const { source, period } of grants) {
    const state = stateOf(period, input.at);
    if (state === 'ahead') portal.upcoming.push(upcomingGrant(user, { role: source.role, source, period }));
    const isOver = state === 'ended' && !access.some(({ role }) => role === source.role);
    if (isOver) portal.ended.push(endedGrant(user, { role: source.role, source, period }));
  }
  for (const { source, period } of person.licenses) {
    const state = stateOf(period, input.at);
    if (state === 'in-force') licenses.push(licenseGrant(source, period));
    const role = `licence ${source.license}`;
    if (state === 'ahead') portal.upcoming.push(upcomingGrant(user, { role, source, period }));
    if (state === 'ended') portal.ended.push(endedGrant(user, { role, source, period }));
  }
  if (access.length === 0 && licenses.length === 0) return;
  portal.people.push(personOf(user, { locale: input.locale, access, licenses, requests }));
}

function licenseGrant({ license, why, origin }: LicenseSource, { until }: Period): LicenseGrant {
  return {
    license,
    origin,
    ...(until === undefined ? {} : { until: instantOf(until) }),
    ...(why === undefined ? {} : { why }),
  };
}

/** In one literal: to spread an object first and to add keys to it takes many times as long. */
function personOf(
  user: ManifestDocument<'User'>,
  { locale, access, licenses, requests }: Pick<PersonDeclaration, 'locale' | 'access' | 'licenses' | 'requests'>,
): PersonDeclaration {
  const { metadata, spec } = user.value;
  return {
    access,
    licenses,
    requests,
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

interface Dated {
  readonly role: string;
  readonly source: GrantSource | LicenseSource;
  readonly period: Period;
}

function endedGrant(user: ManifestDocument<'User'>, { role, source, period }: Dated): EndedGrant {
  const { metadata, spec } = user.value;
  const why = period.why ?? source.why ?? spec.why;
  const data = period.because === 'leave' ? spec.leave?.data : undefined;
  return {
    person: metadata.name,
    role,
    ended: instantOf(period.until ?? 0),
    because: period.because,
    origin: source.origin,
    ...(data === undefined ? {} : { data }),
    ...(why === undefined ? {} : { why }),
  };
}

function upcomingGrant(user: ManifestDocument<'User'>, { role, source, period }: Dated): UpcomingGrant {
  const { metadata, spec } = user.value;
  const from = instantOf(period.from ?? 0);
  return { person: metadata.name, email: spec.email, role, from, origin: source.origin };
}
