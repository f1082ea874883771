import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import type { ControlHub, HubUser } from '../control-hub-state.ts';

/** Who is signed in on the pages. */
export interface Sessions {
  readonly start: (c: EmulatorContext, user: HubUser) => void;
  /** The user as it is now; undefined where nobody is signed in, or who was is inactive or gone. */
  readonly current: (c: EmulatorContext) => HubUser | undefined;
  readonly end: (c: EmulatorContext) => void;
  readonly forgetAll: () => void;
}

const cookieName = 'control-hub-session';

export function createSessions(hub: () => ControlHub): Sessions {
  const sessions = new Map<string, string>();
  const path = (): string => `/${hub().settings.portal}`;

  return {
    start: (c, user) => {
      const id = hub().world.newId();
      sessions.set(id, user.id);
      setCookie(c, cookieName, id, { path: path(), httpOnly: true, sameSite: 'Strict' });
    },
    current: (c) => {
      const user = hub().users.get(sessions.get(getCookie(c, cookieName) ?? '') ?? '');
      return user?.inactiveSince === null ? user : undefined;
    },
    end: (c) => {
      sessions.delete(getCookie(c, cookieName) ?? '');
      deleteCookie(c, cookieName, { path: path() });
    },
    forgetAll: () => sessions.clear(),
  };
}
