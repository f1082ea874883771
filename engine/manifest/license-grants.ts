import type { DocumentPath, Origin } from '../model/diagnostic.ts';
import type { Why } from '../model/resource.ts';
import { type ManifestDocument, originOf } from './document.ts';
import { always, type Period } from './grant-period.ts';
import { type GrantReader, periodOf } from './grant-source.ts';

/** One licence as a User has it. */
export interface LicenseSource {
  readonly license: string;
  /** The portal it is bought on. */
  readonly portal: string;
  readonly period: Period;
  readonly why?: Why;
  readonly origin: Origin;
}

/** All licences of one person, in the order of the document; each name counts once. */
export function licensesOf(reader: GrantReader, user: ManifestDocument<'User'>): readonly LicenseSource[] {
  const sources: LicenseSource[] = [];
  const seen = new Map<string, Origin>();
  for (const [index, entry] of (user.value.spec.licenses ?? []).entries()) {
    const path: DocumentPath = ['spec', 'licenses', index];
    const given = typeof entry === 'string' ? { name: entry } : entry;
    const origin = originOf(user, typeof entry === 'string' ? path : [...path, 'name']);
    const license = reader.references.license(given.name, origin);
    const period = typeof entry === 'string' ? always : periodOf(reader, user, entry, path);
    const first = seen.get(given.name);
    if (first !== undefined) reader.diagnostics.push(licenseTwice(given.name, { origin, first }));
    seen.set(given.name, first ?? origin);
    if (license === undefined || first !== undefined) continue;
    const why = given.why === undefined ? {} : { why: given.why };
    sources.push({ license: given.name, portal: license.value.spec.portal, period, origin, ...why });
  }
  return sources;
}

function licenseTwice(name: string, places: { readonly origin: Origin; readonly first: Origin }) {
  return {
    code: 'license-twice',
    severity: 'error' as const,
    summary: 'One licence given twice',
    detail: `A person takes at most one seat of ${name}.`,
    cure: 'Remove one of the two; dates that follow each other can be written as one period.',
    origin: places.origin,
    related: [{ text: `${name} is given here already`, origin: places.first }],
  };
}
