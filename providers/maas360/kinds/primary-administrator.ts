import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import type { Gate } from '../../../engine/model/gate.ts';
import type { ChangeDescription, ChangeDraft, Declared, ResourceKind } from '../../../engine/model/provider.ts';
import type { PartnerLinkDeclaration } from '../../../engine/model/partner-declaration.ts';
import type { DesiredResource, ObservedResource } from '../../../engine/model/resource.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { accountKind } from './account-attributes.ts';
import { isPartner, isTop, linkOf, linksOf } from './account-tree.ts';
import {
  normalizeAdministrator,
  primaryAdministratorKind,
  summarizeAdministrator,
} from './administrator-attributes.ts';
import { dependenciesOf, grantsByAccount, resetsOf, rolesOf } from './declare-administrators.ts';
import { detailsMail, firstSteps } from './first-steps.ts';
import { dueOf, ibmIdAttribute } from './ibm-id.ts';
import { primarySteps } from './primary-steps.ts';
import { roleKind } from './role.ts';
import { rolesIn } from './role-names.ts';
import { textIn } from './texts.ts';

/** The administrator whom MaaS360 makes together with an account: one, and never removed. */
export function primaryAdministrator(portal: PortalDeclaration): ResourceKind {
  return plainKind({
    provider: 'maas360',
    kind: primaryAdministratorKind,
    plane: 'default',
    verbs: ['invite', 'update'],
    why: 'It comes with its account; everything else about it is done in the portal.',
    reads: 'none',
    arrives: 'invite',
    dependsOnKinds: [accountKind, roleKind],
    // Known by the name of its account, and renamed with it.
    keyChange: 'update',
    holds: ['accounts', 'role-assignments'],
    declare: declarePrimaries,
    identify: (attributes) => textIn(attributes, 'account'),
    normalize: normalizeAdministrator,
    audit: (_, audited) => linksOf(audited).flatMap((link) => scriptOnly(audited, link)),
    describe: (draft) => describe(draft, portal),
    whenUndeclared: () => 'release',
    summarize: summarizePrimary,
    isAdministrator: ({ active }) => active !== false,
    administers: (attributes) => textIn(attributes, 'account'),
    arrivalGates: (observed) => gatesOf(observed, portal),
  });
}

function summarizePrimary(attributes: ObservedResource['attributes']): string {
  const { account: _, ...others } = attributes;
  const roles = rolesIn(attributes['roles']);
  const who = textIn(attributes, 'email') || 'primary administrator';
  return roles.length === 0 ? who : `${who}: ${summarizeAdministrator(others)}`;
}

function declarePrimaries(portal: PortalDeclaration): Declared {
  const diagnostics: Diagnostic[] = [];
  const resources: DesiredResource[] = [];
  const requests: Declared['requests'][number][] = [];
  for (const link of linksOf(portal)) {
    const { account, name, primary, ibmId, origin, why } = link;
    const person = portal.people.find((one) => one.name === primary.name);
    const grants = (person === undefined ? undefined : grantsByAccount(portal, person).get(account)) ?? [];
    const roles = rolesOf(grants);
    const address = { portal: portal.name, kind: primaryAdministratorKind, key: account };
    if (person !== undefined) requests.push(...resetsOf(person, address));
    diagnostics.push(...grants.flatMap((grant) => saidElsewhere(link, grant)));
    resources.push({
      address,
      identity: { document: 'PartnerLink', name, portal: portal.name, kind: primaryAdministratorKind },
      attributes: normalizeAdministrator({
        account,
        email: primary.email,
        ...(roles.length === 0 ? {} : { roles }),
        ...ibmIdAttribute(ibmId),
      }),
      origin,
      dependsOn: dependenciesOf(portal, { account, roles }),
      formerKeys: [],
      ...(why === undefined ? {} : { why }),
    });
  }
  return { resources, requests, diagnostics };
}

/** A primary administrator's grant gives roles; the rest the PartnerLink says, or MaaS360 itself. */
function saidElsewhere(
  { account, primary }: PartnerLinkDeclaration,
  grant: { readonly with: Readonly<Record<string, unknown>>; readonly origin: Diagnostic['origin'] },
): readonly Diagnostic[] {
  const fields = ['userName', 'ibmId'].filter((field) => grant.with[field] !== undefined);
  return fields.map((field) => ({
    code: 'said-by-partner-link',
    severity: 'error',
    summary: 'a detail of a primary administrator that the grant cannot say',
    detail:
      field === 'ibmId'
        ? `${primary.name} is the primary administrator of ${account}: the IBMid is said by its PartnerLink.`
        : `${primary.name} is the primary administrator of ${account}: MaaS360 itself chooses the user name (inferred).`,
    cure: `Take ${field} out of with${field === 'ibmId' ? ', and write ibmId in the PartnerLink' : ''}.`,
    ...(grant.origin === undefined ? {} : { origin: grant.origin }),
  }));
}

function scriptOnly(
  portal: PortalDeclaration,
  { account, primary, origin }: PartnerLinkDeclaration,
): readonly Diagnostic[] {
  if (portal.account === undefined || portal.account.toLowerCase() !== primary.email.toLowerCase()) return [];
  return [
    {
      code: 'script-only-primary',
      severity: 'error',
      summary: "the engine's own account as a primary administrator",
      detail: `${primary.email} is the script-only account of ${portal.name}; nobody can log in to ${account} with it.`,
      cure: 'Name a person as primary.',
      origin: { ...origin, path: ['spec', 'primary'] },
    },
  ];
}

function gatesOf(
  { address, id, attributes, invitation, evidence }: ObservedResource,
  portal: PortalDeclaration,
): readonly Gate[] {
  const link = linkOf(portal, address.key);
  const person = textIn(attributes, 'email') || `the primary administrator of ${address.key}`;
  const since = invitation?.sentAt ?? evidence.at;
  const roles = rolesIn(attributes['roles']);
  const partner = isPartner(portal, address.key);
  const userName = id ?? 'of that mail';
  const mail = isTop(portal, address.key) ? [] : [detailsMail({ person, since, roles, partner })];
  return [...mail, ...firstSteps({ person, userName, since, attributes, partner, due: dueOf(link?.ibmId) })];
}

function describe(draft: ChangeDraft, portal: PortalDeclaration): ChangeDescription {
  const { verb } = draft;
  const said = { harms: [], consequences: [], consent: [], requests: 0 } as const;
  const manual = primarySteps(draft, portal);
  const by = manual === undefined ? {} : { manual };
  switch (verb) {
    case 'invite': {
      const text = `comes with the account; MaaS360 mails "Administrator Account Details" to ${textIn(draft.after, 'email')}`;
      return { word: 'expect', ...said, consequences: [{ kind: 'follows', text }], ...by };
    }
    case 'reset': {
      const consequences = [{ kind: 'mail' as const, text: 'gets a new temporary password by mail' }];
      return { word: 'reset the password', ...said, harms: ['resets', 'mails'], consequences, ...by };
    }
    case 'delete':
      return { word: 'replace', ...said, harms: ['accounts'], ...by };
    default:
      if (manual === undefined) return { word: 'record', ...said };
      return { word: 'change', ...said, harms: ['role-assignments'], ...by };
  }
}
