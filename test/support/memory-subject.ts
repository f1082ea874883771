import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ConformanceSubject, KindSamples } from '../../engine/conformance/index.ts';
import type { Provider } from '../../engine/model/provider.ts';
import { createMemoryProvider, memoryProvider } from '../../providers/memory/index.ts';
import { createMemoryStore, type MemoryStore } from '../../providers/memory/store.ts';
import { portalDeclaration } from './portal-declaration.ts';
import { watchStore } from './watched-store.ts';

const people = ['ada', 'ben', 'cy', 'dia', 'eva'];

const account: KindSamples = {
  resources: people.map((name, index) => ({
    name,
    attributes: {
      email: `${name}@acme.example`,
      name: `${name} of Acme`,
      level: index === 4 ? 'administrator' : 'member',
      note: 'here since the start',
    },
  })),
  updates: [
    { field: 'name', value: 'Another Name' },
    { field: 'level', value: 'administrator' },
    { field: 'note', value: 'moved to Oslo' },
  ],
  rekeyed: { email: 'ada.lovelace@acme.example' },
};

const membership: KindSamples = {
  resources: people.map((name) => ({
    name,
    attributes: { email: `${name}@acme.example`, groups: ['engineering', name] },
    needs: [{ kind: 'account', name }],
  })),
  updates: [{ field: 'groups', value: ['engineering', 'on-call'] }],
  rekeyed: { email: 'ada.lovelace@acme.example' },
};

/** The memory provider as the suite tests it; a broken one can be put in its place. */
export function memorySubject(
  makeProvider: (store: MemoryStore) => Provider = createMemoryProvider,
): ConformanceSubject {
  const portal = portalDeclaration({ provider: 'memory', settings: { pageSize: 2 } });
  return {
    provider: makeProvider === createMemoryProvider ? memoryProvider : makeProvider(createMemoryStore()),
    portal,
    samples: { account, membership },
    cannot: {
      'too-many-requests': 'a portal in memory has no limit',
      'portal-limit': 'a portal in memory has no limit',
      accept: 'nobody is invited to a portal in memory',
      'wrong-credential': 'a portal in memory has no credentials',
      'own-rate': 'a portal in memory needs no requests',
    },
    readme: readFileSync(new URL('../../providers/memory/README.md', import.meta.url), 'utf8'),
    examples: [fileURLToPath(new URL('../../providers/memory/example', import.meta.url))],
    start: async (_, asked) => {
      const { store, probe } = watchStore(createMemoryStore(), asked.name);
      const provider = makeProvider(store);
      return { provider, portal: asked, credentials: {}, transport: null, probe, stop: async () => undefined };
    },
  };
}
