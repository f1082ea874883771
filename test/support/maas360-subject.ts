import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ConformanceSubject, PortalTime, StartedPortal } from '../../engine/conformance/index.ts';
import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import type { Transport } from '../../engine/model/deps.ts';
import { second } from '../../engine/model/instant.ts';
import { Secret } from '../../engine/model/secret.ts';
import { emulatorInProcess } from '../../providers/kit/emulator-in-process.ts';
import { inProcessTransport } from '../../providers/kit/in-process-transport.ts';
import { createSandboxWorld } from '../../providers/kit/sandbox/sandbox-world.ts';
import { createMaas360Emulator } from '../../providers/maas360/emulator/index.ts';
import { maas360 } from '../../providers/maas360/index.ts';
import { maas360Probe } from './maas360-probe.ts';
import { links, owner, ownBillingId, people, robot, samples } from './maas360-samples.ts';
import { portalDeclaration } from './portal-declaration.ts';

const { limits } = portalDeclaration({ provider: 'maas360' });

/** Longer than the sandbox's one word, so that it is found wherever it should not stand. */
const canary = 'canary-7c2e-word';

/** Long enough that a new account has to be asked after more than once. */
const copying = 20 * second;

/** IBM MaaS360 as the suite tests it, on its emulator in this process: a partner who is onboarded already. */
export function maas360Subject(): ConformanceSubject {
  const name = 'acme-maas360';
  const portal = portalDeclaration({
    name,
    provider: 'maas360',
    settings: { billingId: ownBillingId },
    baseUrls: urlsOf(name),
    account: robot,
    contacts: { owner },
    // Many small requests: a rate that never makes anybody wait keeps the virtual clock from ticking for each.
    limits: { ...limits, requestsPerSecond: 100_000 },
    people,
    partnerLinks: links,
  });
  return {
    provider: maas360,
    portal,
    samples,
    cannot: { 'unknown-attribute': 'the emulator keeps no attributes that it does not know' },
    readme: readFileSync(new URL('../../providers/maas360/README.md', import.meta.url), 'utf8'),
    examples: [fileURLToPath(new URL('../../examples/03-maas360-partner', import.meta.url))],
    start: startPortal,
  };
}

async function startPortal(time: PortalTime, asked: PortalDeclaration): Promise<StartedPortal> {
  const { clock, sleep, newId, random } = time;
  const world = createSandboxWorld({ now: clock.now, sleep, newId, random });
  const emulator = createMaas360Emulator({ portal: asked, world, copying, subPartners: true });
  const names = maas360.credentialNames(asked.settings);
  return {
    provider: maas360,
    portal: { ...asked, baseUrls: urlsOf(asked.name) },
    credentials: Object.fromEntries(names.map((name) => [name, new Secret(`${canary}-${name}`)])),
    transport: understanding(inProcessTransport({ portal: emulatorInProcess(emulator.app), sleep })),
    probe: maas360Probe(emulator),
    stop: async () => undefined,
  };
}

function urlsOf(name: string): Readonly<Record<string, string>> {
  return { default: `https://${name}.test` };
}

/** The emulator knows one word for every credential: our canaries, which the login sends, are told to it as that word. */
function understanding(transport: Transport): Transport {
  return {
    send: ({ body, ...request }) => {
      const spoken = body?.replaceAll(new RegExp(`${canary}-[A-Za-z]+`, 'gu'), 'sandbox');
      return transport.send({ ...request, ...(spoken === undefined ? {} : { body: spoken }) });
    },
  };
}
