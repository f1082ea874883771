import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Gate } from '../../../engine/model/gate.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { ChangeDescription, ChangeDraft } from '../../../engine/model/provider.ts';
import type { Settings } from '../settings.ts';
import { textOf } from './teammate-attributes.ts';

type Manual = NonNullable<ChangeDescription['manual']>;

interface Step {
  readonly step: string;
  readonly title: string;
  readonly instructions: readonly string[];
}

export const noPublishedApi = 'Cisco publishes no API for teammates.';

/** What an administrator clicks, named as in the portal's own pages. Undefined where an adapter can do it. */
export function stepsByHand(draft: ChangeDraft, portal: PortalDeclaration, settings: Settings): Manual | undefined {
  if (isTakenFromOwner(draft)) return supportTicket(draft, portal, settings);
  if (draft.verb === 'create' || draft.verb === 'reset' || draft.verb === 'sync') return undocumented(draft, portal);
  const moves = draft.verb === 'update' && movesLevel(draft);
  if (settings.mode === 'adapter' && !moves) return undefined;
  const because = moves ? 'Nothing documents how to move a teammate to another level.' : noPublishedApi;
  const step = moves ? moveStep(draft, portal) : pageStep(draft, portal);
  return { because, gate: { ...step, ...administrator(draft, portal), ...proof(settings) } };
}

function isTakenFromOwner({ before, after, presence, verb }: ChangeDraft): boolean {
  if (presence !== 'active' || before?.['role'] !== 'Owner') return false;
  return verb === 'delete' || (verb === 'update' && after?.['role'] !== 'Owner');
}

function movesLevel({ before, after }: ChangeDraft): boolean {
  return before?.['level'] !== after?.['level'] || before?.['levelId'] !== after?.['levelId'];
}

function pageStep(draft: ChangeDraft, portal: PortalDeclaration): Step {
  const { verb, presence, address } = draft;
  if (verb === 'invite') return inviteStep(draft, portal);
  if (verb === 'update') return changeStep(draft, portal);
  const found = [...toTeammates(draft, portal), `Find ${address.key} in the column USER.`];
  if (presence === 'invited') {
    const instructions = [...found, 'Choose DELETE in that row and confirm: the invitation is withdrawn.'];
    return { step: 'withdraw-by-hand', title: 'Withdraw an invitation', instructions };
  }
  return {
    step: 'remove-by-hand',
    title: 'Remove a teammate',
    instructions: [...found, 'Choose DELETE in that row and confirm.'],
  };
}

function inviteStep(draft: ChangeDraft, portal: PortalDeclaration): Step {
  const after = draft.after ?? {};
  const decrypts = typeof after['decryptLogs'] === 'boolean' ? [decryptionText(after['decryptLogs'])] : [];
  const instructions = [
    ...toTeammates(draft, portal),
    `Enter ${draft.address.key} (it must be a working address).`,
    `Select Role: ${textOf(after, 'role')}.`,
    ...decrypts,
    'Choose Invite user; the portal answers "New teammate invited".',
  ];
  return {
    step: 'invite-by-hand',
    title: draft.round > 1 ? 'Invite a teammate again' : 'Invite a teammate',
    instructions,
  };
}

function changeStep(draft: ChangeDraft, portal: PortalDeclaration): Step {
  const { before, after, address } = draft;
  const role = textOf(after, 'role');
  const changes =
    before?.['role'] === after?.['role'] ? [] : [`Change the role from ${textOf(before, 'role')} to ${role}.`];
  const decrypts = after?.['decryptLogs'];
  if (typeof decrypts === 'boolean' && decrypts !== before?.['decryptLogs']) changes.push(decryptionText(decrypts));
  const instructions = [
    ...toTeammates(draft, portal),
    `Find ${address.key} in the column USER and choose EDIT in that row.`,
    ...changes,
    'Save.',
  ];
  return { step: 'change-role-by-hand', title: 'Change a teammate', instructions };
}

function moveStep(draft: ChangeDraft, portal: PortalDeclaration): Step {
  const { address, after } = draft;
  const instructions = [
    ...toTeammates(draft, portal),
    `Remove ${address.key} there: nothing documents a way to move a teammate.`,
    `Switch to ${levelText(after)} and invite ${address.key} there with the role ${textOf(after, 'role')}.`,
  ];
  return { step: 'move-by-hand', title: 'Move a teammate to another level', instructions };
}

