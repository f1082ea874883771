import { instantOf } from '../../../engine/model/instant.ts';
import type { PeopleSummary, PersonSummary } from '../../kit/emulator.ts';
import { inactiveLifetime, stateOf, userNameOf } from './control-hub-state.ts';
import type { ControlHub, HubUser } from './control-hub-state.ts';

/** For the sandbox's start page: those who wait for something first, in the order in which they came. */
export function summarizePeople(hub: ControlHub, limit: number): PeopleSummary {
  const waiting: PersonSummary[] = [];
  const others: PersonSummary[] = [];
  const states: Record<string, number> = {};
  for (const user of hub.users.values()) {
    const state = stateOf(user);
    states[state] = (states[state] ?? 0) + 1;
    const row = summarize(hub, user);
    (row.waitingFor === '' ? others : waiting).push(row);
  }
  const rows = [...waiting, ...others].slice(0, limit);
  return { total: hub.users.size, states, rows };
}

function summarize({ world, settings }: ControlHub, user: HubUser): PersonSummary {
  const state = stateOf(user);
  const row = { who: userNameOf(user), state };
  const link = user.activation === null ? {} : { link: world.urlOf(settings.portal, `/activate/${user.activation}`) };
  switch (state) {
    case 'Not Verified':
      return { ...row, waitingFor: 'a click in the activation mail', ...link };
    case 'Verified':
      return { ...row, waitingFor: 'a password and the first sign-in', ...link };
    case 'Inactive':
      return { ...row, waitingFor: 'its deletion', until: instantOf((user.inactiveSince ?? 0) + inactiveLifetime) };
    case 'Delayed Claim':
      return { ...row, waitingFor: 'the person to come over', until: instantOf(user.claimedUntil ?? 0) };
    case 'Active':
      return { ...row, waitingFor: '' };
  }
}
