import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import type { Provider } from '../../engine/model/provider.ts';
import { createMemoryConnection } from './connection.ts';
import { account } from './kinds/account.ts';
import { membership } from './kinds/membership.ts';
import { createMemoryStore, type MemoryStore } from './store.ts';

/**
 * The reference provider: a portal that lives in this process. It is complete and it is small, so read it before you
 * write your own. What is not here because a portal in memory needs none of it: HTTP, credentials, invitations.
 */
export function createMemoryProvider(store: MemoryStore): Provider {
  return {
    name: 'memory',
    title: 'Memory (reference provider)',
    reality: 'A portal inside the running process. It is gone when the process ends, and no person can log in to it.',
    remains: ['Nothing: there are no sessions, and nobody can log in.'],
    licenses: { can: false, why: 'Nothing is sold here.' },
    settingsSchema: packagedSchema('memory/settings'),
    planes: ['default'],
    credentialNames: () => [],
    kinds: () => [account, membership],
    connect: ({ portal, deps }) => createMemoryConnection({ kinds: [account, membership], store, portal, deps }),
  };
}

/** What `provider: memory` means in a manifest: one store for the whole process, apart for each portal name. */
export const memoryProvider: Provider = createMemoryProvider(createMemoryStore());
