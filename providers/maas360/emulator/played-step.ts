import type { JsonObject } from '../../../engine/model/json.ts';
import { findAdministrator } from './administrators.ts';
import { entryProblems, forcedStep } from './first-steps.ts';
import { accountByName, isAtOrBelow } from './hierarchy.ts';
import { textIn } from './json-parts.ts';
import type { Account, Administrator, PortalState } from './portal-state.ts';
import type { FieldProblem } from './refusal.ts';

export interface Playing {
  readonly state: PortalState;
  readonly actor: Administrator;
  readonly answers: JsonObject;
}

export type PlayedStep = (playing: Playing) => readonly FieldProblem[];

/** Only who has taken all first steps gets to the pages behind the home page. */
export function behindHome(step: PlayedStep): PlayedStep {
  return (playing) => {
    const { state, actor } = playing;
    const outside = entryProblems(state, actor);
    if (outside.length > 0) return outside;
    const forced = forcedStep(actor);
    return forced === null
      ? step(playing)
      : [{ field: 'email', text: `This person has to do something first: ${forced}.` }];
  };
}

/** The account that the answers name, or the actor's own; undefined where it is none of theirs. */
export function accountOf({ state, actor, answers }: Playing, field: string): Account | undefined {
  const text = textIn(answers[field]);
  const account = text === '' ? actor.account : (state.accounts.get(text) ?? accountByName(state, text));
  return account !== undefined && isAtOrBelow(account, actor.account) ? account : undefined;
}

export function noAccount({ answers }: Playing, field: string): readonly FieldProblem[] {
  return [{ field, text: `There is no account ${textIn(answers[field])} in this person's hierarchy.` }];
}

/** Whom the answers name as `administrator`, by user name, or by an address that only one has. */
export function administratorOf({ state, answers }: Playing): Administrator | undefined {
  const text = textIn(answers['administrator']);
  const named = findAdministrator(state, text);
  if (named !== undefined) return named;
  const found = [...state.administrators.values()].filter((one) => one.email.toLowerCase() === text.toLowerCase());
  return found.length === 1 ? found[0] : undefined;
}
