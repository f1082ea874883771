import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Gate } from '../../../engine/model/gate.ts';
import type { Consequence } from '../../../engine/model/harm.ts';
import { minute } from '../../../engine/model/instant.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { ChangeDescription, ChangeDraft, Holding, ResourceKind } from '../../../engine/model/provider.ts';
import type { ObservedResource } from '../../../engine/model/resource.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { accountKind } from './account-attributes.ts';
import { isPartner } from './account-tree.ts';
import {
  administratorKind,
  isPrivileged,
  normalizeAdministrator,
  serviceAdministrator,
  summarizeAdministrator,
} from './administrator-attributes.ts';
import { administratorSteps } from './administrator-steps.ts';
import { declareAdministrators, loginsOf } from './declare-administrators.ts';
import { firstSteps } from './first-steps.ts';
import { grantFaults } from './grant-faults.ts';
import { dueOf, ibmIdOf } from './ibm-id.ts';
import { roleKind } from './role.ts';
import { rolesIn, shownRole } from './role-names.ts';
import { textIn } from './texts.ts';

/** A person's login to one account, other than that of its primary administrator. */
export function administrator(portal: PortalDeclaration): ResourceKind {
  return plainKind({
    provider: 'maas360',
    kind: administratorKind,
    plane: 'default',
    verbs: ['invite'],
    why: 'The interface adds administrators, and does nothing else with them.',
    reads: 'by-key',
    arrives: 'invite',
    dependsOnKinds: [accountKind, roleKind],
    writeOnlyFields: ['ibmId'],
    exclusive: ['roles'],
    keyChange: 'replace',
    // Nothing documents how soon a new name counts as taken; ours.
    visibilityDelay: minute,
    holds: ['accounts', 'role-assignments'],
    declare: declareAdministrators,
    identify: (attributes) => textIn(attributes, 'userName'),
    normalize: normalizeAdministrator,
    audit: (_, audited) => audited.people.flatMap(({ access }) => access.flatMap((one) => grantFaults(audited, one))),
    describe: (draft) => describe(draft, portal),
    summarize: summarizeAdministrator,
    isAdministrator: ({ roles, active }) =>
      active !== false && rolesIn(roles).some((one) => shownRole(one).startsWith(serviceAdministrator)),
    administers: (attributes) => textIn(attributes, 'account'),
    holdings,
    arrivalGates: (observed) => gatesOf(observed, portal),
  });
}

/** Each role by itself. */
function holdings({ roles, email }: JsonObject): readonly Holding[] {
  const held = rolesIn(roles).map((one) => shownRole(one));
  const person = typeof email === 'string' ? { email } : {};
  return held.map((role) => ({ ...person, role, privileged: isPrivileged(role.replace(/ \(.*$/, '')) }));
}

function gatesOf(
  { address, attributes, invitation, evidence }: ObservedResource,
  portal: PortalDeclaration,
): readonly Gate[] {
  const account = textIn(attributes, 'account');
  const login = loginsOf(portal).find(({ person, ...one }) => {
    return one.account === account && person.email.trim().toLowerCase() === textIn(attributes, 'email');
  });
  const said = login?.grants.find((grant) => grant.with['ibmId'] !== undefined)?.with['ibmId'];
  return firstSteps({
    person: textIn(attributes, 'email') || address.key,
    userName: address.key,
    since: invitation?.sentAt ?? evidence.at,
    attributes,
    partner: isPartner(portal, account),
    due: dueOf(ibmIdOf(said)),
  });
}

function describe(draft: ChangeDraft, portal: PortalDeclaration): ChangeDescription {
  const { verb, round } = draft;
  const manual = administratorSteps(draft, portal);
  const by = manual === undefined ? {} : { manual };
  switch (verb) {
    case 'invite': {
      const mail = `MaaS360 mails a temporary password to ${textIn(draft.after, 'email')}`;
      const consequences = [...gains(draft), { kind: 'mail' as const, text: mail }];
      const word = round > 1 ? 'add again' : 'add';
      return { word, harms: ['mails'], consequences, consent: [], requests: 2, ...by };
    }
    case 'update':
      return {
        word: 'change',
        harms: ['role-assignments'],
        consequences: gains(draft),
        consent: [],
        requests: 0,
        ...by,
      };
    case 'reset': {
      const consequences = [{ kind: 'mail' as const, text: 'gets a new temporary password by mail' }];
      return { word: 'reset the password', harms: ['resets', 'mails'], consequences, consent: [], requests: 0, ...by };
    }
    case 'delete': {
      const consequences = [{ kind: 'removal' as const, text: 'can no longer log in' }];
      return { word: 'remove', harms: ['accounts', 'role-assignments'], consequences, consent: [], requests: 0, ...by };
    }
    default:
      return { word: verb, harms: [], consequences: [], consent: [], requests: 0, ...by };
  }
}

/** Roles that let one give roles, or act on accounts. */
function gains({ before, after }: ChangeDraft): readonly Consequence[] {
  const had = new Set(rolesIn(before?.['roles']));
  const gained = rolesIn(after?.['roles']).filter(
    (role) => !had.has(role) && isPrivileged(shownRole(role).replace(/ \(.*$/, '')),
  );
  return gained.length === 0 ? [] : [{ kind: 'privilege', text: `becomes ${gained.map(shownRole).join(', ')}` }];
}
