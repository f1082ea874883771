import {
  changePassword,
  forcedStep,
  linkIbmId,
  logIn,
  logInWithIbmId,
  requestIbmIdCode,
  saveProfile,
  skipIbmId,
} from './first-steps.ts';
import type { ForcedStep } from './first-steps.ts';
import { openAccountManagement } from './home.ts';
import { textIn } from './json-parts.ts';
import { behindHome } from './played-step.ts';
import type { PlayedStep, Playing } from './played-step.ts';
import { isProblems } from './refusal.ts';
import type { FieldProblem } from './refusal.ts';

/** What every administrator does for themselves. */
export const ownSteps: Readonly<Record<string, PlayedStep>> = {
  'log-in': playLogin,
  'change-password': inTurn('change-password', ({ state, actor, answers }) => {
    const password = textIn(answers['password']);
    const confirmPassword = 'confirmPassword' in answers ? textIn(answers['confirmPassword']) : password;
    return changePassword(state, actor, { password, confirmPassword });
  }),
  'complete-profile': inTurn('complete-profile', ({ state, actor, answers }) => {
    const text = (name: string): string => textIn(answers[name]);
    return saveProfile(state, actor, {
      firstName: text('firstName'),
      lastName: text('lastName'),
      company: text('company'),
      phone: text('phone'),
      jobTitle: text('jobTitle'),
    });
  }),
  'link-ibmid': playLink,
  'skip-ibmid': inTurn('ibmid', ({ state, actor }) => skipIbmId(state, actor)),
  'open-account-management': behindHome(({ state, actor }) => openAccountManagement(state, actor)),
};

/** Without a password in the answers, the temporary one of the newest mail; with a linked IBMid, its one-time code. */
function playLogin({ state, actor, answers }: Playing): readonly FieldProblem[] {
  const { ibmId, userName } = actor;
  if (ibmId.how === 'linked') {
    requestIbmIdCode(state, ibmId.ibmId);
    const code = mailedText({ state, actor, answers }, ibmId.ibmId, /^Passcode: (\S+)$/mu);
    return outcomeOf(logInWithIbmId(state, { ibmId: ibmId.ibmId, code }));
  }
  const given = textIn(answers['password']);
  const password = given === '' && actor.isPasswordTemporary ? mailedPassword({ state, actor, answers }) : given;
  if (password === '') return [{ field: 'password', text: 'Enter a password.' }];
  return outcomeOf(logIn(state, { userName, password }));
}

function mailedPassword(playing: Playing): string {
  const { actor } = playing;
  const mails = playing.state.world.inbox.list({ to: actor.email, portal: playing.state.portal }, 1_000);
  const theirs = mails.find(({ text }) => text.split('\n').includes(`Username: ${actor.userName}`));
  return /^Temporary Password: (\S+)$/mu.exec(theirs?.text ?? '')?.[1] ?? '';
}

/** "Link account", with the code that was just mailed unless the answers have another; also after it was skipped. */
function playLink(playing: Playing): readonly FieldProblem[] {
  const { state, actor, answers } = playing;
  const forced = forcedStep(actor);
  if (forced !== null && forced !== 'ibmid') return before(forced);
  const ibmId = textIn(answers['ibmId']) || actor.email;
  const problems = requestIbmIdCode(state, ibmId);
  if (problems.length > 0) return problems;
  const code = textIn(answers['code']) || mailedText(playing, ibmId, /^Passcode: (\S+)$/mu);
  return linkIbmId(state, actor, { ibmId, code });
}

function mailedText({ state }: Playing, to: string, pattern: RegExp): string {
  const mails = state.world.inbox.list({ to, portal: state.portal }, 1_000);
  for (const { text } of mails) {
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return '';
}

/** Each of these pages is shown only when it is its turn, to somebody who has logged in. */
function inTurn(step: ForcedStep, act: PlayedStep): PlayedStep {
  return (playing) => {
    const { actor } = playing;
    const forced = forcedStep(actor);
    if (forced !== step) return before(forced);
    const mustLogIn = actor.isPasswordTemporary && (actor.lastLoginAt ?? -1) < actor.passwordSetAt;
    return mustLogIn ? [{ field: 'email', text: 'This person has to log in first.' }] : act(playing);
  };
}

function before(forced: ForcedStep | null): readonly FieldProblem[] {
  const text = forced === null ? 'This person has done this already.' : `This person has to do first: ${forced}.`;
  return [{ field: 'email', text }];
}

function outcomeOf(result: object | readonly FieldProblem[]): readonly FieldProblem[] {
  return isProblems(result) ? result : [];
}
