import { parseAddress } from '../model/address.ts';
import type { UserDeclaration } from '../model/declaration.ts';
import type { Diagnostic, DocumentPath } from '../model/diagnostic.ts';
import { instantOf } from '../model/instant.ts';
import type { PolicyException, PolicySubject } from '../model/policy.ts';
import type { Catalogue } from './catalogue.ts';
import { type ManifestDocument, originOf } from './document.ts';
import { readMoment } from './grant-period.ts';
import type { Calendar } from './moments.ts';
import { didYouMean } from './nearest.ts';

export interface ExceptionsInput {
  readonly catalogue: Catalogue;
  readonly calendar: Calendar;
  readonly diagnostics: Diagnostic[];
  readonly users: readonly UserDeclaration[];
  /** The moment that is planned for. */
  readonly at: number;
}

type PolicyDocument = ManifestDocument<'Policy'>;

/** The exceptions of one policy. One that counts no more, or for nobody, is warned of: it looks like a protection. */
export function exceptionsOf(
  input: ExceptionsInput,
  document: PolicyDocument,
  each: PolicySubject,
): readonly PolicyException[] {
  const { calendar, diagnostics, at } = input;
  const exceptions: PolicyException[] = [];
  for (const [index, exception] of (document.value.spec.exceptions ?? []).entries()) {
    const path: DocumentPath = ['spec', 'exceptions', index];
    const end = { path: [...path, 'until'], end: true };
    const until = readMoment({ calendar, document, diagnostics }, exception.until, end);
    if (until === undefined) continue;
    const { for: whom, why, mitigation } = exception;
    exceptions.push({ for: whom, until: instantOf(until), why, mitigation });
    if (until <= at) diagnostics.push(hasRunOut(document, [...path, 'until'], exception));
    const missing = nobody(input, whom, each);
    if (missing !== undefined) diagnostics.push(forNobody(document, [...path, 'for'], missing));
  }
  return exceptions;
}

interface Missing {
  readonly detail: string;
  readonly hint: string | undefined;
}

/** Why nothing that is declared is called so; nothing where it may be somebody found at a portal. */
function nobody({ catalogue, users }: ExceptionsInput, whom: string, each: PolicySubject): Missing | undefined {
  const portals = [...catalogue.portals.keys()];
  const address = parseAddress(whom);
  if (each !== 'portal' && address !== undefined && !whom.includes(' ')) {
    if (catalogue.portals.has(address.portal)) return undefined;
    const detail = `No Portal document is called ${address.portal}.`;
    return { detail, hint: didYouMean(address.portal, portals) };
  }
  if (each === 'portal') {
    if (catalogue.portals.has(whom)) return undefined;
    return { detail: `No Portal document is called ${whom}.`, hint: didYouMean(whom, portals) };
  }
  const names = users.map(({ name }) => name);
  if (whom.includes('@') || names.includes(whom)) return undefined;
  return { detail: `No User document is called ${whom}.`, hint: didYouMean(whom, names) };
}

function forNobody(document: PolicyDocument, path: DocumentPath, { detail, hint }: Missing): Diagnostic {
  return {
    code: 'exception-for-nobody',
    severity: 'warning',
    summary: 'An exception for nobody',
    detail,
    cure: 'Correct the name, or remove the exception.',
    ...(hint === undefined ? {} : { hint }),
    origin: originOf(document, path),
  };
}

function hasRunOut(
  document: PolicyDocument,
  path: DocumentPath,
  exception: { readonly for: string; readonly until: string },
): Diagnostic {
  return {
    code: 'exception-over',
    severity: 'warning',
    summary: 'An exception that has run out',
    detail: `It let ${exception.for} pass until ${exception.until}; it counts no more.`,
    cure: 'Remove it, or decide again and give it a later date.',
    origin: originOf(document, path),
  };
}
