import { recordChange, recordLogin } from './audit.ts';
import { findAdministrator, isEmail } from './administrators.ts';
import { isCopying } from './hierarchy.ts';
import { sendIbmIdCode } from './mails.ts';
import { brokenPasswordRules, hashPassword, isPassword, secretText } from './passwords.ts';
import type { Administrator, PortalState, Profile } from './portal-state.ts';
import type { FieldProblem } from './refusal.ts';

/** What a person has to do before they see the home page, in the documented order; null where nothing is left. */
export type ForcedStep = 'change-password' | 'complete-profile' | 'ibmid';

/** Each is forced at once after the one before it. Only administrators of partner accounts have the last two. */
export function forcedStep({ account, isPasswordTemporary, profile, ibmId }: Administrator): ForcedStep | null {
  if (isPasswordTemporary) return 'change-password';
  if (account.type !== 'partner') return null;
  if (profile === null) return 'complete-profile';
  return ibmId.how === 'open' ? 'ibmid' : null;
}

/** The login page. Each attempt of an administrator makes an entry in the login report. */
export function logIn(
  state: PortalState,
  { userName, password }: { readonly userName: string; readonly password: string },
): Administrator | readonly FieldProblem[] {
  const administrator = findAdministrator(state, userName);
  if (administrator === undefined) return problem('userName', 'Wrong user name or password.');
  const { ibmId } = administrator;
  if (ibmId.how === 'linked') {
    return problem('userName', `This administrator is linked to an IBMid: log in with the IBMid ${ibmId.ibmId}.`);
  }
  const isRight = isPassword(password, administrator.password);
  const problems = isRight ? entryProblems(state, administrator) : problem('userName', 'Wrong user name or password.');
  recordLogin(state, administrator, problems.length === 0);
  return problems.length === 0 ? administrator : problems;
}

/** For who has linked an IBMid: its one-time code stands for IBM's own login page, which is not emulated. */
export function logInWithIbmId(
  state: PortalState,
  form: { readonly ibmId: string; readonly code: string },
): Administrator | readonly FieldProblem[] {
  const wanted = form.ibmId.trim().toLowerCase();
  const administrator = [...state.administrators.values()].find(
    ({ ibmId }) => ibmId.how === 'linked' && ibmId.ibmId.toLowerCase() === wanted,
  );
  if (administrator === undefined) return problem('ibmId', 'No administrator is linked to this IBMid.');
  const wrong = spendCode(state, form);
  const problems = wrong.length > 0 ? wrong : entryProblems(state, administrator);
  recordLogin(state, administrator, problems.length === 0);
  return problems.length === 0 ? administrator : problems;
}

/** Why somebody with the right password does not get in; empty where they do. */
export function entryProblems(
  state: PortalState,
  { isActive, isScriptOnly, roles, account }: Administrator,
): readonly FieldProblem[] {
  if (!isActive || roles.length === 0) return problem('userName', 'This administrator is inactive.');
  if (isScriptOnly) return problem('userName', 'This administrator is script-only, and cannot log in to the portal.');
  if (!account.portalLogin) return problem('userName', `${account.name} has no login to the portal.`);
  if (isCopying(state, account)) return problem('userName', 'This account is still being set up. Try again later.');
  return account.status === 'active' ? [] : problem('userName', `The account ${account.name} has expired.`);
}

export interface NewPassword {
  readonly password: string;
  readonly confirmPassword: string;
}

/** The page that follows the first login, and the one after a reset. */
export function changePassword(
  state: PortalState,
  administrator: Administrator,
  { password, confirmPassword }: NewPassword,
): readonly FieldProblem[] {
  if (password === '') return problem('password', 'Enter a new password.');
  const problems = brokenPasswordRules(password).map((text) => ({ field: 'password', text }));
  if (problems.length > 0) return problems;
  if (isPassword(password, administrator.password)) return problem('password', 'Choose another password than before.');
  if (password !== confirmPassword) return problem('confirmPassword', 'The two passwords are not the same.');
  administrator.password = hashPassword(password, state.world.newId());
  administrator.isPasswordTemporary = false;
  administrator.passwordSetAt = state.world.now();
  return [];
}

/** [ours] Which details are mandatory is not published: all but the job title are here. */
export function saveProfile(state: PortalState, administrator: Administrator, form: Profile): readonly FieldProblem[] {
  if (administrator.isPasswordTemporary) return problem('form', 'Change your password first.');
  const problems: FieldProblem[] = [];
  for (const [field, label] of mandatory) {
    if (form[field].trim() === '') problems.push({ field, text: `Enter ${label}.` });
  }
  if (problems.length > 0) return problems;
  administrator.profile = { ...form };
  recordChange(state, { by: administrator.userName, operation: 'CHANGE', administrator });
  return [];
}

const mandatory = [
  ['firstName', 'your first name'],
  ['lastName', 'your last name'],
  ['company', 'your company'],
  ['phone', 'a phone number'],
] as const;

/** [ours] Every address is taken for an IBMid that is there already; its code goes to the sandbox's inbox. */
export function requestIbmIdCode(state: PortalState, ibmId: string): readonly FieldProblem[] {
  const address = ibmId.trim();
  if (!isEmail(address)) return problem('ibmId', 'Enter your IBMid: it is an e-mail address.');
  const digits = Number.parseInt(secretText(state.world, 'one-time code').slice(0, 8), 16) % 1_000_000;
  const code = String(digits).padStart(6, '0');
  state.ibmIdCodes.set(address.toLowerCase(), code);
  sendIbmIdCode(state, address, code);
  return [];
}

/** "Link account". Who has skipped it can do so later. */
export function linkIbmId(
  state: PortalState,
  administrator: Administrator,
  form: { readonly ibmId: string; readonly code: string },
): readonly FieldProblem[] {
  if (administrator.ibmId.how === 'linked') return problem('ibmId', 'This administrator is linked already.');
  const ibmId = form.ibmId.trim();
  const others = [...state.administrators.values()].filter((one) => one !== administrator);
  const isTaken = others.some((one) => one.ibmId.how === 'linked' && sameText(one.ibmId.ibmId, ibmId));
  if (isTaken) return problem('ibmId', 'This IBMid is linked to another administrator.');
  const wrong = spendCode(state, form);
  if (wrong.length > 0) return wrong;
  administrator.ibmId = { how: 'linked', ibmId, at: state.world.now() };
  return [];
}

/** Documented for a new partner, who creates an IBMid when prompted. */
export function skipIbmId(state: PortalState, administrator: Administrator): readonly FieldProblem[] {
  if (administrator.ibmId.how !== 'open') return problem('form', 'This was answered already.');
  administrator.ibmId = { how: 'skipped', at: state.world.now() };
  return [];
}

/** A code can be used once. */
function spendCode(
  { ibmIdCodes }: PortalState,
  { ibmId, code }: { readonly ibmId: string; readonly code: string },
): readonly FieldProblem[] {
  const key = ibmId.trim().toLowerCase();
  const sent = ibmIdCodes.get(key);
  if (sent === undefined) return problem('ibmId', 'Ask for a one-time code first.');
  if (sent !== code.trim()) return problem('code', 'This is not the code that was mailed last.');
  ibmIdCodes.delete(key);
  return [];
}

function sameText(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function problem(field: string, text: string): readonly FieldProblem[] {
  return [{ field, text }];
}
