import type { GrantDeclaration, PersonDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { PartnerLinkDeclaration, RoleDefinition } from '../../../engine/model/partner-declaration.ts';
import type { ChangeDescription, ChangeDraft, ResourceKind } from '../../../engine/model/provider.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { maas360Kinds } from '../../../providers/maas360/kinds/maas360-kinds.ts';
import { portalDeclaration } from '../../support/portal-declaration.ts';

export const at = '2026-11-22T09:00:00.000Z';
export const origin = { file: 'portal.yaml', document: 0, path: ['metadata', 'name'], line: 1 };

export function linkOf(account: string, over: Partial<PartnerLinkDeclaration> = {}): PartnerLinkDeclaration {
  return {
    name: account.toLowerCase(),
    account,
    type: 'customer',
    parent: 'NordicPartner',
    primary: { name: 'eva', email: 'Eva@nordic.example', locale: 'en' },
    ibmId: { how: 'none' },
    onRemove: 'keep',
    with: {},
    origin: { ...origin, file: `${account}.yaml` },
    ...over,
  };
}

/** Without `parent`: support makes it. */
export function topLink(over: Partial<PartnerLinkDeclaration> = {}): PartnerLinkDeclaration {
  const { parent: _, ...link } = linkOf('NordicPartner', { type: 'partner', ...over });
  return link;
}

export function grantOf(role: string, over: Partial<GrantDeclaration> = {}): GrantDeclaration {
  return { role, with: {}, origin: { ...origin, path: ['spec', 'access', 0] }, ...over };
}

export function personOf(name: string, over: Partial<PersonDeclaration> = {}): PersonDeclaration {
  return {
    name,
    email: `${name}@nordic.example`,
    formerEmails: [],
    locale: 'en',
    service: false,
    access: [],
    licenses: [],
    requests: [],
    origin: { ...origin, file: `${name}.yaml` },
    ...over,
  };
}

export function roleOf(role: string, over: Partial<RoleDefinition> = {}): RoleDefinition {
  return {
    name: role.toLowerCase().replaceAll(' ', '-'),
    role,
    account: 'NordicPartner',
    copyOf: 'Partner Administrator',
    without: ['Account Actions Control'],
    origin: { ...origin, file: 'role.yaml' },
    ...over,
  };
}

export function portalOf(over: Partial<PortalDeclaration> = {}): PortalDeclaration {
  return portalDeclaration({
    name: 'nordic',
    provider: 'maas360',
    settings: { billingId: '30001111', portalUrl: 'https://portal.test' },
    baseUrls: { default: 'https://services.m3.maas360.com' },
    account: 'nordic_robot',
    contacts: { owner: 'eva@nordic.example' },
    partnerLinks: [topLink()],
    ...over,
  });
}

export function kindOf(name: string, portal: PortalDeclaration = portalOf()): ResourceKind {
  const kind = maas360Kinds(portal).find((one) => one.kind === name);
  if (kind === undefined) throw new Error(`no kind ${name}`);
  return kind;
}

export function declared(kind: string, portal: PortalDeclaration): readonly DesiredResource[] {
  return kindOf(kind, portal).declare(portal).resources;
}

/** What is found before anything is sent, by declaring and by auditing, as `severity code`. */
export function findings(kind: string, portal: PortalDeclaration): readonly string[] {
  return diagnostics(kind, portal).map(({ severity, code }) => `${severity} ${code}`);
}

export function diagnostics(name: string, portal: PortalDeclaration): readonly Diagnostic[] {
  const kind = kindOf(name, portal);
  const { resources, diagnostics: found } = kind.declare(portal);
  return [...found, ...kind.audit(resources, portal)];
}

export interface Drafted {
  readonly portal?: PortalDeclaration;
  readonly key?: string;
  readonly before?: JsonObject;
  readonly after?: JsonObject;
}

export function described(kind: string, verb: ChangeDraft['verb'], drafted: Drafted = {}): ChangeDescription {
  const { portal = portalOf(), key = 'Fjord', before = null, after = null } = drafted;
  return kindOf(kind, portal).describe({
    verb,
    address: { portal: 'nordic', kind, key },
    identity: { document: 'PartnerLink', name: 'fjord', portal: 'nordic', kind },
    before,
    after,
    presence: before === null ? 'absent' : 'active',
    round: verb === 'invite' ? 1 : 0,
    at,
  });
}

/** The gate's step, who does it, how it closes, and all that it says in one text. */
export function gateText({ manual }: ChangeDescription): string {
  if (manual === undefined) return '';
  const { step, waitingFor, proof, instructions } = manual.gate;
  return [`${step} · ${waitingFor.role} ${waitingFor.name} · ${proof.by}`, manual.because, ...instructions].join('\n');
}
