import type { JsonObject } from '../../../engine/model/json.ts';
import type { PlayResult } from '../../kit/emulator.ts';
import { findUser, stateOf } from './control-hub-state.ts';
import type { ControlHub, HubUser } from './control-hub-state.ts';
import { acceptLicences, buyLicences, claimPerson, comeOver } from './office.ts';
import type { FieldProblem } from './password-rules.ts';
import { choosePassword, signIn, verifyAddress } from './sign-in.ts';
import { textIn } from './json-parts.ts';

export interface Part {
  readonly step: string;
  readonly email: string;
  readonly answers: JsonObject;
}

/**
 * Plays a person without a browser, by the same checks as the pages. `verify` clicks in the mail; `join` does all that
 * is left until the person is Active; `claim` and `buy` are the administrator's.
 */
export function playPerson(hub: ControlHub, { step, email, answers }: Part): PlayResult {
  if (step === 'claim') return played(claimPerson(hub, email));
  if (step === 'accept') return played(acceptLicences(hub, email));
  if (step === 'buy') return played(buyLicences(hub, email, answers['units']));
  const user = findUser(hub, email);
  if (user === undefined) return played([{ field: 'email', text: 'Nobody here has this e-mail address.' }]);
  if (step === 'verify') return played(verifyAddress(hub, user));
  if (step === 'password') return played(choosePassword(hub, user, passwordIn(answers)));
  if (step === 'sign-in') return played(signIn(hub, { email, password: textIn(answers['password']) }));
  if (step === 'join') return played(join(hub, user, answers));
  if (step === 'come-over') return played(comeOver(user));
  const text = `There is no step ${step} here: use verify, password, sign-in, join, come-over, claim, accept or buy.`;
  return played([{ field: 'step', text }]);
}

/** The whole way in one step: the address, a password, the first sign-in. */
function join(hub: ControlHub, user: HubUser, answers: JsonObject): readonly FieldProblem[] {
  const state = stateOf(user);
  if (state === 'Active' || state === 'Inactive') return [{ field: 'email', text: `This person is ${state} already.` }];
  if (state === 'Delayed Claim') return comeOver(user);
  if (state === 'Not Verified') verifyAddress(hub, user);
  return choosePassword(hub, user, passwordIn(answers));
}

function passwordIn(answers: JsonObject): { readonly password: string; readonly again: string } {
  const password = textIn(answers['password']);
  return { password, again: 'confirmPassword' in answers ? textIn(answers['confirmPassword']) : password };
}

function played(problems: readonly FieldProblem[]): PlayResult {
  return problems.length === 0 ? { played: true } : { played: false, problems };
}
