import type { AddressText, Identity } from '../../../engine/model/address.ts';
import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Origin } from '../../../engine/model/diagnostic.ts';
import type { Instant } from '../../../engine/model/instant.ts';
import type { ChangeDescription, ChangeDraft, ResourceKind } from '../../../engine/model/provider.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { linksOf } from './account-tree.ts';
import { administratorKind, primaryAdministratorKind } from './administrator-attributes.ts';
import { declareAdministrators, loginsOf } from './declare-administrators.ts';
import { linkIbmId } from './first-steps.ts';
import { ibmIdOf } from './ibm-id.ts';
import { addressIn, asText, textIn } from './texts.ts';

export const ibmIdKind = 'ibmid';

const noInterface = 'An IBMid is linked by the person alone, with a one-time code; no interface shows or does it.';

/** What an administrator owes who skipped the IBMid: to link one by a day. */
export function ibmId(portal: PortalDeclaration): ResourceKind {
  return plainKind({
    provider: 'maas360',
    kind: ibmIdKind,
    plane: 'default',
    verbs: [],
    why: noInterface,
    reads: 'none',
    dependsOnKinds: [administratorKind, primaryAdministratorKind],
    declare: (declared) => ({
      resources: debtsOf(declared).map((debt) => resourceOf(declared, debt)),
      requests: [],
      diagnostics: [],
    }),
    identify: (attributes) => textIn(attributes, 'administrator'),
    normalize: ({ administrator, ...others }) => {
      return administrator === undefined ? others : { ...others, administrator: asText(administrator) };
    },
    describe: (draft) => describe(draft, portal),
    whenUndeclared: () => 'release',
    summarize: () => 'IBMid to be linked',
  });
}

interface Debt {
  /** User name, or the account of a primary administrator. */
  readonly key: string;
  readonly person: string;
  readonly due: Instant;
  readonly identity: Pick<Identity, 'document' | 'name' | 'part'>;
  readonly origin: Origin;
  readonly dependsOn: AddressText;
}

function debtsOf(portal: PortalDeclaration): readonly Debt[] {
  const debts: Debt[] = [];
  for (const { account, name, primary, ibmId: said, origin } of linksOf(portal)) {
    if (said.how !== 'later') continue;
    const identity = { document: 'PartnerLink', name };
    const dependsOn = addressIn(portal, primaryAdministratorKind, account);
    debts.push({ key: account, person: primary.email, due: said.due, identity, origin, dependsOn });
  }
  const { resources } = declareAdministrators(portal);
  for (const { person, account, grants } of loginsOf(portal)) {
    const grant = grants.find((one) => ibmIdOf(one.with['ibmId']).how === 'later');
    const login = resources.find(({ identity }) => identity.name === person.name && identity.part === account);
    const said = ibmIdOf(grant?.with['ibmId']);
    if (grant === undefined || login === undefined || said.how !== 'later') continue;
    const { key } = login.address;
    const identity = { document: 'User', name: person.name, part: account };
    const dependsOn = addressIn(portal, administratorKind, key);
    debts.push({ key, person: person.email, due: said.due, identity, origin: grant.origin, dependsOn });
  }
  return debts;
}

function resourceOf(portal: PortalDeclaration, { key, identity, origin, dependsOn }: Debt): DesiredResource {
  return {
    address: { portal: portal.name, kind: ibmIdKind, key },
    identity: { ...identity, portal: portal.name, kind: ibmIdKind },
    attributes: { administrator: key },
    origin,
    dependsOn: [dependsOn],
    formerKeys: [],
  };
}

function describe({ verb, address, at }: ChangeDraft, portal: PortalDeclaration): ChangeDescription {
  const debt = debtsOf(portal).find(({ key }) => key === address.key);
  const gate = linkIbmId({ person: debt?.person ?? address.key, since: at, ibmId: 'link', due: debt?.due });
  const said = { harms: [], consequences: [], consent: [], requests: 0 } as const;
  if (verb !== 'create') return { word: verb === 'delete' ? 'forget' : 'link', ...said };
  const instructions = [
    'Create an IBMid, or take the one that you have (usually with the same e-mail address; it need not be).',
    'Log in: the pop-up "Link Administrator Account to IBMid" comes again when the support portal is opened. Select Link account.',
    'Enter the IBMid, then the one-time code that is sent to it; log in again, with the IBMid.',
  ];
  return {
    word: 'link',
    ...said,
    manual: { because: noInterface, gate: { ...gate, step: 'link-ibmid', title: 'link an IBMid', instructions } },
  };
}
