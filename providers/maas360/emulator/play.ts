import type { JsonObject } from '../../../engine/model/json.ts';
import type { PlayResult } from '../../kit/emulator.ts';
import { findAdministrator } from './administrators.ts';
import { accountByName } from './hierarchy.ts';
import { textIn } from './json-parts.ts';
import { accountSteps } from './play-accounts.ts';
import { administrationSteps } from './play-administration.ts';
import { ownSteps } from './play-own-steps.ts';
import type { PlayedStep } from './played-step.ts';
import type { Account, Administrator, PortalState } from './portal-state.ts';
import type { FieldProblem } from './refusal.ts';
import { isProblems } from './refusal.ts';
import { supportAllowsSubPartners, supportCreatesPartner } from './support.ts';

export interface Part {
  readonly step: string;
  /** E-mail address or user name of who does it. */
  readonly email: string;
  readonly answers: JsonObject;
}

const playedSteps: Readonly<Record<string, PlayedStep>> = { ...ownSteps, ...administrationSteps, ...accountSteps };

/** Every step that can be played, with the support desk's first. */
export const steps: readonly string[] = [
  'support-creates-partner',
  'support-allows-sub-partners',
  ...Object.keys(playedSteps),
];

/** Plays people without a browser, by the same rules as the pages, in the order in which the pages can be reached. */
export function playPerson(state: PortalState, part: Part): PlayResult {
  const problems = problemsOfPart(state, part);
  return problems.length === 0 ? { played: true } : { played: false, problems };
}

function problemsOfPart(state: PortalState, { step, email, answers }: Part): readonly FieldProblem[] {
  if (step === 'support-creates-partner') return createPartner(state, email, answers);
  if (step === 'support-allows-sub-partners') return allowSubPartners(state, answers);
  const played = Object.hasOwn(playedSteps, step) ? playedSteps[step] : undefined;
  if (played === undefined) return problem('step', `There is no step ${step} here: use ${steps.join(', ')}.`);
  const actor = whoIsMeant(state, email, answers);
  if (isProblems(actor)) return actor;
  return played({ state, actor, answers });
}

function createPartner(state: PortalState, adminEmail: string, answers: JsonObject): readonly FieldProblem[] {
  const accountName = textIn(answers['accountName']);
  const optional: Partial<Record<'country' | 'language' | 'code' | 'billingId', string>> = {};
  for (const name of ['country', 'language', 'code', 'billingId'] as const) {
    const value = textIn(answers[name]);
    if (value !== '') optional[name] = value;
  }
  const days = textIn(answers['trialDays']);
  const trialDays = days === '' ? {} : { trialDays: Number(days) };
  const made = supportCreatesPartner(state, { accountName, adminEmail, ...optional, ...trialDays });
  return isProblems(made) ? made : [];
}

function allowSubPartners(state: PortalState, answers: JsonObject): readonly FieldProblem[] {
  const name = textIn(answers['account']);
  const account = accountCalled(state, name);
  if (account === undefined) return problem('account', `There is no account ${name}.`);
  return supportAllowsSubPartners({ account, allowed: answers['allowed'] !== false });
}

/** By user name, or by address; where an address has several, `userName` or `ownAccount` in the answers says which. */
function whoIsMeant(state: PortalState, email: string, answers: JsonObject): Administrator | readonly FieldProblem[] {
  const named = findAdministrator(state, textIn(answers['userName']) || email);
  if (named !== undefined) return named;
  // Who is script-only is no person: the same address may stand for its keeper.
  const theirs = [...state.administrators.values()].filter(
    (one) => !one.isScriptOnly && one.email.toLowerCase() === email.toLowerCase(),
  );
  const own = accountCalled(state, textIn(answers['ownAccount']));
  const meant = own === undefined ? theirs : theirs.filter(({ account }) => account === own);
  const [only] = meant;
  if (only === undefined) return problem('email', `${email} is no administrator here.`);
  if (meant.length === 1) return only;
  const names = meant.map(({ userName }) => userName).join(', ');
  return problem('email', `${email} is several administrators: answer userName or ownAccount: ${names}.`);
}

/** By name or billing id. */
function accountCalled(state: PortalState, text: string): Account | undefined {
  return state.accounts.get(text) ?? accountByName(state, text);
}

function problem(field: string, text: string): readonly FieldProblem[] {
  return [{ field, text }];
}
