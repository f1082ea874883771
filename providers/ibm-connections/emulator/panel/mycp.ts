import type { SandboxWorld } from '../../../kit/sandbox/sandbox-world.ts';
import type { ServiceResult } from '../service/ibm-service.ts';
import { hashPassword, isPassword, serviceOf, touch, userByLogin } from './directory.ts';
import type { Directory, PanelUser } from './directory.ts';
import { brokenPanelRules } from './password-rules.ts';

/** One thing to mend in a form, as the kit's fields take it. */
export interface FieldProblem {
  readonly field: string;
  readonly text: string;
}

export interface NewPassword {
  readonly password: string;
  readonly confirmPassword: string;
}

/** [ours] A login is locked after so many wrong passwords in a row. */
const mostFailures = 5;

/** The form behind the link of the mail. */
export function setPanelPassword(directory: Directory, user: PanelUser, form: NewPassword): readonly FieldProblem[] {
  const problems = newPasswordProblems(form);
  if (problems.length > 0) return problems;
  user.password = hashPassword(form.password, directory.world.newId());
  if (user.passwordLink !== null) directory.passwordLinks.delete(user.passwordLink);
  user.passwordLink = null;
  user.locked = false;
  user.failedLogins = 0;
  touch(directory, user);
  return [];
}

function newPasswordProblems({ password, confirmPassword }: NewPassword): readonly FieldProblem[] {
  if (password === '') return [{ field: 'password', text: 'Enter a password.' }];
  const problems = brokenPanelRules(password).map((text) => ({ field: 'password', text }));
  if (problems.length === 0 && password !== confirmPassword) {
    problems.push({ field: 'confirmPassword', text: 'The two passwords are not the same.' });
  }
  return problems;
}

/** The login page of either panel; `admin` is the customer's. */
export function logIn(
  directory: Directory,
  { login, password, admin }: { readonly login: string; readonly password: string; readonly admin: boolean },
): PanelUser | readonly FieldProblem[] {
  const user = userByLogin(directory, login);
  if (user === undefined) return wrong;
  if (user.locked) return problem('login', 'This login is locked: ask your administrator to unlock it.');
  const isRight = user.password !== null && isPassword(password, user.password);
  user.logins.push({ at: directory.world.now(), succeeded: isRight });
  user.failedLogins = isRight ? 0 : user.failedLogins + 1;
  user.locked = user.failedLogins >= mostFailures;
  if (!isRight) return wrong;
  if (user.disabled) return problem('login', 'This login is disabled.');
  return admin && !user.isAccountAdmin ? problem('login', 'You are no administrator of this account.') : user;
}

/** "Set Password" of the IBM tab, after Submit. IBM checks its own rules. */
export function setIbmPassword(directory: Directory, user: PanelUser, password: string): readonly FieldProblem[] {
  const service = serviceOf(directory, user);
  if (service === undefined) return notAssigned;
  if (password === '') return problem('password', 'Enter a password, or let one be generated.');
  return problemsOf(directory.service.setPassword(service.email, password), 'password');
}

export function syncIbm(directory: Directory, user: PanelUser): readonly FieldProblem[] {
  const service = serviceOf(directory, user);
  return service === undefined ? notAssigned : problemsOf(directory.service.sync(service.email), 'sync');
}

export interface IbmSignIn {
  readonly email: string;
  readonly password: string;
  readonly fromPanel: boolean;
}

export function signInAtIbm(directory: Directory, form: IbmSignIn): readonly FieldProblem[] {
  if (form.email === '') return problem('email', 'Enter your e-mail address.');
  return problemsOf(directory.service.signIn(form), 'password');
}

/** [ours] Twelve characters that keep IBM's rules: never two alike in a row, letters, digits and a sign. */
export function generatePassword(world: Pick<SandboxWorld, 'random'>): string {
  const pick = (text: string): string => text[Math.floor(world.random() * text.length)] ?? '';
  const syllable = (): string => pick('BDFGKLMNPRST') + pick('aeiu') + pick('bdfgklmnprst');
  return `${syllable()}${pick('-+#!')}${syllable()}${pick('23456789')}${syllable()}${pick('23456789')}`;
}

export function isProblems(result: PanelUser | readonly FieldProblem[]): result is readonly FieldProblem[] {
  return Array.isArray(result);
}

const wrong = problem('login', 'Wrong login or password.');
const notAssigned = problem('service', 'IBM Connections Cloud is not assigned to you.');

function problem(field: string, text: string): readonly FieldProblem[] {
  return [{ field, text }];
}

function problemsOf(result: ServiceResult<null>, field: string): readonly FieldProblem[] {
  return result.ok ? [] : problem(field, result.text);
}
