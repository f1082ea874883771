import type { RoleDefinition as RoleDefinitionForm } from '../../schemas/types/role.ts';
import type { Diagnostic, DocumentPath } from '../model/diagnostic.ts';
import { type Instant, instantOf } from '../model/instant.ts';
import { isJsonObject } from '../model/json.ts';
import type { IbmIdDeclaration, PartnerLinkDeclaration, RoleDefinition } from '../model/partner-declaration.ts';
import type { Catalogue } from './catalogue.ts';
import { type ManifestDocument, originOf } from './document.ts';
import { readMoment } from './grant-period.ts';
import { personPeriod } from './grant-source.ts';
import type { Calendar } from './moments.ts';
import { checkParent, linkedAndOwed, primaryLeaves } from './partner-problems.ts';
import type { References } from './references.ts';

export interface PartnersInput {
  readonly catalogue: Catalogue;
  readonly references: References;
  readonly calendar: Calendar;
  readonly diagnostics: Diagnostic[];
  /** The moment that is planned for. */
  readonly at: number;
  /** Of those whose document names none. */
  readonly locale: string;
}

/** The accounts and the roles that one portal is to have. */
export interface PortalPartners {
  readonly partnerLinks?: PartnerLinkDeclaration[];
  readonly roleDefinitions?: RoleDefinition[];
}

/** By portal: the accounts of a partner's hierarchy, and the roles that are defined there. */
export function resolvePartners(input: PartnersInput): ReadonlyMap<string, PortalPartners> {
  const links = new Map<string, PartnerLinkDeclaration[]>();
  for (const document of input.catalogue.partnerLinks.values()) {
    const link = partnerLink(input, document);
    if (link !== undefined) into(links, document.value.spec.portal, link);
  }
  const roles = new Map<string, RoleDefinition[]>();
  for (const document of input.catalogue.roles.values()) {
    const { definition } = document.value.spec;
    if (definition === undefined) continue;
    input.references.portal(definition.portal, originOf(document, ['spec', 'definition', 'portal']));
    into(roles, definition.portal, roleDefinition(document, definition));
  }
  const partners = new Map<string, PortalPartners>();
  for (const portal of new Set([...links.keys(), ...roles.keys()])) {
    const partnerLinks = links.get(portal);
    const roleDefinitions = roles.get(portal);
    partners.set(portal, {
      ...(partnerLinks === undefined ? {} : { partnerLinks }),
      ...(roleDefinitions === undefined ? {} : { roleDefinitions }),
    });
  }
  return partners;
}

function into<Item>(byPortal: Map<string, Item[]>, portal: string, item: Item): void {
  const known = byPortal.get(portal);
  if (known === undefined) byPortal.set(portal, [item]);
  else known.push(item);
}

/** Undefined where what it refers to is not there: that is reported already. */
function partnerLink(
  input: PartnersInput,
  document: ManifestDocument<'PartnerLink'>,
): PartnerLinkDeclaration | undefined {
  const { metadata, spec } = document.value;
  const at = (key: string) => originOf(document, ['spec', key]);
  input.references.portal(spec.portal, at('portal'));
  const parent = checkParent(input, document);
  const user = input.references.user(spec.primary, at('primary'));
  if (user === undefined || parent === null) return undefined;
  const until = lastMoment(input, document, { text: spec.until, path: ['spec', 'until'] });
  if (isGone(input, user)) input.diagnostics.push(primaryLeaves(document, user));
  return {
    name: metadata.name,
    account: accountOf(document),
    type: spec.type,
    ...(parent === undefined ? {} : { parent: accountOf(parent) }),
    primary: {
      name: user.value.metadata.name,
      email: user.value.spec.email,
      locale: user.value.spec.locale ?? input.locale,
    },
    ibmId: ibmIdOf(input, document),
    ...(until === undefined ? {} : { until, ...(until <= instantOf(input.at) ? { over: true } : {}) }),
    onRemove: spec.onRemove ?? 'keep',
    with: isJsonObject(spec.with) ? spec.with : {},
    ...(spec.why === undefined ? {} : { why: spec.why }),
    origin: originOf(document, ['metadata', 'name']),
  };
}

function accountOf(document: ManifestDocument<'PartnerLink'>): string {
  return document.value.spec.account ?? document.value.metadata.name;
}

/** Dates that are wrong are reported where the person's own access is read. */
function isGone({ catalogue, references, calendar, at }: PartnersInput, user: ManifestDocument<'User'>): boolean {
  const { until } = personPeriod({ calendar, references, roles: catalogue.roles, diagnostics: [] }, user);
  return until !== undefined && until <= at;
}

function ibmIdOf(input: PartnersInput, document: ManifestDocument<'PartnerLink'>): IbmIdDeclaration {
  const { ibmId } = document.value.spec;
  if (typeof ibmId !== 'object') return { how: 'none' };
  const path = ['spec', 'ibmId'];
  const due = lastMoment(input, document, { text: ibmId.due, path: [...path, 'due'] });
  const later = lastMoment(input, document, { text: ibmId.later, path: [...path, 'later'] });
  if (ibmId.link !== undefined && ibmId.later !== undefined) input.diagnostics.push(linkedAndOwed(document));
  if (ibmId.link !== undefined) return { how: 'link', ibmId: ibmId.link, ...(due === undefined ? {} : { due }) };
  return later === undefined ? { how: 'none' } : { how: 'later', due: later };
}

interface Day {
  readonly text: string | undefined;
  readonly path: DocumentPath;
}

function lastMoment(
  { calendar, diagnostics }: PartnersInput,
  document: ManifestDocument<'PartnerLink'>,
  { text, path }: Day,
): Instant | undefined {
  const moment = readMoment({ calendar, document, diagnostics }, text, { path, end: true });
  return moment === undefined ? undefined : instantOf(moment);
}

function roleDefinition(
  document: ManifestDocument<'Role'>,
  { role, account, copyOf, without, why }: RoleDefinitionForm,
): RoleDefinition {
  return {
    name: document.value.metadata.name,
    role,
    ...(account === undefined ? {} : { account }),
    copyOf,
    without: without ?? [],
    ...(why === undefined ? {} : { why }),
    origin: originOf(document, ['spec', 'definition']),
  };
}
