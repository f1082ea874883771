import { fileURLToPath } from 'node:url';
import type { ConformanceSubject, KindSamples } from '../../../engine/conformance/index.ts';
import type { Provider } from '../../../engine/model/provider.ts';
import { Secret } from '../../../engine/model/secret.ts';
import { portalDeclaration } from '../portal-declaration.ts';
import { createExoticPortal, type ExoticPortal } from './portal.ts';
import { canary, createExoticProvider } from './provider.ts';

const people = ['ada', 'ben', 'cy', 'dia', 'eva'];

const invitee: KindSamples = {
  resources: people.map((name, index) => ({
    name,
    attributes: { who: `${name}@acme.example`, role: index === 1 ? 'cleaner' : 'guest', desk: 'north' },
  })),
  updates: [
    { field: 'role', value: 'host' },
    { field: 'desk', value: 'south' },
  ],
  rekeyed: { who: 'ada.lovelace@acme.example' },
};

const order: KindSamples = {
  resources: people.map((name, index) => ({
    name,
    attributes: { who: `o-${name}`, product: 'chair', seats: index + 1 },
  })),
  updates: [{ field: 'seats', value: 12 }],
  rekeyed: { who: 'o-lovelace' },
};

const badge: KindSamples = {
  resources: people.map((name, index) => ({
    name,
    attributes: { who: `b-${name}`, colour: index === 1 ? 'grey' : 'blue' },
  })),
  updates: [{ field: 'colour', value: 'red' }],
};

const locker: KindSamples = {
  resources: people.map((name, index) => ({ name, attributes: { who: `l-${name}`, key: `k-${index}` } })),
  updates: [],
};

const circle: KindSamples = {
  resources: people.map((name) => ({
    name,
    attributes: { who: `c-${name}`, members: ['ada', name], motto: 'Onward', pin: '1234' },
    needs: [{ kind: 'invitee', name }],
  })),
  updates: [
    { field: 'members', value: ['ada', 'grace'] },
    { field: 'motto', value: 'Upward' },
    { field: 'pin', value: '4321' },
  ],
};

const readme = '# exotic\n\n## invitee\n\n## order\n\n## badge\n\n## locker\n\n## circle\n';

const inProcess = 'a portal in this process has no HTTP limit';

/** The exotic provider as the suite tests it; a broken one can be put in its place. */
export function exoticSubject(
  makeProvider: (portal: ExoticPortal | null) => Provider = createExoticProvider,
): ConformanceSubject {
  const portal = portalDeclaration({
    provider: 'exotic',
    baseUrls: { desk: 'http://desk.test', vault: 'http://vault.test' },
    credentials: { token: { env: 'EXOTIC_TOKEN' } },
  });
  return {
    provider: makeProvider(null),
    portal,
    samples: { invitee, order, badge, locker, circle },
    cannot: { 'too-many-requests': inProcess, 'portal-limit': inProcess, 'own-rate': inProcess },
    readme,
    examples: [fileURLToPath(new URL('example', import.meta.url))],
    start: async (time, asked) => {
      const exotic = createExoticPortal(time);
      return {
        provider: makeProvider(exotic),
        portal: asked,
        credentials: { token: new Secret(canary) },
        transport: null,
        probe: exotic.probe,
        stop: async () => undefined,
      };
    },
  };
}
