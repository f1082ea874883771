import type { EmulatorContext, Operation } from '../../kit/emulator-operation.ts';
import { mayView } from './access-roles.ts';
import { refuse, tooFast, unauthorized } from './envelope.ts';
import { forbidden } from './refusal.ts';
import type { Actor, Tenant } from './tenant.ts';

/** One bearer token and whom it speaks for. */
export interface TokenSetting {
  readonly token: string;
  readonly email: string;
  readonly role: Actor['role'];
}

export interface AccessSettings {
  readonly tokens: readonly TokenSetting[];
  /** The tenant's own limit in requests per second; null for none. */
  readonly transactionsPerSecond: number | null;
}

/** The actor behind a request that the guard has let through. */
export function actorOf(c: EmulatorContext, settings: AccessSettings): Actor {
  const token = bearerOf(c);
  const found = settings.tokens.find((setting) => setting.token === token);
  if (found === undefined) throw new Error('an operation ran without a valid token');
  return { email: found.email.toLowerCase(), role: found.role };
}

/** Rate limit, token, and whether the role may look at anything at all; in this order. */
export function createGuard(
  tenant: () => Tenant,
  settings: AccessSettings,
): (c: EmulatorContext, operation: Operation) => Response | null {
  const isTooFast = createRateLimit(settings.transactionsPerSecond);
  return (c) => {
    if (isTooFast(tenant().world.now())) return tooFast(c, tenant());
    const token = bearerOf(c);
    const found = settings.tokens.find((setting) => setting.token === token);
    if (found === undefined) return unauthorized(c, tenant());
    if (!mayView(found.role)) return refuse(c, tenant(), forbidden(`${found.role} may not use this`));
    return null;
  };
}

function bearerOf(c: EmulatorContext): string | null {
  return /^Bearer +(\S+)$/iu.exec(c.req.header('authorization') ?? '')?.[1] ?? null;
}

/** At most so many in any window of one second; refused ones do not count. */
function createRateLimit(perSecond: number | null): (now: number) => boolean {
  let recent: number[] = [];
  return (now) => {
    if (perSecond === null) return false;
    recent = recent.filter((at) => at > now - 1_000);
    if (recent.length >= perSecond) return true;
    recent.push(now);
    return false;
  };
}
