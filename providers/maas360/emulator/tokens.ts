import { day, minute } from '../../../engine/model/instant.ts';
import type { Milliseconds } from '../../../engine/model/instant.ts';
import type { SandboxWorld } from '../../kit/sandbox/sandbox-world.ts';
import { secretText } from './passwords.ts';
import type { Administrator } from './portal-state.ts';

/** Documented. Used or not, by the sandbox's clock. */
export const tokenLife: Milliseconds = 60 * minute;

/** [ours] That it ends is inferred; when, is not found. */
const refreshTokenLife: Milliseconds = day;

/** Tokens that the API gave out, each for one administrator. */
export interface Tokens {
  readonly issue: (administrator: Administrator) => string;
  readonly issueRefresh: (administrator: Administrator) => string;
  /** Whose token it is; `expired` where it was one, undefined where it never was. */
  readonly bearerOf: (token: string) => Administrator | 'expired' | undefined;
  /** Whose refresh token it is, once: it is spent by that. */
  readonly spendRefresh: (token: string) => Administrator | undefined;
  /** Ends them all, as if their time had passed. */
  readonly expireAll: () => void;
  readonly forgetAll: () => void;
}

interface Issued {
  readonly administrator: Administrator;
  readonly endsAt: number;
}

export function createTokens(world: SandboxWorld): Tokens {
  const issued = new Map<string, Issued>();
  const refreshing = new Map<string, Issued>();
  const give = (to: Map<string, Issued>, administrator: Administrator, life: Milliseconds): string => {
    const token = newToken(world);
    to.set(token, { administrator, endsAt: world.now() + life });
    return token;
  };

  return {
    issue: (administrator) => give(issued, administrator, tokenLife),
    issueRefresh: (administrator) => give(refreshing, administrator, refreshTokenLife),
    bearerOf: (token) => {
      const known = issued.get(token);
      if (known === undefined) return undefined;
      return known.endsAt <= world.now() ? 'expired' : known.administrator;
    },
    spendRefresh: (token) => {
      const known = refreshing.get(token);
      refreshing.delete(token);
      return known !== undefined && known.endsAt > world.now() ? known.administrator : undefined;
    },
    expireAll: () => {
      for (const [token, one] of issued) issued.set(token, { ...one, endsAt: Math.min(one.endsAt, world.now()) });
      refreshing.clear();
    },
    forgetAll: () => {
      issued.clear();
      refreshing.clear();
    },
  };
}

/** Seen: a UUID, a dash, and six or seven letters and digits. */
function newToken(world: SandboxWorld): string {
  const text = secretText(world, 'token');
  const parts = [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20, 32)];
  return `${parts.join('-')}-${text.slice(32, 39)}`;
}

/** The token of an `Authorization` header, with the documented double quotes or the single ones that were seen. */
export function tokenIn(header: string | undefined): string {
  const match = /^(?:Bearer\s+)?MaaS\s+token=(["'])([^"']+)\1$/iu.exec(header?.trim() ?? '');
  return match?.[2] ?? '';
}
