import type { JsonObject } from '../../../../engine/model/json.ts';
import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { objectIn, textIn } from '../json-parts.ts';
import { assignService, statusOf, unassignService } from './assign-service.ts';
import type { AssignedService } from './directory.ts';
import { listing, pageNumber, readBody, refuse, resourceIn, scopeOf } from './panel-context.ts';
import type { PanelApi } from './panel-context.ts';
import { invalid, isRefusal, unknown } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { findResource } from './resources.ts';
import { wireResource } from './wire.ts';

const assign = { name: 'panel: assign the service', writes: true } as const;

/** The service of one person: a resource with the required relation `user`. */
export function addServiceRoutes(api: PanelApi): void {
  const { app, operation } = api;
  app.on(['POST'], ['/aps/2/resources', '/aps/2/resources/'], operation({ ...assign, act: (c) => assigned(api, c) }));
  const paths = ['/aps/2/resources/:id/services', '/aps/2/resources/:id/services/'];
  app.on('POST', paths, operation({ ...assign, act: (c) => assigned(api, c) }));
  const list = { name: 'panel: list services', writes: false, page: pageNumber };
  app.on('GET', paths, operation({ ...list, act: (c) => listOfUser(api, c) }));
}

export function serviceRemoval(api: PanelApi): (c: EmulatorContext) => Promise<Response> {
  const remove = (c: EmulatorContext): Response => {
    const found = resourceIn(api, c, 'service');
    if (isRefusal(found)) return refuse(c, found);
    const refusal = unassignService(api.panel().directory, found.service);
    return refusal === null ? c.body(null, 204) : refuse(c, refusal);
  };
  return api.operation({ name: 'panel: unassign the service', writes: true, act: remove });
}

/**
 * Documented for long operations: 202 with `APS-Retry-Timeout`, and who asks again says `APS-Request-Phase: async` and
 * which resource is meant, until the answer is 200.
 */
async function assigned(api: PanelApi, c: EmulatorContext): Promise<Response> {
  const body = await readBody(c);
  if (isRefusal(body)) return refuse(c, body);
  const id = textIn(objectIn(body['aps'])['id']);
  const isAskedAgain = c.req.header('aps-request-phase') === 'async' && id !== '';
  const service = isAskedAgain ? serviceMeant(api, c, id) : makeService(api, c, body);
  return isRefusal(service) ? refuse(c, service) : progress(api, c, service);
}

function makeService(api: PanelApi, c: EmulatorContext, body: JsonObject): AssignedService | Refusal {
  const type = textIn(objectIn(body['aps'])['type']);
  const { directory, market } = api.panel();
  if (type !== directory.serviceType) return invalid(`aps.type must be ${directory.serviceType}`);
  const named = c.req.param('id') ?? textIn(objectIn(objectIn(body['user'])['aps'])['id']);
  if (named === '') return invalid('the relation user is required: user.aps.id');
  const found = findResource(api.panel(), named, scopeOf(api, c) ?? 'provider');
  return found?.kind === 'user' ? assignService(directory, market, found.user) : unknown(`user ${named}`);
}

function serviceMeant(api: PanelApi, c: EmulatorContext, id: string): AssignedService | Refusal {
  const found = findResource(api.panel(), id, scopeOf(api, c) ?? 'provider');
  return found?.kind === 'service' ? found.service : unknown(`resource ${id}`);
}

function progress(api: PanelApi, c: EmulatorContext, service: AssignedService): Response {
  const panel = api.panel();
  const wired = wireResource(panel, { kind: 'service', service });
  if (statusOf(panel.directory, service) !== 'aps:provisioning') return c.json(wired);
  const seconds = Math.ceil((service.readyAt - panel.directory.world.now()) / 1_000);
  return c.json(wired, 202, {
    'APS-Retry-Timeout': String(Math.max(1, seconds)),
    'APS-Info': 'The IBM subscriber is being activated',
  });
}

function listOfUser(api: PanelApi, c: EmulatorContext): Response {
  const found = resourceIn(api, c, 'user');
  if (isRefusal(found)) return refuse(c, found);
  return listing(api, c, (one) => one.kind === 'service' && one.service.user === found.user);
}
