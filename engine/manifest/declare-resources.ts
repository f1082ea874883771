import type { PortalDeclaration, Workspace } from '../model/declaration.ts';
import { type AddressText, formatAddress } from '../model/address.ts';
import type { DeclaredKind } from '../model/declared.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Provider, ResourceKind } from '../model/provider.ts';
import type { DesiredResource } from '../model/resource.ts';
import { checkFollows } from './check-follows.ts';
import { checkMails } from './check-mails.ts';
import { ownAccount } from './own-account.ts';
import { resourceCheck } from './resource-check.ts';
import { createLocator } from './locator.ts';

export interface DeclaredResources {
  readonly declared: readonly DeclaredKind[];
  /** Each at its exact place. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Asks every kind of every portal what its people get there; normalized, audited, each address claimed once. */
export function declareResources(workspace: Workspace, providers: readonly Provider[]): DeclaredResources {
  const declared: DeclaredKind[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const portal of workspace.portals) {
    const provider = providers.find(({ name }) => name === portal.provider);
    if (provider !== undefined) diagnostics.push(...idleLicenses(portal, provider), ...idlePartners(portal, provider));
    // Loading the workspace has already said that a provider is missing.
    for (const kind of provider?.kinds(portal) ?? []) declared.push(declareKind(portal, kind, diagnostics));
  }
  diagnostics.push(...checkMails(declared), ...checkFollows(declared));
  const { place } = createLocator(workspace.folder);
  return { declared, diagnostics: place(diagnostics) };
}

/** Licences at a portal that sells none: said once for each document, not for each person. */
function idleLicenses(portal: PortalDeclaration, { name, licenses }: Provider): Diagnostic[] {
  if (licenses.can) return [];
  return portal.licenses.map((license) => ({
    code: 'no-licenses-here',
    severity: 'error',
    summary: 'A licence at a portal that sells none',
    detail: `${license.name} is to be bought on ${portal.name} (${name}). ${licenses.why}`,
    cure: 'Correct the portal, or remove the License.',
    origin: license.origin,
  }));
}

/** Partner accounts, or roles to be defined, at a portal that has neither. */
function idlePartners(portal: PortalDeclaration, { name, partners }: Provider): Diagnostic[] {
  if (partners?.can === true) return [];
  const why = partners === undefined ? 'It has neither partner accounts nor roles of its own to define.' : partners.why;
  return [...(portal.partnerLinks ?? []), ...(portal.roleDefinitions ?? [])].map((one) => ({
    code: 'no-partners-here',
    severity: 'error',
    summary: 'A partner account or a role definition at a portal that has none',
    detail: `${one.name} is meant for ${portal.name} (${name}). ${why}`,
    cure: 'Correct the portal, or remove the document.',
    origin: one.origin,
  }));
}

function declareKind(portal: PortalDeclaration, kind: ResourceKind, diagnostics: Diagnostic[]): DeclaredKind {
  const wanted = kind.declare(portal);
  diagnostics.push(...wanted.diagnostics);
  const byAddress = new Map<AddressText, DesiredResource>();
  const check = resourceCheck(kind, portal);
  const refused = new Set(wanted.diagnostics.map(({ origin }) => originKey(origin)));
  for (const resource of wanted.resources) {
    const normalized = normalize(resource, kind);
    const text = formatAddress(normalized.address);
    const first = byAddress.get(text);
    if (first === undefined) byAddress.set(text, normalized);
    else diagnostics.push(twoClaims(normalized, first, text));
    if (refused.size === 0 || !refused.has(originKey(resource.origin))) diagnostics.push(...check(normalized));
  }
  const resources = [...byAddress.values()];
  diagnostics.push(...kind.audit(resources, portal), ...ownAccount(resources, portal));
  return { portal, kind, resources, requests: wanted.requests };
}

function normalize(resource: DesiredResource, kind: ResourceKind): DesiredResource {
  const attributes = kind.normalize(resource.attributes);
  const key = kind.identify(attributes);
  // Nearly always it is normal as it was declared.
  if (attributes === resource.attributes && key === resource.address.key) return resource;
  return {
    ...resource,
    attributes,
    address: key === resource.address.key ? resource.address : { ...resource.address, key },
  };
}

function originKey(origin: DesiredResource['origin'] | undefined): string {
  return origin === undefined ? '' : `${origin.file}#${origin.document}`;
}

function twoClaims(resource: DesiredResource, first: DesiredResource, address: AddressText): Diagnostic {
  return {
    code: 'two-claims',
    severity: 'error',
    summary: 'Two documents that claim one address',
    detail: `${claimant(resource)} and ${claimant(first)} both claim ${address}.`,
    cure: 'Correct one of them, or put everything into one document where both mean the same.',
    origin: resource.origin,
    related: [{ text: `${claimant(first)} claims it here`, origin: first.origin }],
  };
}

function claimant(resource: DesiredResource): string {
  return `${resource.identity.document} ${resource.identity.name}`;
}
