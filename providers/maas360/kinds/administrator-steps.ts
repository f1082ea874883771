import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Gate } from '../../../engine/model/gate.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { ChangeDescription, ChangeDraft } from '../../../engine/model/provider.ts';
import { linkIbmId } from './first-steps.ts';
import { administratorOf, toAdministrators } from './portal-places.ts';
import { rolesIn, shownRole } from './role-names.ts';
import { textIn } from './texts.ts';

type Manual = NonNullable<ChangeDescription['manual']>;

const noCall = 'The interface adds administrators, and does nothing else with them.';
const audited: Pick<Gate, 'proof' | 'proves'> = {
  proof: { by: 'read' },
  proves: 'The audit of administrator changes shows it (which words it uses is partly assumed).',
};

const vouched: Pick<Gate, 'proof' | 'proves'> = {
  proof: { by: 'attest' },
  proves: 'Only the word of who did it or saw it: no read shows it.',
};

/** What nobody but a person at the portal can do. Undefined for what the interface does. */
export function administratorSteps(draft: ChangeDraft, portal: PortalDeclaration): Manual | undefined {
  switch (draft.verb) {
    case 'update':
      return editing(draft, portal);
    case 'reset':
      return resetting(draft, portal);
    case 'delete':
      return removing(draft, portal);
    default:
      return undefined;
  }
}

function editing(draft: ChangeDraft, portal: PortalDeclaration): Manual {
  const [before, after] = [draft.before ?? {}, draft.after ?? {}];
  const [from, to] = [textIn(before, 'account'), textIn(after, 'account')];
  if (from !== '' && to !== '' && from !== to) return moving(draft, portal, { from, to });
  const given = missing(after, before).map(shownRole);
  const taken = missing(before, after).map(shownRole);
  const email = textIn(after, 'email');
  const mails = email !== '' && email !== textIn(before, 'email');
  const clicks = [
    ...activation(draft),
    ...(given.length === 0 ? [] : [`Add the roles ${given.join(', ')}.`]),
    ...(taken.length === 0 ? [] : [`Remove the roles ${taken.join(', ')}.`]),
    ...(mails
      ? [`Corporate Email Address: ${email}. (Should Edit not offer it, remove and add the administrator.)`]
      : []),
  ];
  const unseen = before['active'] === undefined && after['active'] === true;
  const ibmId = textIn(after, 'ibmId');
  if (clicks.length === 0 && ibmId !== textIn(before, 'ibmId')) return linking(draft, ibmId);
  return {
    because: noCall,
    gate: {
      step: 'change-administrator',
      title: `change the administrator ${draft.address.key}`,
      waitingFor: administratorOf(portal),
      since: draft.at,
      ...(unseen ? vouched : audited),
      instructions: [
        ...toAdministrators(portal, { account: placeOf(draft), needs: given }),
        `Find ${draft.address.key} in the column Username > Edit.`,
        ...clicks,
        'Save; the portal asks for your own password.',
      ],
    },
  };
}

/** The other account is another one, or the same under a new name: the manifests do not say which. */
function moving(
  { address, after, at }: ChangeDraft,
  portal: PortalDeclaration,
  { from, to }: { readonly from: string; readonly to: string },
): Manual {
  const roles = rolesIn(after?.['roles']).map(shownRole);
  return {
    because: `${noCall} A login belongs to one account (inferred): ${from} there, ${to} here.`,
    gate: {
      step: 'move-administrator',
      title: `move the administrator ${address.key} to the account ${to}`,
      waitingFor: administratorOf(portal),
      since: at,
      ...vouched,
      instructions: [
        `Is ${to} the account ${from} under a new name? Then there is nothing to do; say that it is done.`,
        ...toAdministrators(portal, { account: from, needs: [] }),
        `Find ${address.key} in the column Username > More > Remove > Deactivate, then More > Remove > Delete: the user name is free again.`,
        ...toAdministrators(portal, { account: to, needs: roles }),
        `Add Administrator: ${textIn(after, 'email') || 'the same e-mail address'}; user name ${address.key}; roles ${roles.join(', ')}.`,
      ],
    },
  };
}

/** Only the audit tells of a deactivation; where it tells nothing, a person has to look. */
function activation({ before, after }: ChangeDraft): readonly string[] {
  if (after?.['active'] !== true || before?.['active'] === true) return [];
  return [
    before?.['active'] === false
      ? 'It was deactivated: Reactivate it. (The grid does not show deactivated administrators.)'
      : 'See whether its Status is active; Reactivate it if it is not in the grid.',
  ];
}

function linking({ address, at, after }: ChangeDraft, ibmId: string): Manual {
  return {
    because: 'An IBMid is linked by the person alone, with a one-time code that is sent to it.',
    gate: { ...linkIbmId({ person: textIn(after, 'email') || address.key, ibmId, since: at }), step: 'change-ibmid' },
  };
}

function resetting(draft: ChangeDraft, portal: PortalDeclaration): Manual {
  return {
    because: noCall,
    gate: {
      step: 'reset-password',
      title: `reset the password of ${draft.address.key}`,
      waitingFor: administratorOf(portal),
      since: draft.at,
      ...vouched,
      instructions: [
        ...toAdministrators(portal, { account: placeOf(draft), needs: [] }),
        `Find ${draft.address.key} in the column Username > Reset Password.`,
        'MaaS360 makes a new password and mails it to the registered address; the person changes it at the next login.',
      ],
    },
  };
}

function removing(draft: ChangeDraft, portal: PortalDeclaration): Manual {
  const { address } = draft;
  return {
    because: noCall,
    gate: {
      step: 'remove-administrator',
      title: `remove the administrator ${address.key}`,
      waitingFor: administratorOf(portal),
      since: draft.at,
      ...audited,
      proves: `${audited.proves} That the user name is free again shows it, too.`,
      instructions: [
        ...toAdministrators(portal, { account: placeOf(draft), needs: [] }),
        `Find ${address.key} in the column Username > More > Remove > Deactivate: no login from now on.`,
        'Should it be marked as Primary: Edit another Service Administrator and mark that one as Primary first.',
        `Then More > Remove > Delete, for good; what ${address.key} did stays in the audit history.`,
      ],
    },
  };
}

function placeOf({ before, after }: ChangeDraft): string {
  return textIn(before, 'account') || textIn(after, 'account') || 'of the administrator';
}

/** Roles of the one that the other has not. */
function missing(one: JsonObject, other: JsonObject): readonly string[] {
  const had = new Set(rolesIn(other['roles']));
  return rolesIn(one['roles']).filter((role) => !had.has(role));
}
