import type { Diagnostic, DocumentPath, Origin } from '../model/diagnostic.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { Why } from '../model/resource.ts';
import { type ManifestDocument, originOf, type RawDocument } from './document.ts';
import { always, type Period, overlap, readMoment, readPeriod } from './grant-period.ts';
import type { Calendar } from './moments.ts';
import type { References } from './references.ts';

/** One role on one portal, as a User has it: directly, or by a Role document. */
export interface GrantSource {
  readonly portal: string;
  readonly role: string;
  readonly account?: string;
  readonly with: JsonObject;
  readonly period: Period;
  readonly why?: Why;
  readonly via?: string;
  readonly origin: Origin;
}

export interface GrantReader {
  readonly calendar: Calendar;
  readonly references: References;
  readonly roles: ReadonlyMap<string, ManifestDocument<'Role'>>;
  readonly diagnostics: Diagnostic[];
}

const nothing: JsonObject = {};

/** All grants of one person, in the order of the document: direct ones first. */
export function grantsOf(reader: GrantReader, user: ManifestDocument<'User'>): readonly GrantSource[] {
  const { spec } = user.value;
  const grants: GrantSource[] = [];
  for (const [index, access] of (spec.access ?? []).entries()) {
    const path: DocumentPath = ['spec', 'access', index];
    reader.references.portal(access.portal, originOf(user, [...path, 'portal']));
    grants.push(grantFrom(access, { period: periodOf(reader, user, access, path), origin: originOf(user, path) }));
  }
  for (const [index, entry] of (spec.roles ?? []).entries()) {
    const path: DocumentPath = ['spec', 'roles', index];
    const named = typeof entry === 'string' ? { name: entry } : entry;
    const place = originOf(user, typeof entry === 'string' ? path : [...path, 'name']);
    const role = reader.references.role(named.name, place);
    const period = typeof entry === 'string' ? always : periodOf(reader, user, entry, path);
    if (role !== undefined && role.value.spec.access === undefined)
      reader.diagnostics.push(givesNothing(named.name, place));
    for (const access of role?.value.spec.access ?? []) {
      const why = typeof entry === 'string' ? undefined : entry.why;
      grants.push(
        grantFrom({ ...access, ...(why === undefined ? {} : { why }) }, { period, origin: place, via: named.name }),
      );
    }
  }
  return grants;
}

/** A Role that only defines one of the portal's own gives nothing by itself. */
function givesNothing(role: string, origin: Origin): Diagnostic {
  return {
    code: 'role-without-access',
    severity: 'error',
    summary: 'A Role that gives nothing',
    detail: `The Role ${role} defines a role of a portal, and has no access of its own to give.`,
    cure: "Give the portal's role under access, or add access to the Role.",
    origin,
  };
}

interface Access {
  readonly portal: string;
  readonly role: string;
  readonly account?: string;
  readonly with?: unknown;
  readonly why?: Why;
}

function grantFrom(
  access: Access,
  rest: { readonly period: Period; readonly origin: Origin; readonly via?: string },
): GrantSource {
  return {
    portal: access.portal,
    role: access.role,
    with: isJsonObject(access.with) ? access.with : nothing,
    ...(access.account === undefined ? {} : { account: access.account }),
    ...(access.why === undefined ? {} : { why: access.why }),
    ...rest,
  };
}

interface Dated {
  readonly from?: string;
  readonly until?: string;
}

/** The period that an entry of a User says; always, where it says none. */
export function periodOf(
  reader: GrantReader,
  document: Omit<RawDocument, 'value'>,
  dates: Dated,
  path: DocumentPath,
): Period {
  if (dates.from === undefined && dates.until === undefined) return always;
  return readPeriod({ calendar: reader.calendar, document, diagnostics: reader.diagnostics }, dates, path);
}

/** The person's own period: `from`, `until` and the day they leave. */
export function personPeriod(reader: GrantReader, user: ManifestDocument<'User'>): Period {
  const { spec } = user.value;
  const own = periodOf(reader, user, spec, ['spec']);
  if (spec.leave === undefined) return own;
  const reading = { calendar: reader.calendar, document: user, diagnostics: reader.diagnostics };
  const until = readMoment(reading, spec.leave.on, { path: ['spec', 'leave', 'on'], end: true });
  const { why } = spec.leave;
  return overlap({ from: undefined, until, because: 'leave', ...(why === undefined ? {} : { why }) }, own);
}
