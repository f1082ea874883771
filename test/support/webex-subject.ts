import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ConformanceSubject, PortalProbe, PortalTime } from '../../engine/conformance/index.ts';
import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { Provider } from '../../engine/model/provider.ts';
import { Secret } from '../../engine/model/secret.ts';
import { emulatorInProcess } from '../../providers/kit/emulator-in-process.ts';
import { inProcessTransport } from '../../providers/kit/in-process-transport.ts';
import { createSandboxWorld } from '../../providers/kit/sandbox/sandbox-world.ts';
import { createWebexEmulator, type WebexEmulator } from '../../providers/webex/emulator/index.ts';
import type { Quirks } from '../../providers/webex/emulator/quirks.ts';
import { webex } from '../../providers/webex/index.ts';
import { emulatorProbe } from './emulator-probe.ts';
import { portalDeclaration } from './portal-declaration.ts';
import { customers, everybody, licenses as declaredLicenses, premium, samples } from './webex-samples.ts';
import { assignments, licenses, partnerAdmins, roles, type Site, users } from './webex-sites.ts';

export interface WebexSubject {
  readonly settings?: JsonObject;
  readonly quirks?: Partial<Quirks>;
  readonly provider?: Provider;
}

const readme = new URL('../../providers/webex/README.md', import.meta.url);
const orgId = '5c1d9d1e-0000-4000-8000-000000000001';
const app = { clientId: 'canary-7c2e-app', clientSecret: 'canary-7c2e-secret', refreshToken: 'canary-7c2e-refresh' };

/** Control Hub as the suite tests it, on its emulator in this process. */
export function webexSubject({ settings = {}, quirks = {}, provider = webex }: WebexSubject = {}): ConformanceSubject {
  const credentials = Object.fromEntries(Object.keys(app).map((name) => [name, { env: name.toUpperCase() }]));
  const portal = portalDeclaration({
    name: 'acme-hub',
    provider: 'webex',
    settings: { orgId, pageSize: 2, ...settings },
    baseUrls: { default: 'https://acme-hub.test' },
    credentials,
    people: everybody,
    licenses: declaredLicenses,
    contacts: { owner: 'owner@acme-hub.example' },
  });
  return {
    provider,
    portal,
    samples,
    cannot: { 'unknown-attribute': 'the emulator keeps no attributes that it does not know' },
    readme: existsSync(readme) ? readFileSync(readme, 'utf8') : '',
    examples: [fileURLToPath(new URL('../../providers/webex/example', import.meta.url))],
    start: async (time, asked) => {
      const emulator = startEmulator(time, asked, quirks);
      return {
        provider,
        portal: { ...asked, baseUrls: { default: `https://${asked.name}.test` } },
        credentials: Object.fromEntries(Object.entries(app).map(([name, text]) => [name, new Secret(text)])),
        transport: inProcessTransport({ portal: emulatorInProcess(emulator.app), sleep: time.sleep }),
        probe: probeOf(emulator),
        stop: async () => undefined,
      };
    },
  };
}

function startEmulator(time: PortalTime, portal: PortalDeclaration, quirks: Partial<Quirks>): WebexEmulator {
  const { clock, sleep, newId, random } = time;
  const world = createSandboxWorld({ now: clock.now, sleep, newId, random });
  return createWebexEmulator({
    portal,
    world,
    quirks,
    serviceApp: app,
    mostPerPage: 2,
    customers: customers.map((id) => ({ orgId: id, name: id })),
    licences: [{ offer: 'CJPPRM', name: premium, units: 100, subscriptionId: 'Sub-1', onlyOneOf: 'contact center' }],
  });
}

function probeOf(emulator: WebexEmulator): PortalProbe {
  const hub = emulator.state();
  const sites: Readonly<Record<string, Site>> = {
    user: users(hub),
    license: licenses(hub),
    'license-assignment': assignments(hub),
    role: roles(hub),
    'partner-admin': partnerAdmins(hub),
  };
  const siteOf = (kind: string): Site => {
    const site = sites[kind];
    if (site === undefined) throw new Error(`the probe knows no kind ${kind}`);
    return site;
  };
  return emulatorProbe({
    emulator,
    lists: ['users.list', 'licenses.get'],
    writes: emulator.operations.filter((name) =>
      /^(users\.(create|patch|delete)|licenses\.assign|partners\.(assign|unassign|revoke)|activation\.start)$/u.test(
        name,
      ),
    ),
    objects: (kind) => siteOf(kind).objects(),
    put: async ({ kind, key }, attributes) => siteOf(kind).put(key, attributes),
    remove: async ({ kind, key }) => siteOf(kind).remove(key),
    accept: async ({ kind, key }) => {
      if (kind !== 'user') return;
      const result = await emulator.play('join', key, { password: 'Kw7-plumtree!x' });
      if (!result.played) throw new Error(JSON.stringify(result.problems));
    },
  });
}
