import type { LicenseDeclaration, PersonDeclaration } from '../model/declaration.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { instantOf } from '../model/instant.ts';
import { type ManifestDocument, originOf } from './document.ts';
import { readMoment } from './grant-period.ts';
import type { Calendar } from './moments.ts';
import type { References } from './references.ts';

export interface LicensesInput {
  readonly licenses: ReadonlyMap<string, ManifestDocument<'License'>>;
  readonly references: References;
  readonly calendar: Calendar;
  readonly diagnostics: Diagnostic[];
  /** The people of a portal, those whose grants are in force. */
  readonly peopleOf: (portal: string) => readonly PersonDeclaration[];
}

/** The licences by portal, with the seats that follow from the people counted. */
export function resolveLicenses(input: LicensesInput): ReadonlyMap<string, readonly LicenseDeclaration[]> {
  const byPortal = new Map<string, LicenseDeclaration[]>();
  for (const document of input.licenses.values()) {
    const { portal } = document.value.spec;
    input.references.portal(portal, originOf(document, ['spec', 'portal']));
    checkBase(input, document);
    const declared = licenseOf(input, document);
    const known = byPortal.get(portal);
    if (known === undefined) byPortal.set(portal, [declared]);
    else known.push(declared);
  }
  for (const [portal, licenses] of byPortal) checkHolders(input, licenses, input.peopleOf(portal));
  return byPortal;
}

function licenseOf(input: LicensesInput, document: ManifestDocument<'License'>): LicenseDeclaration {
  const { metadata, spec } = document.value;
  const { mpn, part, term, billing, renewal, addOnOf, why } = spec;
  const seats = seatsOf(input, document);
  const reading = { calendar: input.calendar, document, diagnostics: input.diagnostics };
  const expires = readMoment(reading, spec.expires, { path: ['spec', 'expires'], end: true });
  return {
    name: metadata.name,
    product: spec.product ?? metadata.name,
    onRemove: spec.onRemove ?? 'keep',
    origin: originOf(document, ['metadata', 'name']),
    ...(mpn === undefined ? {} : { mpn }),
    ...(part === undefined ? {} : { part }),
    ...(seats === undefined ? {} : { seats }),
    ...(term === undefined ? {} : { term }),
    ...(billing === undefined ? {} : { billing }),
    ...(renewal === undefined ? {} : { renewal }),
    ...(expires === undefined ? {} : { expires: instantOf(expires) }),
    ...(addOnOf === undefined ? {} : { addOnOf }),
    ...(why === undefined ? {} : { why }),
  };
}

function seatsOf(input: LicensesInput, document: ManifestDocument<'License'>): number | undefined {
  const { metadata, spec } = document.value;
  if (spec.fit === undefined) {
    const stray = spec.spare === undefined ? (spec.max === undefined ? undefined : 'max') : 'spare';
    if (stray !== undefined) input.diagnostics.push(onlyWithFit(document, stray));
    return spec.seats;
  }
  if (spec.seats !== undefined) input.diagnostics.push(seatsTwice(document));
  const holders = input.peopleOf(spec.portal).filter((person) => holds(person, metadata.name));
  const wanted = holders.length + (spec.spare ?? 0);
  if (spec.max === undefined || wanted <= spec.max) return wanted;
  if (holders.length > spec.max) input.diagnostics.push(tooMany(document, holders, spec.max));
  return spec.max;
}

function holds(person: PersonDeclaration, license: string): boolean {
  return person.licenses.some((grant) => grant.license === license);
}

/** An add-on stands on a licence of the same portal, and no chain of them ends in itself. */
function checkBase(input: LicensesInput, document: ManifestDocument<'License'>): void {
  const { metadata, spec } = document.value;
  if (spec.addOnOf === undefined) return;
  const origin = originOf(document, ['spec', 'addOnOf']);
  const base = input.references.license(spec.addOnOf, origin);
  if (base !== undefined && base.value.spec.portal !== spec.portal) {
    input.diagnostics.push({
      code: 'add-on-elsewhere',
      severity: 'error',
      summary: 'An add-on of a licence on another portal',
      detail: `${metadata.name} is bought on ${spec.portal}, but ${spec.addOnOf} on ${base.value.spec.portal}.`,
      cure: 'Name a licence of the same portal.',
      origin,
    });
  }
  const seen = new Set([metadata.name]);
  for (let next = base; next !== undefined;) {
    const { name } = next.value.metadata;
    if (name === metadata.name) input.diagnostics.push({ ...addOnOfItself(metadata.name), origin });
    if (seen.has(name)) return;
    seen.add(name);
    next = input.licenses.get(next.value.spec.addOnOf ?? '');
  }
}

function addOnOfItself(name: string): Diagnostic {
  return {
    code: 'add-on-cycle',
    severity: 'error',
    summary: 'An add-on of itself',
    detail: `${name} is an add-on of itself, directly or by way of others.`,
    cure: 'Leave addOnOf out of the one that can be had by itself.',
  };
}

/** Nobody holds an add-on without its base. */
function checkHolders(
  input: LicensesInput,
  licenses: readonly LicenseDeclaration[],
  people: readonly PersonDeclaration[],
): void {
  const bases = new Map(licenses.map(({ name, addOnOf }) => [name, addOnOf]));
  for (const person of people) {
    for (const { license, origin } of person.licenses) {
      const base = bases.get(license);
      if (base === undefined || holds(person, base)) continue;
      input.diagnostics.push({
        code: 'add-on-without-base',
        severity: 'error',
        summary: 'An add-on without its base',
        detail: `${person.name} is given ${license}, which needs ${base} first.`,
        cure: `Give ${person.name} the licence ${base} for at least as long, or take ${license} away.`,
        origin,
      });
    }
  }
}

function onlyWithFit(document: ManifestDocument<'License'>, key: 'spare' | 'max'): Diagnostic {
  return {
    code: 'only-with-fit',
    severity: 'error',
    summary: 'A key that counts only with fit',
    detail: `${key} says something only where the seats follow from the people.`,
    cure: 'Write fit: people, or remove it.',
    origin: originOf(document, ['spec', key]),
  };
}

function seatsTwice(document: ManifestDocument<'License'>): Diagnostic {
  return {
    code: 'seats-twice',
    severity: 'error',
    summary: 'Seats given in two ways',
    detail: 'Both seats and fit are given.',
    cure: 'Keep the number, or fit: people.',
    origin: originOf(document, ['spec', 'seats']),
  };
}

function tooMany(
  document: ManifestDocument<'License'>,
  holders: readonly PersonDeclaration[],
  most: number,
): Diagnostic {
  const over = holders.slice(most).map(({ name }) => name);
  const named = over.length > 5 ? `${over.slice(0, 5).join(', ')} and ${over.length - 5} more` : over.join(', ');
  return {
    code: 'more-people-than-seats',
    severity: 'error',
    summary: 'More people than seats that may be bought',
    detail: `${document.value.metadata.name} is given to ${holders.length}, and max is ${most}; too many: ${named}.`,
    cure: 'Raise max, or give the licence to fewer.',
    origin: originOf(document, ['spec', 'max']),
  };
}
