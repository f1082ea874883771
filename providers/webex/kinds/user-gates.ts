import type { Gate } from '../../../engine/model/gate.ts';
import type { ObservedResource } from '../../../engine/model/resource.ts';
import type { Settings } from '../settings.ts';

/** The step that the mail asks for; only where nobody has vouched for the domain. */
export const verifyStep = 'verify';

/** Not Verified → Verified → Active, as Control Hub calls the states. How long the mail's link is good is not known. */
export function activationGates(
  { address, invitation, evidence }: ObservedResource,
  settings: Settings,
): readonly Gate[] {
  const person = {
    waitingFor: { role: 'person' as const, name: address.key },
    since: invitation?.sentAt ?? evidence.at,
    proof: { by: 'read' as const },
  };
  const verify: Gate = {
    ...person,
    step: verifyStep,
    title: 'Verify the e-mail address',
    proves: 'Webex shows that the person has an account: they have followed the mail, and not signed in yet.',
    instructions: [
      'Open the activation mail from Webex and choose Activate.',
      `Where it did not come: requests: [{ do: reset, on: ${address.portal}, id: once-more }] has Webex send it again.`,
    ],
  };
  const signIn: Gate = {
    ...person,
    step: 'sign-in',
    title: 'Sign in for the first time',
    proves: 'Webex shows the user as active: they have signed in.',
    instructions: ['Set a password, or sign in as the company does, at https://web.webex.com.'],
  };
  return isVerified(address.key, settings) ? [signIn] : [verify, signIn];
}

export function isVerified(email: string, { verifiedDomains }: Settings): boolean {
  return verifiedDomains.includes(email.slice(email.lastIndexOf('@') + 1));
}
