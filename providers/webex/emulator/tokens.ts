import { minute } from '../../../engine/model/instant.ts';
import type { ControlHub } from './control-hub-state.ts';

/** The tokens of the organisation's service app. They end by the sandbox's clock. */
export interface Tokens {
  readonly isValid: (token: string) => boolean;
  /** A new access token for a refresh token; null where that is not, or no longer, known. */
  readonly renew: (refreshToken: string) => TokenPair | null;
  readonly issue: () => TokenPair;
  /** Ends every access token that was given out. */
  readonly expireAll: () => void;
  readonly reset: () => void;
}

export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

export function createTokens(hub: () => ControlHub): Tokens {
  const issued = new Map<string, number>();
  let refreshToken = hub().settings.serviceApp.refreshToken;

  const issue = (): TokenPair => {
    const { world, settings } = hub();
    const accessToken = `webex.${world.newId()}`;
    issued.set(accessToken, world.now() + Math.max(settings.tokenLifetime, minute));
    return { accessToken, refreshToken };
  };

  return {
    isValid: (token) => hub().settings.tokens.includes(token) || (issued.get(token) ?? 0) > hub().world.now(),
    renew: (given) => {
      if (given !== refreshToken) return null;
      if (hub().settings.quirks.refreshToken === 'rotated') refreshToken = `refresh.${hub().world.newId()}`;
      return issue();
    },
    issue,
    expireAll: () => issued.clear(),
    reset: () => {
      issued.clear();
      refreshToken = hub().settings.serviceApp.refreshToken;
    },
  };
}
