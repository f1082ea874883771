import type { PeopleSummary, PersonSummary } from '../../../kit/emulator.ts';
import { serviceOf } from './directory.ts';
import type { Directory, PanelUser } from './directory.ts';
import { nextStep } from './next-step.ts';

/** For the sandbox's start page: those of whom something is waited for first. */
export function summarizePeople(directory: Directory, limit: number): PeopleSummary {
  const waiting: PersonSummary[] = [];
  const others: PersonSummary[] = [];
  const states: Record<string, number> = {};
  for (const user of directory.users.values()) {
    const summary = summarize(directory, user);
    states[summary.state] = (states[summary.state] ?? 0) + 1;
    (summary.waitingFor === '' ? others : waiting).push(summary);
  }
  return { total: directory.users.size, states, rows: [...waiting, ...others].slice(0, limit) };
}

function summarize(directory: Directory, user: PanelUser): PersonSummary {
  const next = nextStep(directory, user);
  const state = stateOf(directory, user);
  if (next === null) return { who: user.login, state, waitingFor: '' };
  const link = directory.world.urlOf(directory.portal, next.path);
  return { who: user.login, state, waitingFor: next.label, link };
}

function stateOf(directory: Directory, user: PanelUser): string {
  if (user.disabled) return 'disabled';
  const service = serviceOf(directory, user);
  if (service === undefined) return user.isAccountAdmin ? 'administrator' : 'without a service';
  const state = directory.service.subscriberByEmail(service.email)?.state;
  return state === undefined ? 'unknown to IBM' : `${state.toLowerCase()} at IBM`;
}
