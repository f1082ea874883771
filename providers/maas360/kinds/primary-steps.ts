import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Gate } from '../../../engine/model/gate.ts';
import type { ChangeDescription, ChangeDraft } from '../../../engine/model/provider.ts';
import { serviceAdministrator } from './administrator-attributes.ts';
import { isTop } from './account-tree.ts';
import { detailsMail, linkIbmId, userNameQuestion } from './first-steps.ts';
import { administratorOf, toAdministrators } from './portal-places.ts';
import { rolesIn, shownRole } from './role-names.ts';
import { textIn } from './texts.ts';

type Manual = NonNullable<ChangeDescription['manual']>;

/** What a person does at the portal about the one administrator of an account that cannot be removed. */
export function primarySteps(draft: ChangeDraft, portal: PortalDeclaration): Manual | undefined {
  switch (draft.verb) {
    case 'invite':
      return arriving(draft, portal);
    case 'update':
      return changing(draft, portal);
    case 'reset':
      return resetting(draft, portal);
    case 'delete':
      return handingOver(draft, portal);
    default:
      return undefined;
  }
}

/** At the top nothing is sent, and there may be no access yet to look with: the person's word on the mail begins it. */
function arriving({ address, after, at }: ChangeDraft, portal: PortalDeclaration): Manual | undefined {
  if (!isTop(portal, address.key)) return undefined;
  const person = textIn(after, 'email') || address.key;
  const roles = rolesIn(after?.['roles']);
  return {
    because: "It comes with the account that IBM's support makes.",
    gate: detailsMail({ person, since: at, roles, partner: true }),
  };
}

function byWord(
  draft: ChangeDraft,
  portal: PortalDeclaration,
): Pick<Gate, 'waitingFor' | 'since' | 'proof' | 'proves'> {
  return {
    waitingFor: administratorOf(portal),
    since: draft.at,
    proof: { by: 'attest' },
    proves: 'Only the word of who did it: nothing shows who is primary, nor their roles.',
  };
}

/** Undefined where only the account has another name: that is written down, and nobody has to do anything. */
function changing(draft: ChangeDraft, portal: PortalDeclaration): Manual | undefined {
  const { before, after, address } = draft;
  const [from, to] = [textIn(before, 'email'), textIn(after, 'email')];
  if (from !== to && isFormer(portal, { from, to })) return readdressing(draft, portal);
  if (from !== to) return marking(draft, portal);
  const roles = rolesIn(after?.['roles']).map(shownRole);
  const had = rolesIn(before?.['roles']).map(shownRole);
  if (roles.join() === had.join()) {
    return textIn(before, 'ibmId') === textIn(after, 'ibmId') ? undefined : linking(draft);
  }
  return {
    because: `MaaS360 gave ${had.join(', ') || 'no roles'}; asked for: ${roles.join(', ') || 'none'}.`,
    gate: {
      ...byWord(draft, portal),
      step: 'correct-roles',
      title: `correct the roles of the primary administrator of ${address.key}`,
      instructions: [
        ...toAdministrators(portal, { account: address.key, needs: roles.filter((role) => !had.includes(role)) }),
        `Find ${to}, marked as Primary, in the grid > Edit: its roles are to be ${roles.join(', ')}. Save.`,
        'In an account that nobody else administers yet, ask the partner above it, or IBM MaaS360 support.',
      ],
    },
  };
}

function linking({ address, at, after }: ChangeDraft): Manual {
  const person = textIn(after, 'email') || address.key;
  const ibmId = textIn(after, 'ibmId') || 'later';
  return {
    because: 'An IBMid is linked by the person alone, with a one-time code that is sent to it.',
    gate: { ...linkIbmId({ person, ibmId, since: at }), step: 'change-ibmid' },
  };
}

interface Addresses {
  readonly from: string;
  readonly to: string;
}

/** Whether it is one person, who has another address now. */
function isFormer({ people }: PortalDeclaration, { from, to }: Addresses): boolean {
  const person = people.find(({ email }) => email.trim().toLowerCase() === to);
  return person?.formerEmails.some((email) => email.trim().toLowerCase() === from) === true;
}

function readdressing(draft: ChangeDraft, portal: PortalDeclaration): Manual {
  const { before, after, address } = draft;
  const [from, to] = [textIn(before, 'email'), textIn(after, 'email')];
  return {
    because: 'The interface has no call to change the address of an administrator.',
    gate: {
      ...byWord(draft, portal),
      step: 'change-address',
      title: `change the address of the primary administrator of ${address.key}`,
      instructions: [
        ...toAdministrators(portal, { account: address.key, needs: [] }),
        `Find ${from}, marked as Primary, in the grid > Edit: Corporate Email Address: ${to}. Save.`,
        'Should Edit not offer it, IBM MaaS360 support has to change it.',
      ],
    },
  };
}

function marking(draft: ChangeDraft, portal: PortalDeclaration): Manual {
  const { before, after, address } = draft;
  const [from, to] = [textIn(before, 'email'), textIn(after, 'email')];
  return {
    because: 'The interface has no call to make another administrator the primary one.',
    gate: {
      ...byWord(draft, portal),
      step: 'mark-primary',
      title: `make ${to} the primary administrator of ${address.key}`,
      instructions: [
        ...toAdministrators(portal, { account: address.key, needs: [] }),
        `Is ${to} not in the grid? Add Administrator, with the role ${serviceAdministrator}: only such a one can be primary.`,
        `Edit ${to}: mark as primary administrator, Save. There is one at a time.`,
        `${from} stays an administrator, and nobody looks after that login from then on: remove it, if it is not to stay.`,
        `Is it one person, with a new address? Then take none of these steps: write formerEmails: [${from}] in the User, and plan again.`,
      ],
      asks: [userNameQuestion],
    },
  };
}

function resetting(draft: ChangeDraft, portal: PortalDeclaration): Manual {
  const { address, after } = draft;
  return {
    because: 'The interface has no call to reset a password.',
    gate: {
      ...byWord(draft, portal),
      step: 'reset-password',
      title: `reset the password of the primary administrator of ${address.key}`,
      instructions: [
        ...toAdministrators(portal, { account: address.key, needs: [] }),
        `Find ${textIn(after, 'email')} in the grid > Reset Password.`,
        'MaaS360 makes a new password and mails it to the registered address; the person changes it at the next login.',
      ],
    },
  };
}

function handingOver(draft: ChangeDraft, portal: PortalDeclaration): Manual {
  const { address, before } = draft;
  const email = textIn(before, 'email');
  return {
    because: 'A primary administrator is never removed: another one has to be marked as primary first.',
    gate: {
      ...byWord(draft, portal),
      step: 'hand-over-primary',
      title: `hand over the place of the primary administrator of ${address.key}`,
      instructions: [
        ...toAdministrators(portal, { account: address.key, needs: [] }),
        `Edit another administrator with the role ${serviceAdministrator}: mark as primary administrator, Save.`,
        `Only then can ${email} be removed: More > Remove.`,
      ],
    },
  };
}
