import type { ConsentDeclaration, PortalDeclaration, UserDeclaration } from '../model/declaration.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { instantOf } from '../model/instant.ts';
import type { Offboarded } from '../model/ledger.ts';
import type { PolicyDeclaration, ShippedPolicy } from '../model/policy.ts';
import type { Provider } from '../model/provider.ts';
import { addressClaims } from './address-claims.ts';
import type { Catalogue } from './catalogue.ts';
import { checkGrants } from './check-grants.ts';
import { type ManifestDocument, originOf } from './document.ts';
import { readMoment } from './grant-period.ts';
import { personPeriod } from './grant-source.ts';
import type { Calendar } from './moments.ts';
import type { TemplateFolder } from './mail-templates.ts';
import { offboardedPeople } from './offboarded.ts';
import { createReferences } from './references.ts';
import { type PortalPeople, resolvePeople } from './resolve-people.ts';
import { resolveLicenses } from './resolve-licenses.ts';
import { resolvePartners } from './resolve-partners.ts';
import { declaredUsers, resolvePolicies } from './resolve-policies.ts';
import { type ResolvedPortal, resolvePortals } from './resolve-portals.ts';
import { samePortals } from './same-portals.ts';
import type { WorkspaceFile } from './workspace-file.ts';

export interface Resolution {
  readonly portals: readonly PortalDeclaration[];
  readonly templateFolders: readonly TemplateFolder[];
  readonly consents: readonly ConsentDeclaration[];
  /** Everybody who is declared, and the rules over what they have: left out where there is no rule. */
  readonly users?: readonly UserDeclaration[];
  readonly policies?: readonly PolicyDeclaration[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface ResolutionInput {
  readonly file: WorkspaceFile;
  readonly catalogue: Catalogue;
  readonly providers: readonly Provider[];
  readonly at: number;
  readonly shippedPolicies: readonly ShippedPolicy[];
  readonly offboarded: readonly Offboarded[];
}

/** Resolves every reference, and leaves out what is not in force at the moment that is planned for. */
export function resolveWorkspace(input: ResolutionInput): Resolution {
  const { file, catalogue, providers, at } = input;
  const { calendar } = file;
  const diagnostics: Diagnostic[] = [...catalogue.diagnostics];
  const defaults = file.form.defaults ?? {};
  const resolved = resolvePortals({ documents: catalogue.portals, providers, defaults });
  const references = createReferences(catalogue, diagnostics);
  const people = new Map(
    [...resolved.portals.keys()].map((name): [string, PortalPeople] => [name, { people: [], ended: [], upcoming: [] }]),
  );
  for (const role of catalogue.roles.values()) {
    for (const [index, access] of (role.value.spec.access ?? []).entries()) {
      references.portal(access.portal, originOf(role, ['spec', 'access', index, 'portal']));
    }
  }
  diagnostics.push(...resolved.diagnostics, ...samePortals(resolved.portals.values()));
  diagnostics.push(...checkGrants(catalogue, resolved.portals));
  const { users, roles } = catalogue;
  resolvePeople({
    calendar,
    references,
    roles,
    diagnostics,
    users,
    at,
    locale: defaults.locale ?? 'en',
    portals: people,
    offboarded: offboardedPeople(input.offboarded),
  });
  const peopleOf = (portal: string) => people.get(portal)?.people ?? [];
  const licenses = resolveLicenses({ licenses: catalogue.licenses, references, calendar, diagnostics, peopleOf });
  const partners = resolvePartners({
    catalogue,
    references,
    calendar,
    diagnostics,
    at,
    locale: defaults.locale ?? 'en',
  });
  const portals: PortalDeclaration[] = [];
  for (const [name, { portal }] of resolved.portals) {
    portals.push({ ...portal, ...people.get(name), licenses: licenses.get(name) ?? [], ...partners.get(name) });
  }
  for (const portal of portals) diagnostics.push(...addressClaims(portal));
  const templateFolders = templateFoldersOf(resolved.portals.values());
  const rules = rulesOf(input, diagnostics);
  const consents = consentsOf(catalogue.consents, calendar, diagnostics);
  return { portals, templateFolders, consents, ...rules, diagnostics };
}

function rulesOf(
  { file, catalogue, at, shippedPolicies: shipped }: ResolutionInput,
  diagnostics: Diagnostic[],
): Pick<Resolution, 'users' | 'policies'> {
  if (catalogue.policies.size === 0) return {};
  const { calendar } = file;
  const reader = { calendar, references: createReferences(catalogue, []), roles: catalogue.roles, diagnostics: [] };
  const users = declaredUsers(catalogue.users, (user) => personPeriod(reader, user).until);
  return { users, policies: resolvePolicies({ catalogue, calendar, diagnostics, shipped, users, at }) };
}

function templateFoldersOf(portals: Iterable<ResolvedPortal>): readonly TemplateFolder[] {
  return [...portals].flatMap(({ portal, document }) => {
    const path = document.value.spec.mail?.templates;
    return path === undefined ? [] : [{ portal: portal.name, path }];
  });
}

function consentsOf(
  documents: ReadonlyMap<string, ManifestDocument<'Consent'>>,
  calendar: Calendar,
  diagnostics: Diagnostic[],
): readonly ConsentDeclaration[] {
  const consents: ConsentDeclaration[] = [];
  for (const document of documents.values()) {
    const { metadata, spec } = document.value;
    const place = { path: ['spec', 'expires'], end: true };
    const expires = readMoment({ calendar, document, diagnostics }, spec.expires, place);
    const { changeDigest, who, why } = spec;
    const origin = originOf(document, ['spec']);
    if (expires !== undefined)
      consents.push({ name: metadata.name, changeDigest, expires: instantOf(expires), who, why, origin });
  }
  return consents;
}
