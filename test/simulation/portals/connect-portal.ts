import type { JsonObject } from '../../../engine/model/json.ts';
import { Secret } from '../../../engine/model/secret.ts';
import { emulatorInProcess } from '../../../providers/kit/emulator-in-process.ts';
import { createSandboxWorld } from '../../../providers/kit/sandbox/sandbox-world.ts';
import { addTeammate } from '../../../providers/webex-connect/emulator/add-teammate.ts';
import { createWebexConnectEmulator } from '../../../providers/webex-connect/emulator/index.ts';
import { type Row, removeRow } from '../../../providers/webex-connect/emulator/tenant.ts';
import { webexConnect } from '../../../providers/webex-connect/index.ts';
import { portalDeclaration } from '../../support/portal-declaration.ts';
import { peopleOf } from '../simulated-manifest.ts';
import type { PortalRow, SimulatedPortal } from '../simulated-portal.ts';
import type { PortalGround } from '../simulated-portal.ts';

const name = 'connect';
const baseUrl = `https://${name}.test`;
const token = 'canary-connect-3f1c';
const owner = 'owner@connect.example';
const roles = ['Limited access', 'Read-only access', 'Full access'] as const;

/** Webex Connect in adapter mode, on its emulator: invitations that run out after seven days. */
export function connectPortal(ground: PortalGround): SimulatedPortal {
  const { newId, chance, now } = ground;
  const world = createSandboxWorld({ now, sleep: async () => undefined, newId, random: chance.next });
  const declared = portalDeclaration({
    name,
    provider: 'webex-connect',
    settings: { mode: 'adapter', pageSize: 3, roleSync: false, contactCenter: false },
    baseUrls: { default: baseUrl },
    credentials: { token: { env: 'CONNECT_TOKEN' } },
    account: owner,
    contacts: { owner },
    login: 'sso',
  });
  const emulator = createWebexConnectEmulator({
    portal: declared,
    world,
    tokens: [{ token, email: owner, role: 'Owner' }],
  });
  const answer = emulatorInProcess(emulator.app);
  const tenant = emulator.tenant();
  return {
    name,
    baseUrl,
    provider: webexConnect,
    credentials: { token: new Secret(token) },
    answer,
    writes: ({ method }) => method !== 'GET',
    declaration: (people) => ({ ...declared, people: peopleOf(people, { portal: name, roles, resets: false }) }),
    settle: world.settle,
    rows: () => [...tenant.rows.values()].map(rowOf),
    mails: () =>
      world.inbox
        .list({ portal: name }, 1_000)

        .toReversed()
        .filter(({ subject }) => subject.startsWith('Welcome to'))
        .map(({ to }) => ({ what: 'invitation', to })),
    overfull: () => undefined,
    put: (email, variant) => {
      const role = roles[variant % roles.length] ?? roles[0];
      const row = tenant.rows.get(email);
      if (row === undefined) addTeammate(tenant, { email, role });
      else row.role = role;
      tenant.version += 1;
    },
    remove: ({ key }) => removeRow(tenant, key),
    accept: async ({ key }) => void (await emulator.play('join', key, { name: 'Somebody' })),
    hideNew: (milliseconds) => {
      emulator.faults.clear();
      if (milliseconds > 0) emulator.faults.inject({ fault: { effect: 'invisible', milliseconds }, times: 'always' });
    },
  };
}

function rowOf(row: Row): PortalRow {
  const { email, role, decryptLogs } = row;
  const attributes: JsonObject = { email, role, decryptLogs };
  const common = { kind: 'teammate', key: email, attributes };
  if (row.status === 'ACTIVE') return { ...common, id: row.uuid, presence: 'active' };
  return { ...common, id: row.inviteId, presence: 'invited' };
}
