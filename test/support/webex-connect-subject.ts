import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ConformanceSubject, KindSamples, PortalObject, PortalTime } from '../../engine/conformance/index.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { Provider } from '../../engine/model/provider.ts';
import { Secret } from '../../engine/model/secret.ts';
import { emulatorInProcess } from '../../providers/kit/emulator-in-process.ts';
import { inProcessTransport } from '../../providers/kit/in-process-transport.ts';
import { createSandboxWorld } from '../../providers/kit/sandbox/sandbox-world.ts';
import { addTeammate } from '../../providers/webex-connect/emulator/add-teammate.ts';
import { asAccessRole } from '../../providers/webex-connect/emulator/access-roles.ts';
import { createWebexConnectEmulator, type WebexConnectEmulator } from '../../providers/webex-connect/emulator/index.ts';
import { type Row, removeRow } from '../../providers/webex-connect/emulator/tenant.ts';
import { webexConnect } from '../../providers/webex-connect/index.ts';
import { emulatorProbe } from './emulator-probe.ts';
import { portalDeclaration } from './portal-declaration.ts';

const readme = new URL('../../providers/webex-connect/README.md', import.meta.url);

const canary = 'canary-7c2e-token';

const roles = ['Limited access', 'Read-only access', 'Restricted access', 'Limited access', 'Full access'];

const teammate: KindSamples = {
  resources: ['ada', 'ben', 'cy', 'dia', 'eva'].map((name, index) => ({
    name,
    attributes: { email: `${name}@acme.example`, role: roles[index] ?? '', level: 'client', decryptLogs: false },
  })),
  updates: [
    { field: 'role', value: 'Full access' },
    { field: 'decryptLogs', value: true },
  ],
  rekeyed: { email: 'ada.lovelace@acme.example' },
};

const manual = {
  'own-rate': 'in manual mode hardly anything is asked',
  meddle: 'in manual mode nothing of teammates can be read',
  unavailable: 'in manual mode only the audit log is read, and its failure is a note',
} as const;

/** Webex Connect as the suite tests it, on its emulator in this process. */
export function webexConnectSubject(mode: 'adapter' | 'manual', provider: Provider = webexConnect): ConformanceSubject {
  const portal = portalDeclaration({
    name: 'acme-connect',
    provider: 'webex-connect',
    settings: { mode, pageSize: 2 },
    baseUrls: { default: 'https://acme-connect.test' },
    credentials: { token: { env: 'WEBEX_CONNECT_TOKEN' } },
    account: 'owner@acme-connect.example',
  });
  return {
    provider,
    portal,
    samples: { teammate },
    cannot: {
      'unknown-attribute': 'the emulator keeps no attributes that it does not know',
      ...(mode === 'manual' ? manual : {}),
    },
    readme: existsSync(readme) ? readFileSync(readme, 'utf8') : '',
    examples: [fileURLToPath(new URL('../../examples/01-webex-connect', import.meta.url))],
    start: async (time, asked) => {
      const emulator = startEmulator(time, asked);
      return {
        provider,
        portal: { ...asked, baseUrls: { default: `https://${asked.name}.test` } },
        credentials: { token: new Secret(canary) },
        transport: inProcessTransport({ portal: emulatorInProcess(emulator.app), sleep: time.sleep }),
        probe: probeOf(emulator),
        stop: async () => undefined,
      };
    },
  };
}

function startEmulator(time: PortalTime, portal: ConformanceSubject['portal']): WebexConnectEmulator {
  const { clock, sleep, newId, random } = time;
  const world = createSandboxWorld({ now: clock.now, sleep, newId, random });
  const actor = { token: canary, email: 'owner@acme-connect.example', role: 'Owner' } as const;
  return createWebexConnectEmulator({ portal, world, tokens: [actor] });
}

function probeOf(emulator: WebexConnectEmulator): ReturnType<typeof emulatorProbe> {
  const rowAt = (email: string): Row | undefined => emulator.tenant().rows.get(email);
  return emulatorProbe({
    emulator,
    lists: ['teammates.list'],
    writes: emulator.operations.filter((name) =>
      /^(invitations|teammates)\.(create|update|delete|cancel|resend)$/.test(name),
    ),
    objects: () => [...emulator.tenant().rows.values()].map(objectOf),
    put: async ({ key }, attributes) => put(emulator, rowAt(key), { email: key, ...attributes }),
    remove: async ({ key }) => removeRow(emulator.tenant(), key),
    accept: async ({ key }) => {
      const result = await emulator.play('join', key, { name: 'Somebody', password: 'Passw0rd!x' });
      if (!result.played) throw new Error(JSON.stringify(result.problems));
    },
  });
}

function put(emulator: WebexConnectEmulator, row: Row | undefined, attributes: JsonObject): void {
  const { email, role, decryptLogs } = attributes;
  if (row === undefined) {
    addTeammate(emulator.tenant(), {
      email: typeof email === 'string' ? email : '',
      role: asAccessRole(role) ?? 'Read-only access',
      decryptLogs: decryptLogs === true,
    });
    return;
  }
  row.role = asAccessRole(role) ?? row.role;
  if (typeof decryptLogs === 'boolean') row.decryptLogs = decryptLogs;
  emulator.tenant().version += 1;
}

function objectOf(row: Row): PortalObject {
  const { email, role, level, levelId, decryptLogs, status } = row;
  const place = levelId === null ? { level } : { level, levelId };
  return {
    key: email,
    presence: status === 'ACTIVE' ? 'active' : 'invited',
    attributes: { email, role, ...place, decryptLogs },
  };
}
