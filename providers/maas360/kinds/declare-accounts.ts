import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import { lastDayOf } from '../../../engine/model/instant.ts';
import type { Json, JsonObject } from '../../../engine/model/json.ts';
import type { PartnerLinkDeclaration } from '../../../engine/model/partner-declaration.ts';
import type { Declared } from '../../../engine/model/provider.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { accountKind, normalizeAccount } from './account-attributes.ts';
import { linkOf, linksOf } from './account-tree.ts';
import { subPartnerRightKind } from './sub-partner-right.ts';
import { addressIn } from './texts.ts';

/** What each type of account has besides what all have. */
const fieldsOfType: Readonly<Record<PartnerLinkDeclaration['type'], readonly string[]>> = {
  partner: ['country', 'language', 'displayName', 'code', 'copyFrom', 'trialDays'],
  customer: ['country', 'language', 'vertical', 'acceptEula', 'committedLicenses'],
  trial: ['country', 'language', 'vertical', 'acceptEula'],
};

export function declareAccounts(portal: PortalDeclaration): Declared {
  const links = linksOf(portal);
  return {
    resources: links.map((link) => accountOf(portal, link)),
    requests: [],
    diagnostics: links.flatMap(strayFields),
  };
}

function accountOf(portal: PortalDeclaration, link: PartnerLinkDeclaration): DesiredResource {
  const dependsOn: string[] = [];
  if (link.parent !== undefined && linkOf(portal, link.parent) !== undefined) {
    dependsOn.push(addressIn(portal, accountKind, link.parent));
    if (link.type === 'partner') dependsOn.push(addressIn(portal, subPartnerRightKind, link.parent));
  }
  return {
    address: { portal: portal.name, kind: accountKind, key: link.account },
    identity: { document: 'PartnerLink', name: link.name, portal: portal.name, kind: accountKind },
    attributes: attributesOf(link),
    origin: link.origin,
    dependsOn,
    formerKeys: [],
    ...(link.why === undefined ? {} : { why: link.why }),
  };
}

/** A trial whose last day has passed is wanted expired: the server has ended it, or a call will. */
function attributesOf(link: PartnerLinkDeclaration): JsonObject {
  const { type, account, parent = null, primary, until, onRemove } = link;
  const over = type === 'trial' && link.over === true;
  const given: Record<string, Json> = {};
  for (const field of fieldsOfType[type]) {
    const value = link.with[field];
    if (value !== undefined) given[field] = value;
  }
  return normalizeAccount({
    name: account,
    type,
    parent,
    state: over ? 'expired' : 'active',
    ...(type === 'partner'
      ? {}
      : { endsOn: type === 'trial' && until !== undefined && !over ? lastDayOf(until) : null }),
    adminEmail: primary.email,
    ...given,
    // Only said where it does something: what is adopted need not be changed for it.
    ...(onRemove === 'expire' ? { onRemove } : {}),
  });
}

/** What `with` may hold is what the type of the account has. */
function strayFields(link: PartnerLinkDeclaration): readonly Diagnostic[] {
  const allowed = fieldsOfType[link.type];
  return Object.keys(link.with)
    .filter((field) => !allowed.includes(field))
    .map((field) => ({
      code: 'field-of-another-type',
      severity: 'error' as const,
      summary: 'a detail that accounts of this type do not have',
      detail: `${link.account} is a ${link.type} account; with.${field} is none of its details: ${allowed.join(', ')}.`,
      cure: 'Take it out of with.',
      origin: { ...link.origin, path: ['spec', 'with', field] },
    }));
}
