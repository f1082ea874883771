import { createHash, timingSafeEqual } from 'node:crypto';
import { recordAudit } from './audit.ts';
import { findUser, stateOf, touch, userNameOf } from './control-hub-state.ts';
import type { ControlHub, HubUser } from './control-hub-state.ts';
import { passwordProblems } from './password-rules.ts';
import type { FieldProblem } from './password-rules.ts';

/** The click in the activation mail: Not Verified becomes Verified. */
export function verifyAddress(hub: ControlHub, user: HubUser): readonly FieldProblem[] {
  if (stateOf(user) !== 'Not Verified') return [{ field: 'email', text: `This person is ${stateOf(user)} already.` }];
  user.isVerified = true;
  touch(hub, user);
  return [];
}

/** A password, and with it the first sign-in: Verified becomes Active, and the link is used up. */
export function choosePassword(
  hub: ControlHub,
  user: HubUser,
  given: { readonly password: string; readonly again: string },
): readonly FieldProblem[] {
  if (!user.isVerified) return [{ field: 'email', text: 'Verify your e-mail address first.' }];
  if (user.inactiveSince !== null) return [{ field: 'email', text: 'This account is inactive.' }];
  const problems = passwordProblems(given);
  if (problems.length > 0) return problems;
  user.password = digest(hub, user, given.password);
  user.activation = null;
  enter(hub, user);
  return [];
}

export function signIn(
  hub: ControlHub,
  { email, password }: { readonly email: string; readonly password: string },
): readonly FieldProblem[] {
  const user = findUser(hub, email.trim());
  const kept = user?.password ?? null;
  const isRight = user !== undefined && kept !== null && isEqual(kept, digest(hub, user, password));
  if (user === undefined || !isRight || user.inactiveSince !== null) {
    return [{ field: 'email', text: 'Wrong e-mail address or password.' }];
  }
  enter(hub, user);
  return [];
}

function enter(hub: ControlHub, user: HubUser): void {
  if (!user.hasSignedIn) {
    user.hasSignedIn = true;
    touch(hub, user);
  }
  recordAudit(hub, { category: 'LOGINS', action: 'signed in', object: userNameOf(user), actor: userNameOf(user) });
}

/** Never the text. A plain digest will do: nothing here is real. */
function digest({ settings }: ControlHub, user: HubUser, password: string): string {
  return createHash('sha256')
    .update(`${settings.orgId}/${user.id}/${password.normalize('NFC')}`)
    .digest('hex');
}

function isEqual(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
