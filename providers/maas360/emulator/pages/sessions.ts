import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { entryProblems } from '../first-steps.ts';
import { isAtOrBelow } from '../hierarchy.ts';
import type { Account, Administrator, PortalState } from '../portal-state.ts';

export interface Session {
  readonly person: Administrator;
  /** The account that the pages are about: the person's own, or one below it by Manage As. */
  managed: Account;
  /** The IBMid that a one-time code was sent to, while it is being linked; empty otherwise. */
  linking: string;
}

/** Who is logged in. A reset ends all sessions: nobody of before is an administrator any more. */
export interface Sessions {
  readonly start: (c: EmulatorContext, person: Administrator) => void;
  /** Undefined where nobody is logged in, or where they may not get in any more. */
  readonly current: (c: EmulatorContext) => Session | undefined;
  readonly end: (c: EmulatorContext) => void;
}

const cookie = 'maas360-session';

export function createSessions(state: () => PortalState): Sessions {
  const sessions = new Map<string, Session>();
  const path = (): string => `/${state().portal}`;

  return {
    start: (c, person) => {
      sessions.delete(getCookie(c, cookie) ?? '');
      const id = state().world.newId();
      sessions.set(id, { person, managed: person.account, linking: '' });
      setCookie(c, cookie, id, { path: path(), httpOnly: true, sameSite: 'Strict' });
    },
    current: (c) => {
      const session = sessions.get(getCookie(c, cookie) ?? '');
      if (session === undefined || !mayStay(state(), session.person)) return undefined;
      if (!isAtOrBelow(session.managed, session.person.account)) session.managed = session.person.account;
      return session;
    },
    end: (c) => {
      sessions.delete(getCookie(c, cookie) ?? '');
      deleteCookie(c, cookie, { path: path() });
    },
  };
}

/** Not who was deleted, even if somebody else has the user name now, nor whose password was reset since the login. */
function mayStay(state: PortalState, person: Administrator): boolean {
  const { userName, isPasswordTemporary, lastLoginAt, passwordSetAt } = person;
  if (state.administrators.get(userName.toLowerCase()) !== person) return false;
  if (isPasswordTemporary && (lastLoginAt ?? -1) < passwordSetAt) return false;
  return entryProblems(state, person).length === 0;
}
