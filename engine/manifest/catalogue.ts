import type { Diagnostic } from '../model/diagnostic.ts';
import {
  type DocumentForms,
  type DocumentKind,
  documentKinds,
  type ManifestDocument,
  originOf,
  type RawDocument,
} from './document.ts';

type Named = Exclude<DocumentKind, 'Workspace'>;

/** All documents by kind and name, each name once. */
export interface Catalogue {
  readonly portals: ReadonlyMap<string, ManifestDocument<'Portal'>>;
  readonly licenses: ReadonlyMap<string, ManifestDocument<'License'>>;
  readonly partnerLinks: ReadonlyMap<string, ManifestDocument<'PartnerLink'>>;
  readonly roles: ReadonlyMap<string, ManifestDocument<'Role'>>;
  readonly users: ReadonlyMap<string, ManifestDocument<'User'>>;
  readonly policies: ReadonlyMap<string, ManifestDocument<'Policy'>>;
  readonly consents: ReadonlyMap<string, ManifestDocument<'Consent'>>;
  /** `Role/admins`: documents that are there but were refused. A reference to one is no second mistake. */
  readonly refused: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

export function createCatalogue(documents: readonly RawDocument[], refused: readonly RawDocument[]): Catalogue {
  const diagnostics: Diagnostic[] = [];
  const named = new Map<DocumentKind, Map<string, RawDocument>>(documentKinds.map((kind) => [kind, new Map()]));
  for (const document of documents) {
    const { kind, name } = nameOf(document);
    const known = named.get(kind);
    const first = known?.get(name);
    if (first === undefined) known?.set(name, document);
    else diagnostics.push(duplicateName(document, first, { kind, name }));
  }
  const byName = <Kind extends Named>(kind: Kind) => asForms<Kind>(named.get(kind));
  return {
    portals: byName('Portal'),
    licenses: byName('License'),
    partnerLinks: byName('PartnerLink'),
    roles: byName('Role'),
    users: byName('User'),
    policies: byName('Policy'),
    consents: byName('Consent'),
    refused: new Set(refused.map(nameOf).map(({ kind, name }) => `${kind}/${name}`)),
    diagnostics,
  };
}

/** The schema of its kind has accepted each of them, so they have its form. */
function asForms<Kind extends Named>(documents: Map<string, RawDocument> | undefined) {
  const forms: unknown = documents ?? new Map();
  return forms as ReadonlyMap<string, ManifestDocument<Kind>>;
}

function nameOf(document: RawDocument): { readonly kind: DocumentKind; readonly name: string } {
  const { kind, metadata } = document.value as Partial<DocumentForms['User']>;
  return { kind: kind as DocumentKind, name: `${metadata?.name ?? ''}` };
}

function duplicateName(
  document: RawDocument,
  first: RawDocument,
  { kind, name }: { readonly kind: DocumentKind; readonly name: string },
): Diagnostic {
  return {
    code: 'duplicate-name',
    severity: 'error',
    summary: 'Two documents of one kind with one name',
    detail: `${kind} ${name} stands in ${first.file}:${first.line} already.`,
    cure: 'Rename or remove one of them.',
    origin: originOf(document, ['metadata', 'name']),
    related: [{ text: `the other ${kind} ${name}`, origin: originOf(first, ['metadata', 'name']) }],
  };
}
