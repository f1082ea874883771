import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { listing, pageNumber, refuse, resourceIn, scopeOf } from './panel-context.ts';
import type { PanelApi } from './panel-context.ts';
import { isRefusal } from '../refusal.ts';
import { findResource } from './resources.ts';
import type { Resource } from './resources.ts';
import { serviceRemoval } from './service-routes.ts';
import { userChange, userRemoval } from './user-routes.ts';
import { wireResource } from './wire.ts';

/** What all resources of the bus share, and the subscription's own state. */
export function addResourceRoutes(api: PanelApi): void {
  const { app, operation } = api;
  const list = { name: 'panel: list resources', writes: false, page: pageNumber };
  app.on(
    'GET',
    ['/aps/2/resources', '/aps/2/resources/'],
    operation({ ...list, act: (c) => listing(api, c, () => true) }),
  );
  const subscriptions = operation({ name: 'panel: list subscriptions', writes: false, act: (c) => listOwned(api, c) });
  app.on('GET', ['/aps/2/resources/:id/subscriptions', '/aps/2/resources/:id/subscriptions/'], subscriptions);
  const state = operation({
    name: 'panel: read the provisioning state',
    writes: false,
    act: (c) => provisioning(api, c),
  });
  app.get('/aps/2/resources/:id/provisioningState', state);
  const reading = readings(api);
  app.get('/aps/2/resources/:id', (c) => reading[kindIn(api, c)](c));
  app.put('/aps/2/resources/:id', userChange(api));
  const removeUser = userRemoval(api);
  const removeService = serviceRemoval(api);
  app.delete('/aps/2/resources/:id', (c) => (kindIn(api, c) === 'service' ? removeService(c) : removeUser(c)));
}

type Reading = (c: EmulatorContext) => Promise<Response>;

/** One operation for each kind, so that a fault can strike one. */
function readings(api: PanelApi): Readonly<Record<Resource['kind'], Reading>> {
  const reading = (kind: Resource['kind'], name: string): Reading =>
    api.operation({
      name,
      writes: false,
      act: (c) => {
        const found = resourceIn(api, c, kind);
        return isRefusal(found) ? refuse(c, found) : c.json(wireResource(api.panel(), found));
      },
    });
  return {
    account: reading('account', 'panel: read an account'),
    user: reading('user', 'panel: read a user'),
    service: reading('service', 'panel: read a service'),
    subscription: reading('subscription', 'panel: read a subscription'),
  };
}

/** What is not there is looked for as a user. */
function kindIn(api: PanelApi, c: EmulatorContext): Resource['kind'] {
  const id = c.req.param('id') ?? '';
  return findResource(api.panel(), id, scopeOf(api, c) ?? 'provider')?.kind ?? 'user';
}

function listOwned(api: PanelApi, c: EmulatorContext): Response {
  const found = resourceIn(api, c, 'account');
  if (isRefusal(found)) return refuse(c, found);
  return listing(api, c, (one) => one.kind === 'subscription' && one.subscription.customer === found.account);
}

/** Documented: `{state, message}`. [ours] The values. */
function provisioning(api: PanelApi, c: EmulatorContext): Response {
  const found = resourceIn(api, c, 'subscription');
  if (isRefusal(found)) return refuse(c, found);
  const { status } = found.subscription;
  const states = { pending: 'PROVISIONING', active: 'SUCCEEDED', terminated: 'TERMINATED' } as const;
  return c.json({ state: states[status], message: '' });
}
