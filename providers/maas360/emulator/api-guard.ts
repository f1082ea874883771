import { minute } from '../../../engine/model/instant.ts';
import type { EmulatorContext, Operation } from '../../kit/emulator-operation.ts';
import { authRefusal, limitReached, refuse } from './answer.ts';
import { isAtOrBelow, isCopying } from './hierarchy.ts';
import type { PortalState } from './portal-state.ts';
import type { Quirks } from './quirks.ts';
import { refusal } from './refusal.ts';
import { tokenIn } from './tokens.ts';
import type { Tokens } from './tokens.ts';

export interface GuardSetup {
  readonly state: () => PortalState;
  readonly tokens: Tokens;
  readonly quirks: Quirks;
  /** [ours] The usage limits' numbers are not found. Null for none. */
  readonly callsPerMinute: number | null;
  /** Operations that need no token. */
  readonly open: ReadonlySet<string>;
}

/** Usage limit, token, whether the account of the path is one of the token's, and whether it is ready; in this order. */
export function createGuard(setup: GuardSetup): (c: EmulatorContext, operation: Operation) => Response | null {
  const { state, tokens, quirks, open } = setup;
  const isOverLimit = createUsageLimit(setup.callsPerMinute);
  return (c, { name }) => {
    if (isOverLimit(state().world.now())) return limitReached(c, quirks);
    if (open.has(name)) return null;
    const bearer = tokens.bearerOf(tokenIn(c.req.header('authorization')));
    if (bearer === 'expired') return authRefusal(c, quirks, 1007);
    const isThere = bearer !== undefined && state().administrators.get(bearer.userName.toLowerCase()) === bearer;
    if (!isThere || !bearer.isActive) return authRefusal(c, quirks, 1009);
    const account = state().accounts.get(c.req.param('billingId') ?? '');
    // Assumed: a partner's token is good for every account below it.
    if (account === undefined || !isAtOrBelow(account, bearer.account)) return authRefusal(c, quirks, 1008);
    return isCopying(state(), account) ? refuse(c, quirks, copying(account.name)) : null;
  };
}

export function copying(name: string): ReturnType<typeof refusal> {
  return refusal('copying', 'form', `The account ${name} is still being set up. Try again later.`);
}

/** At most so many in any window of one minute; refused ones do not count. */
function createUsageLimit(perMinute: number | null): (now: number) => boolean {
  let recent: number[] = [];
  return (now) => {
    if (perMinute === null) return false;
    recent = recent.filter((at) => at > now - minute);
    if (recent.length >= perMinute) return true;
    recent.push(now);
    return false;
  };
}
