import type { Milliseconds } from '../../../engine/model/instant.ts';
import type { SandboxWorld } from '../../kit/sandbox/sandbox-world.ts';

/** Tokens that one plane has given out. Each ends by the sandbox's clock, used or not. */
export interface Tokens<Scope> {
  readonly issue: (scope: Scope) => string;
  /** What the bearer may see; undefined where the token is unknown or has ended. */
  readonly scopeOf: (token: string) => Scope | undefined;
  readonly forgetAll: () => void;
}

export interface TokenOptions {
  readonly world: SandboxWorld;
  readonly lifetime: Milliseconds;
}

export function createTokens<Scope>({ world, lifetime }: TokenOptions): Tokens<Scope> {
  const issued = new Map<string, { readonly scope: Scope; readonly endsAt: number }>();

  return {
    issue: (scope) => {
      const token = `token.${world.newId()}`;
      issued.set(token, { scope, endsAt: world.now() + lifetime });
      return token;
    },
    scopeOf: (token) => {
      const known = issued.get(token);
      return known === undefined || known.endsAt <= world.now() ? undefined : known.scope;
    },
    forgetAll: () => issued.clear(),
  };
}
