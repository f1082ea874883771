import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ConformanceSubject, PortalTime, StartedPortal } from '../../engine/conformance/index.ts';
import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import type { HttpRequest, Transport } from '../../engine/model/deps.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { Secret } from '../../engine/model/secret.ts';
import {
  createIbmConnectionsEmulator,
  type IbmConnectionsEmulator,
} from '../../providers/ibm-connections/emulator/index.ts';
import { ibmConnections } from '../../providers/ibm-connections/index.ts';
import { emulatorInProcess } from '../../providers/kit/emulator-in-process.ts';
import { inProcessTransport } from '../../providers/kit/in-process-transport.ts';
import { createSandboxWorld } from '../../providers/kit/sandbox/sandbox-world.ts';
import { ibmConnectionsProbe } from './ibm-connections-probe.ts';
import { catalogue, everybody, licenses, madeByThePortal, samples } from './ibm-connections-samples.ts';
import { portalDeclaration } from './portal-declaration.ts';

const readme = new URL('../../providers/ibm-connections/README.md', import.meta.url);

/** Longer than the sandbox's one word, so that it is found wherever it should not stand. */
const { limits } = portalDeclaration({ provider: 'ibm-connections' });

const canary = 'canary-5b1d-word';

/**
 * Who makes what: the marketplace's order and the panel (`panel`), or this provider at IBM itself (`service`), where
 * the customer is made too.
 */
export type Way = 'panel' | 'service';

const waySettings: Readonly<Record<Way, JsonObject>> = {
  panel: { customer: { id: '1000001', name: 'Acme' }, pageSize: 2 },
  service: {
    customer: {
      name: 'Acme',
      make: {
        language: 'en',
        address: { streetAddress: '1 Main Street', postalCode: '10115', city: 'Berlin', countryCode: 'DE' },
        contactPersons: [
          {
            type: 'admin',
            firstName: 'Account',
            lastName: 'Owner',
            email: 'owner@acme.example',
            phoneNumber: '49#30#5550100#',
            login: 'owner@acme.example',
          },
        ],
      },
    },
    // At IBM itself nobody makes the organisation for the vendor: it is there, the first that the emulator has.
    organisation: 30_001,
    activation: 'vsr',
    subscribers: 'service',
    pageSize: 2,
  },
};

/** IBM Connections Cloud as the suite tests it, on its emulator in this process. */
export function ibmConnectionsSubject(way: Way): ConformanceSubject {
  const portal = portalDeclaration({
    name: 'acme-connections',
    provider: 'ibm-connections',
    settings: waySettings[way],
    baseUrls: urlsOf('acme-connections'),
    contacts: { owner: 'owner@acme.example' },
    // Many small requests: a rate that never makes anybody wait keeps the virtual clock from ticking for each.
    limits: { ...limits, requestsPerSecond: 100_000 },
    people: everybody,
    licenses,
  });
  return {
    provider: ibmConnections,
    portal,
    samples: { ...samples, ...(way === 'panel' ? madeByThePortal : {}) },
    cannot: {
      'unknown-attribute': 'the emulator keeps no attributes that it does not know',
    },
    readme: existsSync(readme) ? readFileSync(readme, 'utf8') : '',
    examples: ['../../examples/02-ibm-connections', '../../providers/ibm-connections/example'].map((folder) =>
      fileURLToPath(new URL(folder, import.meta.url)),
    ),
    start: async (time, asked) => startPortal(way, time, asked),
  };
}

async function startPortal(way: Way, time: PortalTime, asked: PortalDeclaration): Promise<StartedPortal> {
  const emulator = startEmulator(way, time, asked);
  const contactEmail = 'owner@acme.example';
  if (way === 'service') emulator.service.organisationOf({ externalId: 'by hand', name: 'Acme', contactEmail });
  const credentials = Object.fromEntries(
    ibmConnections.credentialNames(asked.settings).map((name) => [name, new Secret(`${canary}-${name}`)]),
  );
  const transport = inProcessTransport({ portal: emulatorInProcess(emulator.app), sleep: time.sleep });
  return {
    provider: ibmConnections,
    portal: { ...asked, baseUrls: urlsOf(asked.name) },
    credentials,
    transport: understanding(transport),
    probe: ibmConnectionsProbe(emulator),
    stop: async () => undefined,
  };
}

function startEmulator(way: Way, time: PortalTime, portal: PortalDeclaration): IbmConnectionsEmulator {
  const { clock, sleep, newId, random } = time;
  const world = createSandboxWorld({ now: clock.now, sleep, newId, random });
  // At IBM itself what the marketplace orders there is something else, so that what we order there is ours.
  const products = way === 'panel' ? catalogue() : catalogue((part) => `MARKET-${part}`);
  // The redirect of the first write would eat a fault that was meant for the write itself; it has tests of its own.
  const service = { quirks: { firstPostRedirects: false } };
  return createIbmConnectionsEmulator({ portal, world, products, service });
}

function urlsOf(name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(ibmConnections.planes.map((plane) => [plane, `https://${name}.test/${plane}`]));
}

/** The emulator knows one word for every credential: our canaries are told to it as that word. */
function understanding(transport: Transport): Transport {
  return {
    send: (request) => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, spoken(value)]));
      return transport.send({ ...request, headers });
    },
  };
}

function spoken(value: HttpRequest['headers'][string]): string {
  const text = typeof value === 'string' ? value : value.reveal();
  const encoded = /^Basic (\S+)$/u.exec(text)?.[1];
  const plain = encoded === undefined ? text : Buffer.from(encoded, 'base64').toString('utf8');
  const said = plain.replaceAll(new RegExp(`${canary}-[A-Za-z]+`, 'gu'), 'sandbox');
  return encoded === undefined ? said : `Basic ${Buffer.from(said, 'utf8').toString('base64')}`;
}
