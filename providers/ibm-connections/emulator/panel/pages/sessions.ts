import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { EmulatorContext } from '../../../../kit/emulator-operation.ts';
import type { Directory, PanelUser } from '../directory.ts';

/** Who is logged in on the pages of one panel. A reset ends all sessions: nobody of before is a user any more. */
export interface Sessions {
  readonly start: (c: EmulatorContext, user: PanelUser) => void;
  /** The person as they are now; undefined where there is none, or where they may not get in any more. */
  readonly current: (c: EmulatorContext) => PanelUser | undefined;
  readonly end: (c: EmulatorContext) => void;
}

export function createSessions(directory: () => Directory, name: 'ccp' | 'mycp'): Sessions {
  const sessions = new Map<string, string>();
  const cookie = `${name}-session`;
  const path = (): string => `/${directory().portal}`;

  return {
    start: (c, { uuid }) => {
      const id = directory().world.newId();
      sessions.set(id, uuid);
      setCookie(c, cookie, id, { path: path(), httpOnly: true, sameSite: 'Strict' });
    },
    current: (c) => {
      const user = directory().users.get(sessions.get(getCookie(c, cookie) ?? '') ?? '');
      return user === undefined || user.disabled || user.locked ? undefined : user;
    },
    end: (c) => {
      sessions.delete(getCookie(c, cookie) ?? '');
      deleteCookie(c, cookie, { path: path() });
    },
  };
}
