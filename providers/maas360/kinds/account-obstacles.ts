import type { HarmClass } from '../../../engine/model/harm.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import { foundState, type Obstacle, wantedState } from './account-states.ts';
import { textIn } from './texts.ts';

/** One thing that no call can do. `support`: only the vendor's support can. */
export interface StepByHand {
  readonly step: string;
  readonly title: string;
  readonly because: string;
  readonly instructions: readonly string[];
  readonly support?: true;
  /** No read will show it, so a person's word is needed. */
  readonly unseen?: true;
  /** Nothing of it happens on the Accounts page. */
  readonly elsewhere?: true;
  /** What it does to people or money, where it does any harm. */
  readonly harms?: readonly HarmClass[];
}

const inManifest = { elsewhere: true } as const;

interface Pair {
  readonly from: string;
  readonly to: string;
  /** The last day of the trial there, and here; empty where it is not known. */
  readonly now: string;
  readonly then: string;
}

/** What stands between an account and what is wanted of it, and who can do something about it. */
export function obstacleStep(obstacle: Obstacle, found: JsonObject, wanted: JsonObject): StepByHand {
  return steps[obstacle]({
    from: foundState(found) ?? 'account',
    to: wantedState(wanted) ?? 'account',
    now: textIn(found, 'endsOn'),
    then: textIn(wanted, 'endsOn'),
  });
}

const steps: Readonly<Record<Obstacle, (pair: Pair) => StepByHand>> = {
  'other-type': ({ from, to }) => ({
    ...inManifest,
    step: 'settle-type',
    title: 'settle which type the account has',
    because: `MaaS360 shows a ${from}, the manifest a ${to}: a partner account becomes no other, and no other becomes one (inferred).`,
    instructions: [
      'Correct type in the PartnerLink.',
      'Or give the PartnerLink another account name: a new account is made, and this one stays as it is.',
    ],
  }),
  'expire-first': () => ({
    step: 'expire-customer',
    title: 'expire a customer that is to become a trial',
    because: 'An active customer becomes a trial only by way of Expire, then Extend.',
    harms: ['partner-links'],
    instructions: [
      'Options icon on the right side of the account name > Expire, review the details, Submit: its users cannot log in from then on.',
      'Plan again: extending it makes it a trial. (IBM says so of Extend; its page on Expire says the opposite.)',
    ],
  }),
  'still-a-customer': () => ({
    ...inManifest,
    step: 'settle-end',
    title: 'settle whether the account is a trial that is over',
    because: 'The manifest declares a trial that is over, and MaaS360 shows an active customer.',
    instructions: [
      'Was it converted? Write type: customer, without until, in the PartnerLink.',
      'Is it to end? Take the PartnerLink out after an apply with onRemove: expire.',
    ],
  }),
  'ended-as-customer': () => ({
    ...inManifest,
    step: 'settle-end',
    title: 'settle whether the account is a trial that is over',
    because: 'The manifest declares a trial that is over, and MaaS360 shows an expired customer.',
    instructions: ['Take the PartnerLink out: there is nothing left to end.'],
  }),
  shorten: ({ now, then }) => ({
    ...inManifest,
    step: 'shorten-trial',
    title: 'let a trial end earlier',
    because: `Days can be added to a trial, not taken away: it ends on ${now} there, on ${then} here.`,
    instructions: [
      `Nothing at the portal now: a plan made after ${then} expires it.`,
      `Or write until: ${now} in the PartnerLink.`,
    ],
  }),
  'last-day': ({ then }) => ({
    ...inManifest,
    step: 'settle-last-day',
    title: 'settle whether a trial is to go on',
    because: `Its last day, ${then}, is no later than today, and a trial is given whole days.`,
    instructions: [
      'Nothing at the portal: it is over with that day. To let it go on, write a later until: in the PartnerLink.',
    ],
  }),
  'unknown-end': ({ then }) => ({
    step: 'set-end',
    title: 'see when a trial ends',
    because: 'MaaS360 does not tell when this trial ends, so nobody can say how many days to add.',
    instructions: [
      'Look up the last day of the trial.',
      `Options icon > Extend: enter the days that are missing until ${then}, Submit.`,
    ],
    unseen: true,
  }),
  'no-end': () => ({
    ...inManifest,
    step: 'name-end',
    title: 'say when a trial ends',
    because: 'Extend asks for days, and the manifest names no last day.',
    instructions: ['Write until: with a date in the PartnerLink.'],
  }),
  'no-licences': () => ({
    ...inManifest,
    step: 'name-licences',
    title: 'say how many licences are committed',
    because: 'Convert asks for the number of committed licences, and the manifest says none.',
    instructions: ['Write with: { committedLicenses: … } in the PartnerLink.'],
  }),
  'expired-partner': () => ({
    step: 'ask-partner-state',
    title: 'ask why a partner account has expired',
    because: 'MaaS360 shows the partner account as expired; IBM documents no such thing, and no way back.',
    instructions: ['Please tell us why this partner account has expired, and make it active again.'],
    support: true,
  }),
  'being-deleted': () => ({
    step: 'ask-deletion',
    title: 'ask whether a deletion can be stopped',
    because: 'MaaS360 is deleting the account (Deletion initiated).',
    instructions: ['Please tell us whether the deletion of this account can still be stopped, and stop it.'],
    support: true,
  }),
};
