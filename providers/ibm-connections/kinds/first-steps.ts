import { formatAddress } from '../../../engine/model/address.ts';
import type { Gate } from '../../../engine/model/gate.ts';
import { addTo, day } from '../../../engine/model/instant.ts';
import type { ObservedResource } from '../../../engine/model/resource.ts';
import type { Settings } from '../settings.ts';

/** Facts that the planes show of a person's first steps. */
export const facts = {
  /** The panel's login history (its form is ours). */
  login: 'login to myCP',
  /** IBM's `IsSyncPending` is true (inferred: a password was submitted, Sync not pressed). */
  passwordSet: 'password that waits for Sync',
  /** IBM's `IsSyncPending` is false; it says something only after the password was seen to be set. */
  synced: 'finished sync',
} as const;

/** What the article has the person do, in its order and with the words of its pages. */
export function firstSteps({ address, invitation, evidence }: ObservedResource, settings: Settings): readonly Gate[] {
  const since = invitation?.sentAt ?? evidence.at;
  const person = { since, waitingFor: { role: 'person' as const, name: address.key } };
  const myCp = settings.myCp === '' ? 'myCP' : `myCP (${settings.myCp})`;
  const { assumeFirstLogin } = settings;
  const link = confirmLink(settings, formatAddress(address));
  return [
    {
      ...person,
      step: 'mycp-password',
      title: 'Set a password for myCP',
      proof: { by: 'evidence', fact: facts.login },
      proves: 'A login in the history of the panel proves that the person can log in to myCP, and nothing about IBM.',
      instructions: [
        'Open the mail "Change your password for the control panel" and follow its link.',
        `Choose a password, then log in to ${myCp} with the e-mail address.`,
      ],
    },
    {
      ...person,
      step: 'ibm-password',
      title: 'Set Password for IBM Connections Cloud in myCP',
      proof: { by: 'evidence', fact: facts.passwordSet },
      proves:
        'IsSyncPending at IBM shows that something waits to be synchronised (that it is the password is inferred).',
      instructions: [
        `In ${myCp} choose IBM Connections Cloud in the left menu, then Set Password.`,
        ...passwordRules,
        'Enter a password or choose Generate; choose Show, note it down, and Submit.',
      ],
    },
    {
      ...person,
      step: 'sync',
      title: 'Press Sync in myCP',
      proof: { by: 'evidence', fact: facts.synced },
      proves: 'IsSyncPending at IBM went from true to false (that Sync does this is inferred).',
      instructions: ['On the confirmation choose Sync, to synchronise the changes with the IBM Connections portal.'],
    },
    {
      ...person,
      step: 'first-login',
      title: 'Log in to IBM Connections for the first time, from myCP',
      ...(assumeFirstLogin === undefined ? {} : { assumedFrom: addTo(since, assumeFirstLogin * day) }),
      proof: { by: 'attest' },
      proves: 'Only a word: no interface shows a login at IBM.',
      instructions: [
        'Close the browser and open it again; in myCP, on the tab IBM Connections Cloud, choose Login.',
        'Enter the e-mail address and the password made there, and choose Sign in.',
        `Every later visit can begin at ${settings.directUrl}.`,
        ...(link === '' ? [] : [`Then confirm it at ${link}`]),
      ],
    },
  ];
}

/**
 * The person's own link to the page that `confirmUrl` names, which is the customer's to run: who follows it gives a
 * word, and the page has it recorded by `rollcall attest`. Empty where there is none.
 */
export function confirmLink({ confirmUrl }: Settings, address: string): string {
  if (confirmUrl === undefined || !URL.canParse(confirmUrl)) return '';
  const url = new URL(confirmUrl);
  url.searchParams.set('address', address);
  url.searchParams.set('step', 'first-login');
  return url.href;
}

/** IBM's own rules for passwords (documented), and the two that its live tests show. */
export const passwordRules: readonly string[] = [
  'A password has at least 8 characters, 4 of them letters and at least 1 that is none, no spaces,',
  'not three times the same character in a row, not your name or address, and none of the last 8.',
  'It cannot be changed again within 24 hours.',
];
