import type { Gate, GateQuestion } from '../../../engine/model/gate.ts';
import { type Instant, lastDayOf } from '../../../engine/model/instant.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import { shownRole } from './role-names.ts';
import { textIn } from './texts.ts';

/** Facts that the portal shows of a person's first steps. */
export const facts = {
  /** A successful login in the login report. */
  login: 'login',
} as const;

export interface FirstSteps {
  /** Who does them, as people call them: an e-mail address. */
  readonly person: string;
  readonly userName: string;
  readonly since: Instant;
  readonly attributes: JsonObject;
  /** Whether the login is to a partner account: only those have a profile to complete and the tile. */
  readonly partner: boolean;
  /** The last moment for the IBMid. */
  readonly due?: Instant | undefined;
}

/** What IBM's page on onboarding has a new administrator do, in its order and its words. */
export function firstSteps(steps: FirstSteps): readonly Gate[] {
  const ibmId = textIn(steps.attributes, 'ibmId');
  return [
    firstLogin(steps),
    temporaryPassword(steps),
    ...(steps.partner ? [profile(steps)] : []),
    ...(ibmId === '' ? [] : [linkIbmId({ ...steps, ibmId })]),
    ...(steps.partner ? [tile(steps)] : []),
  ];
}

type Person = Pick<FirstSteps, 'person' | 'since'>;

function forPerson({ person, since }: Person): Pick<Gate, 'waitingFor' | 'since'> {
  return { waitingFor: { role: 'person', name: person }, since };
}

export interface DetailsMail extends Person {
  /** The roles that were asked for; empty where none were. */
  readonly roles: readonly string[];
  readonly partner: boolean;
}

/** The mail that every new account's first administrator gets, and what only it tells. */
export function detailsMail({ person, since, roles, partner }: DetailsMail): Gate {
  const rolesQuestion: GateQuestion = {
    name: 'roles',
    into: { attribute: 'roles' },
    pattern: '^[^,\\s][^,]*(,[^,]+)*$',
    required: true,
    means: 'the roles assigned, from the mail "Administrator Account Details", separated by commas',
  };
  return {
    ...forPerson({ person, since }),
    step: 'details-mail',
    title: 'receive the mail "Administrator Account Details"',
    proof: { by: 'attest' },
    proves: 'Only the word of who has the mail. Nobody is to pass on the temporary password in it.',
    instructions: [
      ...(partner
        ? ['Two mails come: "MaaS360 Partner Program welcome", with the account user name and ID, and:']
        : []),
      'The mail "Administrator Account Details" tells Login URL, Username, Temporary Password and Roles assigned.',
      'Pass on the user name with --set userName=… (expected, inferred: ACCOUNT-ID_ and what stands before the @).',
      ...(roles.length === 0
        ? []
        : [`Roles asked for: ${roles.map(shownRole).join(', ')}. Pass on those of the mail: --set roles=…`]),
    ],
    asks: [userNameQuestion, ...(roles.length === 0 ? [] : [rolesQuestion])],
  };
}

export const userNameQuestion: GateQuestion = {
  name: 'userName',
  into: 'id',
  pattern: '^\\S{1,255}$',
  required: true,
  means: 'the user name, from the mail "Administrator Account Details" or the column Username',
};

function firstLogin(steps: FirstSteps): Gate {
  return {
    ...forPerson(steps),
    step: 'first-login',
    title: 'log in for the first time',
    proof: { by: 'evidence', fact: facts.login },
    proves: 'A login proves that the person got in, not that the temporary password was changed.',
    instructions: [
      'Open the mail "Administrator Account Details" from MaaS360 and follow its Login URL.',
      `Log in with the user name ${steps.userName} and the temporary password of that mail.`,
    ],
  };
}

function temporaryPassword(steps: FirstSteps): Gate {
  return {
    ...forPerson(steps),
    step: 'temporary-password',
    title: 'change the temporary password',
    proof: { by: 'attest' },
    proves: 'Only a word: nothing shows whether a password is still the temporary one.',
    instructions: ['The portal asks for it at once: enter a new password as it says there, Save.'],
  };
}

function profile(steps: FirstSteps): Gate {
  return {
    ...forPerson(steps),
    step: 'profile',
    title: "complete the partner's profile",
    proof: { by: 'attest' },
    proves: 'Only a word: no interface shows the profile.',
    instructions: [
      'On the Profile page enter the mandatory details, Save. (Which ones these are, IBM does not publish.)',
    ],
  };
}

export interface IbmIdStep extends Person {
  /** As the attribute has it: `link ADDRESS` or `later`. */
  readonly ibmId: string;
  readonly due?: Instant | undefined;
}

export function linkIbmId({ person, since, ibmId, due }: IbmIdStep): Gate {
  const later = ibmId === 'later';
  const address = ibmId.replace(/^link /, '');
  const until = due === undefined ? undefined : lastDayOf(due);
  return {
    ...forPerson({ person, since }),
    step: 'ibmid',
    title: later ? `skip the IBMid for now${until === undefined ? '' : `, it is due on ${until}`}` : 'link the IBMid',
    ...(due === undefined || later ? {} : { until: due }),
    proof: { by: 'attest' },
    // The pop-up can be skipped, so that the tile proves no link.
    ...(later ? {} : { ownWord: true as const }),
    proves: 'Only a word: no interface shows which IBMid a login is linked to.',
    instructions: later
      ? [
          'In the pop-up "Link Administrator Account to IBMid" skip the step.',
          'It stays a debt: a step of its own (ibmid) waits for it. Until then support cannot be reached with this login.',
        ]
      : [
          'In the pop-up "Link Administrator Account to IBMid" select Link account.',
          `Enter the IBMid ${address}, then the one-time code that is sent to it.`,
          'Log in again, with the IBMid.',
        ],
  };
}

function tile(steps: FirstSteps): Gate {
  return {
    ...forPerson(steps),
    step: 'tile',
    title: 'see the Account Management tile',
    proof: { by: 'attest' },
    proves: 'Only a word: that the tile is there shows that Account Management is open to this login.',
    instructions: [
      'Log in with the new password: the Account Management tile is on the home page.',
      'Is it not there? The role does not reach it; the primary administrator can give another one.',
    ],
  };
}