function toTeammates(draft: ChangeDraft, portal: PortalDeclaration): string[] {
  const { before, after } = draft;
  const needsOwner = before?.['role'] === 'Owner' || after?.['role'] === 'Owner' || touchesDecryption(draft);
  const who = needsOwner ? 'Owner' : 'Owner or a teammate with Full access';
  const level = (before ?? after)?.['level'];
  const place = level === 'group' || level === 'team' ? [`Switch to ${levelText(before ?? after)}.`] : [];
  return [`Log in to ${portalUrl(portal)} as ${who}.`, ...place, 'Go to Settings > Teammates.'];
}

function touchesDecryption({ before, after }: ChangeDraft): boolean {
  return after !== null && after['decryptLogs'] !== undefined && after['decryptLogs'] !== before?.['decryptLogs'];
}

function decryptionText(decrypts: boolean): string {
  return decrypts ? 'Switch Decrypt logs on.' : 'Switch Decrypt logs off.';
}

function levelText(attributes: JsonObject | null | undefined): string {
  const level = textOf(attributes, 'level');
  return level === 'group' || level === 'team' ? `the ${level} ${textOf(attributes, 'levelId')}` : 'the client level';
}

function portalUrl(portal: PortalDeclaration): string {
  return portal.baseUrls['default'] ?? `the Webex Connect portal (${portal.name})`;
}

/** Documented: nobody but the vendor can take the role of an Owner away. */
function supportTicket(draft: ChangeDraft, portal: PortalDeclaration, settings: Settings): Manual {
  const { address, verb, after, at } = draft;
  const wish = verb === 'delete' ? 'remove' : `change to ${textOf(after, 'role')}`;
  const text =
    `On our Webex Connect tenant ${portalUrl(portal)}, please ${wish} the Owner ${address.key}. ` +
    'Should no other Owner remain after that, please tell us before you do it.';
  const support = portal.contacts.support ?? portal.contacts.successManager ?? 'Cisco support';
  const closing = proof(settings);
  const note = closing.proof.by === 'read' ? '' : '; it is the reference when you attest the answer';
  const gate: Gate = {
    step: verb === 'delete' ? 'remove-owner-by-support' : 'change-owner-by-support',
    title: verb === 'delete' ? 'Have an Owner removed by support' : 'Have the role of an Owner changed by support',
    waitingFor: { role: 'support', name: support },
    since: at,
    ...closing,
    instructions: [
      `Open a ticket with ${support}.`,
      `Text to send: "${text}"`,
      `Note the number of the ticket${note}.`,
    ],
  };
  return { because: "The role of an Owner can only be changed by the vendor's support.", gate };
}

function undocumented(draft: ChangeDraft, portal: PortalDeclaration): Manual {
  const { address, verb } = draft;
  const gate: Gate = {
    step: `${verb}-by-hand`,
    title: `Settle the ${verb} with the person`,
    ...administrator(draft, portal),
    proof: { by: 'attest' },
    proves: 'Only the word of who attests it.',
    instructions: [
      `Webex Connect documents no ${verb} of teammates. Settle with ${address.key} what it was for.`,
      `Take the ${verb} out of the manifest, or attest that it is settled.`,
    ],
  };
  return { because: `Webex Connect documents no ${verb} of teammates.`, gate };
}

function administrator(draft: ChangeDraft, portal: PortalDeclaration): Pick<Gate, 'waitingFor' | 'since'> {
  const name = portal.account ?? portal.contacts.owner ?? `an Owner of ${portal.name}`;
  return { waitingFor: { role: 'administrator', name }, since: draft.at };
}

/** The audit log names nobody to whom something was done, so by hand only a person's word closes a step. */
function proof(settings: Settings): Pick<Gate, 'proof' | 'proves'> {
  if (settings.mode === 'adapter') return { proof: { by: 'read' }, proves: 'The list of teammates shows it.' };
  return {
    proof: { by: 'attest' },
    proves: 'Only the word of who attests it: the audit log names no person it was done to.',
  };
}
