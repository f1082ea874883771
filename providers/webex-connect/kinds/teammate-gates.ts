import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Gate } from '../../../engine/model/gate.ts';
import { addTo } from '../../../engine/model/instant.ts';
import type { ObservedResource } from '../../../engine/model/resource.ts';
import type { Settings } from '../settings.ts';
import { invitationLifetime } from '../teammate-row.ts';

/** For the person who was invited. What closes it depends on what can be seen of the portal. */
export function joinGate(observed: ObservedResource, portal: PortalDeclaration, settings: Settings): Gate {
  const { address, invitation, evidence } = observed;
  const since = invitation?.sentAt ?? evidence.at;
  return {
    step: 'join',
    title: 'Join the team',
    waitingFor: { role: 'person', name: address.key },
    since,
    until: invitation?.expiresAt ?? addTo(since, invitationLifetime),
    ...proofOf(settings),
    instructions: portal.login === 'sso' ? bySingleSignOn : byPassword,
  };
}

function proofOf(settings: Settings): Pick<Gate, 'proof' | 'proves'> {
  if (settings.mode === 'adapter') {
    return { proof: { by: 'read' }, proves: 'The list shows the person as active: they have joined.' };
  }
  if (!settings.auditLog) return { proof: { by: 'attest' }, proves: 'Only the word of who attests it.' };
  return {
    proof: { by: 'evidence', fact: 'login' },
    proves: 'A login in the audit log proves that the person can log in, not which role they have.',
  };
}

const byPassword: readonly string[] = [
  'Open the mail "You\'ve been invited to join …" from Webex Connect and choose JOIN THE TEAM.',
  'Welcome: enter the name and, twice, a password, then Next.',
  'A password has 8 to 20 characters, among them an upper-case letter, a number and a special character.',
  'One more thing: choose your role in the company and what you are looking for, Next.',
];

const bySingleSignOn: readonly string[] = [
  'If a mail asks you to activate your Webex account, do that first.',
  'Open the welcome mail from Webex Connect and follow it to the login page.',
  'Log in with single sign-on; enter the name (and the phone number, if you like) when asked.',
];
