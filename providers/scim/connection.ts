import type { Connection, ConnectInput } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { Secret } from '../../engine/model/secret.ts';
import { createHttpDoor } from '../kit/http-door.ts';
import { createApi } from './api.ts';
import { classifyAnswer } from './classify.ts';
import { createDiscovery } from './discovery.ts';
import { createReader } from './reader.ts';
import { createServer, type Server } from './server.ts';
import { readSettings } from './settings.ts';
import { createWriter } from './writer.ts';

/** The door opens with the first request. */
export function connect(input: ConnectInput): Connection {
  let opened: Server | undefined;
  const server = (): Server => (opened ??= openServer(input));
  return { reader: createReader(server), writer: createWriter(server) };
}

function openServer({ portal, credentials, deps }: ConnectInput): Server {
  const baseUrl = portal.baseUrls['default'];
  const { token } = credentials;
  if (baseUrl === undefined) throw missing(portal.name, 'base URL', 'Write baseUrl in the Portal document.');
  if (token === undefined) {
    throw missing(portal.name, 'token', 'Name it in the Portal document: credentials: { token: { env: NAME } }.');
  }
  const settings = readSettings(portal.settings);
  const door = createHttpDoor({
    baseUrl,
    deps,
    limits: portal.limits,
    headers: { authorization: new Secret(`Bearer ${token.reveal()}`) },
    secrets: [token],
    classify: classifyAnswer,
  });
  const api = createApi(door, (type) => discovery.endpointOf(type));
  const discovery = createDiscovery({ settings, ask: api.discover });
  return createServer({ portal: portal.name, settings, api, discovery, clock: deps.clock });
}

function missing(portal: string, what: string, cure: string): ProviderError {
  return new ProviderError('auth', `There is no ${what} for ${portal}.`, { cure });
}
