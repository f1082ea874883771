import type { CredentialReference, PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { ChangeDescription, ChangeDraft, Declared, ResourceKind } from '../../../engine/model/provider.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { accountKind } from './account-attributes.ts';
import { topOf } from './account-tree.ts';
import { auditInstance } from './audit-instance.ts';
import { administratorOf, portalNamed, primaryNamed } from './portal-places.ts';
import { addressIn, asText, billingIdOf } from './texts.ts';

export const apiAccessKind = 'api-access';
const onlyKey = 'portal';

const noInterface = 'The access key and the script-only administrator are made by a person, at the portal.';

/** The engine's own way in. Where a token can be had, it is there. */
export function apiAccess(portal: PortalDeclaration): ResourceKind {
  return plainKind({
    provider: 'maas360',
    kind: apiAccessKind,
    plane: 'default',
    verbs: [],
    why: noInterface,
    reads: 'by-key',
    dependsOnKinds: [accountKind],
    keyChange: 'manual',
    declare: declareAccess,
    identify: () => onlyKey,
    normalize: ({ user, ...others }) => (user === undefined ? others : { ...others, user: asText(user) }),
    audit: (_, audited) => auditInstance(audited),
    describe: (draft) => describe(draft, portal),
    whenUndeclared: () => 'release',
    summarize: ({ user }) => (typeof user === 'string' ? `as ${user}` : 'access to the interface'),
  });
}

function declareAccess(portal: PortalDeclaration): Declared {
  const top = topOf(portal);
  const resource = {
    address: { portal: portal.name, kind: apiAccessKind, key: onlyKey },
    identity: { document: 'Portal', name: portal.name, portal: portal.name, kind: apiAccessKind },
    attributes: portal.account === undefined ? {} : { user: portal.account.trim() },
    origin: portal.origin,
    dependsOn: top === undefined ? [] : [addressIn(portal, accountKind, top.account)],
    formerKeys: [],
  };
  return { resources: [resource], requests: [], diagnostics: [] };
}

function describe({ verb, at }: ChangeDraft, portal: PortalDeclaration): ChangeDescription {
  const said = { harms: [], consequences: [], consent: [], requests: 0 } as const;
  if (verb === 'delete') return { word: 'forget', ...said };
  return {
    word: 'open',
    ...said,
    manual: {
      because: noInterface,
      gate: {
        step: 'access-key',
        title: 'make the access key and the script-only administrator',
        waitingFor: administratorOf(portal),
        since: at,
        proof: { by: 'read' },
        proves: 'A token can be had: key, user name and password fit. It does not prove which rights they have.',
        instructions: checklist(portal),
      },
    },
  };
}

function checklist(portal: PortalDeclaration): readonly string[] {
  const user = portal.account ?? 'a name of your choice (write it as account: in the Portal document)';
  const own = billingIdOf(portal) === undefined;
  return [
    `Log in to ${portalNamed(portal)} as Service Administrator with the access right Web Service-Access Keys ` +
      `(who lacks one asks ${primaryNamed(portal)}).`,
    'Setup > Web Services API > Manage Access Keys > Generate Access Key: choose MaaS360 Web Services, enter the ' +
      'Key Name rollcall, Generate. Is there no Web Services API? IBM MaaS360 support switches it on.',
    `Setup > Portal Administrators > Administrators > Add Administrator: an e-mail address that you can read; user name ${user}; ` +
      'roles Partner Administrator (with Account Actions Control) and Service Administrator. It can give only equal or lesser roles.',
    'Log in once with that user name and the temporary password of the mail, and finish the change of the password.',
    'As another administrator: More > Convert to Script Only. It cannot log in to the portal from then on (observed).',
    `Put the access key into ${placeOf(portal.credentials['accessKey'])}, the new password into ` +
      `${placeOf(portal.credentials['password'])}; never into a manifest or a ticket.`,
    ...(own ? ['Write settings.billingId: the Account ID in the profile menu.'] : []),
  ];
}

function placeOf(reference: CredentialReference | undefined): string {
  if (reference !== undefined && 'env' in reference) return `the environment variable ${reference.env}`;
  if (reference !== undefined && 'file' in reference) return `the file ${reference.file}`;
  return 'an environment variable or a file, named under credentials of the Portal in place of pending';
}
