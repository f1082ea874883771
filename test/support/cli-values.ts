import type { PortalDeclaration, Workspace } from '../../engine/model/declaration.ts';
import { digestOf } from '../../engine/model/digest.ts';

/** A portal without people; `baseUrls` by plane. */
export function portalNamed(name: string, baseUrls: Readonly<Record<string, string>> = {}): PortalDeclaration {
  return {
    name,
    provider: 'memory',
    settings: {},
    baseUrls,
    credentials: {},
    login: 'both',
    limits: {
      requestsPerSecond: 5,
      concurrency: 4,
      settle: 1_000,
      requestTimeout: 1_000,
      invitationRounds: 3,
      invitationCooldown: 1_000,
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
  };
}

export function workspaceOf(portals: readonly PortalDeclaration[]): Workspace {
  return {
    name: 'acme',
    folder: '.',
    ledger: { store: 'file', path: '.rollcall/ledger' },
    timezone: 'UTC',
    planMaxAge: 1_000,
    portals,
    consents: [],
    manifestDigest: digestOf(''),
    documents: 1,
  };
}
