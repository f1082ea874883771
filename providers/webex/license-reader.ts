import type { LicenseDeclaration } from '../../engine/model/declaration.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { ReadRequest, ReadResult } from '../../engine/model/provider.ts';
import type { Problem } from '../../engine/model/provider-error.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
import { answerReader } from '../kit/json-answer.ts';
import { textIn } from './classify.ts';
import { heldId, rawId } from './ids.ts';
import { assignmentKey, assignmentKind } from './kinds/license-assignment.ts';
import { licenseKind, partOf } from './kinds/license.ts';
import { restOf } from './kinds/people.ts';
import type { Holder } from './licenses-api.ts';
import type { Organisation } from './organisation.ts';
import { emailOf } from './scim-api.ts';
import { isAskedFor, type KnownPerson, peopleIn, resultOf } from './user-reader.ts';

/** A licence that was bought, and the one name under which it stands in plans. */
export interface NamedLicense {
  readonly part: string;
  readonly id: string;
  readonly row: JsonObject;
}

/**
 * As a License document writes it, whatever its capitals, by name, by `NAME (SITE OR SUBSCRIPTION)` or by id; else as
 * Control Hub has it, with the site or subscription where several have one name.
 */
export function namedLicenses(
  rows: readonly JsonObject[],
  declared: readonly LicenseDeclaration[],
): readonly NamedLicense[] {
  const parts = declared.map(partOf);
  const read = answerReader('A licence');
  const names = rows.map((row) => folded(read.text(row, 'name')));
  return rows.map((row) => {
    const id = read.text(row, 'id');
    const name = textIn(row, 'name').trim();
    const isAlone = names.filter((other) => other === folded(name)).length === 1;
    const where = textIn(row, 'siteUrl') || textIn(row, 'subscriptionId') || rawId(id);
    const full = isAlone ? name : `${name} (${where})`;
    const calls = [full, `${name} (${textIn(row, 'siteUrl')})`, `${name} (${textIn(row, 'subscriptionId')})`].map(
      folded,
    );
    const part = parts.find((one) => one === id || calls.includes(folded(one))) ?? full;
    return { part, id, row };
  });
}

function folded(text: string): string {
  return text.trim().replace(/\s+/gu, ' ').toLowerCase();
}

async function licensesOf(organisation: Organisation): Promise<readonly NamedLicense[]> {
  return namedLicenses(await organisation.bought(), organisation.portal.licenses);
}

/** The licences as they were listed last; listed anew where one that is asked for is not among them. */
export async function licensesFor(
  organisation: Organisation,
  parts: ReadonlySet<string>,
): Promise<readonly NamedLicense[]> {
  const known = namedLicenses(await organisation.catalogue(), organisation.portal.licenses);
  const isComplete = [...parts].every((part) => known.some((one) => one.part === part));
  return isComplete ? known : licensesOf(organisation);
}

export async function readLicenses(organisation: Organisation, request: ReadRequest): Promise<ReadResult> {
  const bought = await licensesOf(organisation);
  const asked = request.only === undefined ? undefined : new Set(request.only.map(({ address }) => address.key));
  const wanted = asked === undefined ? bought : bought.filter(({ part }) => asked.has(part));
  const listed = { rows: bought.map(({ row }) => row), pages: 1, problem: null };
  return resultOf(
    request,
    listed,
    wanted.map((one) => licenseOf(organisation, one)),
  );
}

/** Numbers may be null or below zero, and where all units are in use by definition, the licence is free: neither is a pool. */
function licenseOf({ portal, now }: Organisation, { part, id, row }: NamedLicense): ObservedResource {
  const [units, consumed] = [row['totalUnits'], row['consumedUnits']];
  const isPool = typeof units === 'number' && units >= 0 && !isFree(row);
  return {
    address: { portal: portal.name, kind: licenseKind, key: part },
    id,
    presence: 'active',
    attributes: {
      part,
      ...(isPool ? { units } : {}),
      ...(isPool && typeof consumed === 'number' ? { consumed } : {}),
    },
    evidence: { grade: 'read', at: now() },
  };
}

/** Observed: a licence that everybody gets has as many units as are consumed, and no subscription that sells it. */
function isFree(row: JsonObject): boolean {
  return row['totalUnits'] === row['consumedUnits'] && textIn(row, 'subscriptionId') === '';
}

/** Who holds the licences that License documents name, and those that are ours already; no others. */
export async function readAssignments(organisation: Organisation, request: ReadRequest): Promise<ReadResult> {
  if (request.only !== undefined) return readOnly(organisation, { ...request, only: request.only });
  const bought = await licensesOf(organisation);
  const { portal, licenses } = organisation;
  const parts = new Set([...portal.licenses.map(partOf), ...request.known.map(({ address }) => restOf(address.key))]);
  const resources: ObservedResource[] = [];
  let [rows, pages] = [0, 0];
  let problem: Problem | null = null;
  for (const { part, id } of bought.filter((one) => parts.has(one.part))) {
    const listed = await licenses().holders(id);
    for (const holder of listed.rows) {
      const read = answerReader('A holder of a licence');
      const email = read.text(holder, 'email').trim().toLowerCase();
      resources.push(assignmentOf(organisation, { email, person: read.text(holder, 'id') }, part));
    }
    rows += listed.rows.length;
    pages += listed.pages;
    problem ??= listed.problem;
  }
  return { ...resultOf(request, { rows: [], pages, problem }, resources), rows };
}

interface AskedFor extends ReadRequest {
  readonly only: NonNullable<ReadRequest['only']>;
}

/** By the person: a list of thousands of holders would be read for one of them. */
async function readOnly(organisation: Organisation, request: AskedFor): Promise<ReadResult> {
  const people = peopleIn(request.only);
  const bought = await licensesFor(organisation, new Set(request.only.map(({ address }) => restOf(address.key))));
  const held = new Map<string, ObservedResource>();
  for (const known of people) {
    const holder = await holderNow(organisation, known);
    for (const { part, id } of bought) {
      if (!holder.held.includes(id)) continue;
      const assignment = assignmentOf(organisation, holder, part);
      held.set(assignment.address.key, assignment);
    }
  }
  const resources = [...held.values()].filter(isAskedFor(request));
  return resultOf(request, { rows: [], pages: people.length + 1, problem: null }, resources);
}

interface LicenseHolder extends Pick<Holder, 'person'> {
  readonly email: string;
}

/**
 * Asked for by address. Where that is nobody's by now, or somebody else's, the person who is known by id may have
 * another one; who is gone falls back to the address.
 */
export async function holderNow(
  organisation: Organisation,
  { email, person }: KnownPerson,
): Promise<LicenseHolder & Holder> {
  const found = { ...(await organisation.licenses().heldBy(email)), email };
  if (person === null || isHeldBy(found, person)) return found;
  const user = await organisation.scim().user(person);
  const login = user === null ? email : emailOf(user);
  return login === email ? found : { ...(await organisation.licenses().heldBy(login)), email: login };
}

export function isHeldBy(holder: Pick<Holder, 'person'>, person: string): boolean {
  return holder.person !== null && rawId(holder.person) === person;
}

export function assignmentOf(
  { portal, now }: Organisation,
  { email, person }: LicenseHolder,
  part: string,
): ObservedResource {
  return {
    address: { portal: portal.name, kind: assignmentKind, key: assignmentKey(email, part) },
    id: heldId(person, part),
    presence: 'active',
    attributes: { email, part },
    evidence: { grade: 'read', at: now() },
  };
}
