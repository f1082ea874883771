import type { JsonObject } from '../../../../engine/model/json.ts';
import type { PlayResult } from '../../../kit/emulator.ts';
import { textIn } from '../json-parts.ts';
import { userByLogin } from './directory.ts';
import type { Directory, PanelUser } from './directory.ts';
import { logIn, setIbmPassword, setPanelPassword, signInAtIbm, syncIbm } from './mycp.ts';
import type { FieldProblem } from './mycp.ts';

export interface Part {
  readonly step: string;
  readonly email: string;
  readonly answers: JsonObject;
}

/** What the answers of every step must have is `password`, but for `sync`, which asks for nothing. */
export const steps: readonly string[] = ['set-mycp-password', 'set-ibm-password', 'sync', 'first-login'];

/** Plays a person without a browser, by the same checks as the pages, in the order in which the pages can be reached. */
export function playPerson(directory: Directory, { step, email, answers }: Part): PlayResult {
  if (!steps.includes(step)) return refused('step', `There is no step ${step} here: use ${steps.join(', ')}.`);
  const user = userByLogin(directory, email);
  if (user === undefined) return refused('email', 'This person has no login here.');
  if (step === 'set-mycp-password' && user.passwordLink === null) {
    return refused('email', 'This person was sent no mail to set a password, or has used it.');
  }
  if (step !== 'set-mycp-password' && user.password === null) {
    return refused('email', 'This person has no password for myCP yet, and cannot get in.');
  }
  const problems = act(directory, user, { step, answers });
  return problems.length === 0 ? { played: true } : { played: false, problems };
}

function act(
  directory: Directory,
  user: PanelUser,
  { step, answers }: Pick<Part, 'step' | 'answers'>,
): readonly FieldProblem[] {
  const password = textIn(answers['password']);
  switch (step) {
    case 'set-mycp-password': {
      const confirmPassword = 'confirmPassword' in answers ? textIn(answers['confirmPassword']) : password;
      const problems = setPanelPassword(directory, user, { password, confirmPassword });
      // As on the pages, whose next step is to open myCP: the login history shows it.
      if (problems.length === 0) logIn(directory, { login: user.login, password, admin: false });
      return problems;
    }
    case 'set-ibm-password':
      return setIbmPassword(directory, user, password);
    case 'sync':
      return syncIbm(directory, user);
    default:
      return signInAtIbm(directory, { email: user.email, password, fromPanel: true });
  }
}

function refused(field: string, text: string): PlayResult {
  return { played: false, problems: [{ field, text }] };
}
