import type { PortalDeclaration } from '../model/declaration.ts';

/** Whom no plan may touch on one portal. Keys are compared in lower case. */
export interface Guard {
  /** The portal lists it under `protected`. */
  readonly isProtected: (key: string) => boolean;
  /** The account that the engine works with. */
  readonly isOwn: (key: string) => boolean;
}

export function guardOf(portal: Pick<PortalDeclaration, 'protected' | 'account'>): Guard {
  const guarded = new Set(portal.protected.map((key) => key.toLowerCase()));
  const own = portal.account?.toLowerCase();
  return {
    isProtected: (key) => guarded.has(key.toLowerCase()),
    isOwn: (key) => key.toLowerCase() === own,
  };
}
