import { Secret } from '../../../engine/model/secret.ts';
import { portalDeclaration } from '../../support/portal-declaration.ts';
import { peopleOf } from '../simulated-manifest.ts';
import type { PortalGround, SimulatedPortal } from '../simulated-portal.ts';
import { carelessProvider } from './careless-provider.ts';
import { createCarelessService } from './careless-service.ts';

const name = 'careless';
const baseUrl = `https://${name}.test`;
const roles = ['member', 'editor', 'administrator'] as const;

export function carelessPortal(ground: PortalGround): SimulatedPortal {
  const service = createCarelessService(ground);
  const declared = portalDeclaration({
    name,
    provider: 'careless',
    baseUrls: { default: baseUrl },
    credentials: { token: { env: 'CARELESS_TOKEN' } },
  });
  return {
    name,
    baseUrl,
    provider: carelessProvider,
    credentials: { token: new Secret('canary-careless-77aa') },
    answer: service.answer,
    writes: ({ method }) => method !== 'GET',
    declaration: (people) => ({ ...declared, people: peopleOf(people, { portal: name, roles, resets: true }) }),
    settle: service.settle,
    rows: service.rows,
    mails: () => service.mails,
    overfull: () => undefined,
    put: (email, variant) => service.put(email, roles[variant % roles.length] ?? roles[0]),
    remove: ({ id }) => service.remove(id),
    accept: async ({ id }) => service.accept(id),
    hideNew: () => undefined,
  };
}
