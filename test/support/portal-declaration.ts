import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import { minute } from '../../engine/model/instant.ts';

/** A portal as the manifests would give it, with no people. */
export function portalDeclaration(
  given: Partial<PortalDeclaration> & { readonly provider: string },
): PortalDeclaration {
  return {
    name: 'lab',
    settings: {},
    baseUrls: { default: 'http://portal.test' },
    credentials: {},
    login: 'password',
    limits: {
      requestsPerSecond: 50,
      concurrency: 4,
      settle: 10 * minute,
      requestTimeout: 30_000,
      invitationRounds: 3,
      invitationCooldown: 24 * 60 * minute,
    },
    rails: {},
    protected: [],
    contacts: {},
    precedence: [],
    retire: false,
    people: [],
    licenses: [],
    ended: [],
    origin: { file: 'portal.yaml', document: 0, path: [], line: 1 },
    ...given,
  };
}
