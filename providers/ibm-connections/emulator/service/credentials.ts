import { day } from '../../../../engine/model/instant.ts';
import type { ServiceResult } from './ibm-service.ts';
import { sendResetPassword } from './mails.ts';
import { brokenPasswordRules, hashPassword, isSamePassword } from './password-rules.ts';
import { badInput, done } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { ServiceState, Subscriber } from './service-state.ts';

/** Documented: none of the last eight may be used again. */
const rememberedPasswords = 8;

/** Seen: a second change within a day is refused. */
const youngest = day;

export interface NewPassword {
  readonly password: string;
  readonly bypassPolicy: boolean;
}

/** Documented: the user must be ACTIVE; the policy is checked unless it is bypassed. */
export function setPassword(
  state: ServiceState,
  subscriber: Subscriber,
  { password, bypassPolicy }: NewPassword,
): ServiceResult<null> {
  if (subscriber.state !== 'ACTIVE') return badInput(`The subscriber is ${subscriber.state}, not ACTIVE.`);
  const problem = bypassPolicy ? null : (ageProblem(state, subscriber) ?? policyProblem(subscriber, password));
  if (problem !== null) return problem;
  keep(state, subscriber, password);
  return done();
}

export interface PasswordChange {
  readonly oldPassword: string;
  readonly newPassword: string;
  readonly confirmation: string;
}

/** The old password may be a one-time password, which is spent by it. */
export function changePassword(
  state: ServiceState,
  subscriber: Subscriber,
  { oldPassword, newPassword, confirmation }: PasswordChange,
): ServiceResult<null> {
  if (newPassword !== confirmation) return badInput('NewPassword and ConfirmPassword differ.');
  if (!isOwn(subscriber, oldPassword)) return badInput('OldPassword is not the password.');
  const problem = ageProblem(state, subscriber) ?? policyProblem(subscriber, newPassword);
  if (problem !== null) return problem;
  keep(state, subscriber, newPassword);
  return done();
}

/** Documented: the policy is checked, and it can be used once. Seen: works on a PENDING subscriber too. */
export function setOneTimePassword(subscriber: Subscriber, password: string): ServiceResult<null> {
  const problem = policyProblem(subscriber, password);
  if (problem !== null) return problem;
  subscriber.credential.oneTime = hashPassword(password, subscriber.credential.salt);
  return done();
}

/** Documented: the person is mailed. [ours] The mail holds a one-time password, and the former one is void. */
export function resetPassword(state: ServiceState, subscriber: Subscriber): void {
  const { credential } = subscriber;
  const temporary = `Once-${state.world.newId()}`;
  credential.oneTime = hashPassword(temporary, credential.salt);
  credential.current = null;
  sendResetPassword(state, subscriber, temporary);
}

export function isCurrentPassword({ credential }: Subscriber, password: string): boolean {
  return credential.current !== null && isSamePassword(hashPassword(password, credential.salt), credential.current);
}

/** Whether it is the one-time password; it is not any more afterwards. */
export function spendOneTimePassword({ credential }: Subscriber, password: string): boolean {
  if (credential.oneTime === null) return false;
  if (!isSamePassword(hashPassword(password, credential.salt), credential.oneTime)) return false;
  credential.oneTime = null;
  return true;
}

function isOwn({ credential }: Subscriber, password: string): boolean {
  const hash = hashPassword(password, credential.salt);
  return isSamePassword(hash, credential.current) || isSamePassword(hash, credential.oneTime);
}

/** [ours] Who was given a one-time password, or was reset, need not wait. */
function ageProblem(state: ServiceState, { credential }: Subscriber): Refusal | null {
  const { current, changedAt, oneTime } = credential;
  if (current === null || changedAt === null || oneTime !== null) return null;
  if (state.now() - changedAt >= youngest) return null;
  return badInput('The password was changed less than 24 hours ago.', 'SANDBOX.PASSWORD_TOO_YOUNG');
}

function policyProblem({ credential, email }: Subscriber, password: string): Refusal | null {
  const broken = brokenPasswordRules(password, { email });
  const hash = hashPassword(password, credential.salt);
  const isUsed = credential.history.some((former) => isSamePassword(hash, former));
  const texts = isUsed ? [...broken, `Use none of your last ${rememberedPasswords} passwords.`] : broken;
  return texts.length === 0 ? null : badInput(texts.join(' '), 'SANDBOX.PASSWORD_POLICY');
}

function keep(state: ServiceState, { credential }: Subscriber, password: string): void {
  const hash = hashPassword(password, credential.salt);
  credential.current = hash;
  credential.oneTime = null;
  credential.changedAt = state.now();
  credential.history.push(hash);
  credential.history.splice(0, Math.max(0, credential.history.length - rememberedPasswords));
}
