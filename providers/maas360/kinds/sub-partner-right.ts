import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { ChangeDescription, ChangeDraft, Declared, ResourceKind } from '../../../engine/model/provider.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { accountKind } from './account-attributes.ts';
import { linkOf, linksOf } from './account-tree.ts';
import { requestTo, supportOf } from './portal-places.ts';
import { addressIn, asText, textIn } from './texts.ts';

export const subPartnerRightKind = 'sub-partner-right';

/** That a partner may have partners below it: the vendor's support switches it on (documented). */
export function subPartnerRight(portal: PortalDeclaration): ResourceKind {
  return plainKind({
    provider: 'maas360',
    kind: subPartnerRightKind,
    plane: 'default',
    verbs: [],
    why: "Sub-partners are switched on by IBM's support, on request.",
    reads: 'by-key',
    dependsOnKinds: [accountKind],
    declare: declareRights,
    identify: (attributes) => textIn(attributes, 'account'),
    normalize: ({ account, ...others }) => (account === undefined ? others : { ...others, account: asText(account) }),
    describe: (draft) => describe(draft, portal),
    whenUndeclared: () => 'release',
    summarize: ({ allowed }) => (allowed === true ? 'sub-partners' : 'no sub-partners'),
  });
}

/** For each account that a partner account is declared below. */
function declareRights(portal: PortalDeclaration): Declared {
  const resources = new Map<string, DesiredResource>();
  for (const { parent, type, why } of linksOf(portal)) {
    const above = parent === undefined ? undefined : linkOf(portal, parent);
    if (type !== 'partner' || above === undefined) continue;
    const { account, name, origin } = above;
    resources.set(account, {
      address: { portal: portal.name, kind: subPartnerRightKind, key: account },
      identity: { document: 'PartnerLink', name, portal: portal.name, kind: subPartnerRightKind },
      attributes: { account, allowed: true },
      origin,
      dependsOn: [addressIn(portal, accountKind, account)],
      formerKeys: [],
      ...(why === undefined ? {} : { why }),
    });
  }
  return { resources: [...resources.values()], requests: [], diagnostics: [] };
}

function describe({ verb, address, at }: ChangeDraft, portal: PortalDeclaration): ChangeDescription {
  const support = supportOf(portal);
  const gone = verb === 'delete';
  const wish = gone ? 'switch off that it may have' : 'switch on that it may have';
  const text = `For our MaaS360 partner account ${address.key}, please ${wish} partner accounts (sub-partners) below it.`;
  return {
    word: gone ? 'disallow' : 'allow',
    harms: gone ? ['partner-links'] : [],
    consequences: [],
    consent: [],
    requests: 0,
    manual: {
      because: "Sub-partners are switched on by IBM's support, on request.",
      gate: {
        step: gone ? 'disallow-sub-partners' : 'allow-sub-partners',
        title: gone ? 'have sub-partners switched off' : 'have sub-partners switched on',
        waitingFor: support,
        since: at,
        proof: { by: 'read' },
        proves: 'The settings of the partner account say so (the name of that field is assumed).',
        instructions: [...requestTo(support, text), 'Note the number of the case.'],
      },
    },
  };
}
