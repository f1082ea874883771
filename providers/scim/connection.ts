import type { Connection, ConnectInput } from '../../engine/model/provider.ts';
import { openBearerDoor } from '../kit/bearer-door.ts';
import { createApi } from './api.ts';
import { createBulkQueue } from './bulk-queue.ts';
import { classifyAnswer } from './classify.ts';
import { createDiscovery } from './discovery.ts';
import { createReader } from './reader.ts';
import { createServer, type Server } from './server.ts';
import { readSettings } from './settings.ts';
import { singleWrites } from './write-request.ts';
import { createWriter } from './writer.ts';

/** The door opens with the first request. */
export function connect(input: ConnectInput): Connection {
  let opened: Server | undefined;
  const server = (): Server => (opened ??= openServer(input));
  return { reader: createReader(server), writer: createWriter(server) };
}

function openServer(input: ConnectInput): Server {
  const { portal, deps } = input;
  const settings = readSettings(portal.settings);
  const door = openBearerDoor(input, classifyAnswer);
  const write = createBulkQueue({ terms: () => discovery.bulk(), door, single: singleWrites(door), deps });
  const api = createApi({ door, write, endpointOf: (type) => discovery.endpointOf(type) });
  const discovery = createDiscovery({ settings, ask: api.discover });
  return createServer({ portal: portal.name, settings, api, discovery, deps });
}
