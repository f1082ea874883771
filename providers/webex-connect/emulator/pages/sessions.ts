import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { minute } from '../../../../engine/model/instant.ts';
import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import type { TeammateRow, Tenant } from '../tenant.ts';

/** Who is logged in on the pages. Documented: a session ends after 30 minutes without a request. */
export interface Sessions {
  readonly start: (c: EmulatorContext, teammate: TeammateRow) => void;
  /** The person logged in, as they are now; undefined where there is none. */
  readonly current: (c: EmulatorContext) => TeammateRow | undefined;
  readonly end: (c: EmulatorContext) => void;
  readonly forgetAll: () => void;
}

const idleTimeout = 30 * minute;
const cookieName = 'connect-session';

export function createSessions(tenant: () => Tenant): Sessions {
  const sessions = new Map<string, { readonly email: string; lastSeen: number }>();
  const path = (): string => `/${tenant().settings.portal}`;

  return {
    start: (c, { email }) => {
      const id = tenant().world.newId();
      sessions.set(id, { email, lastSeen: tenant().world.now() });
      setCookie(c, cookieName, id, { path: path(), httpOnly: true, sameSite: 'Strict' });
    },
    current: (c) => {
      const session = sessions.get(getCookie(c, cookieName) ?? '');
      const now = tenant().world.now();
      if (session === undefined || now - session.lastSeen > idleTimeout) return undefined;
      session.lastSeen = now;
      const row = tenant().rows.get(session.email);
      return row?.status === 'ACTIVE' ? row : undefined;
    },
    end: (c) => {
      sessions.delete(getCookie(c, cookieName) ?? '');
      deleteCookie(c, cookieName, { path: path() });
    },
    forgetAll: () => sessions.clear(),
  };
}
