import type { LicenseDeclaration, PersonDeclaration } from '../../../engine/model/declaration.ts';
import { Secret } from '../../../engine/model/secret.ts';
import { emulatorInProcess } from '../../../providers/kit/emulator-in-process.ts';
import { createSandboxWorld } from '../../../providers/kit/sandbox/sandbox-world.ts';
import { createWebexEmulator, type WebexEmulator } from '../../../providers/webex/emulator/index.ts';
import { consumedUnits } from '../../../providers/webex/emulator/licences/holding.ts';
import { webex } from '../../../providers/webex/index.ts';
import { portalDeclaration } from '../../support/portal-declaration.ts';
import { premium } from '../../support/webex-samples.ts';
import {
  assignments,
  licenses as licenseSite,
  roles as roleSite,
  type Site,
  users,
} from '../../support/webex-sites.ts';
import { peopleOf } from '../simulated-manifest.ts';
import type { PortalGround, PortalRow, SimulatedPortal } from '../simulated-portal.ts';

const name = 'hub';
const baseUrl = `https://${name}.test`;
const app = { clientId: 'canary-hub-app', clientSecret: 'canary-hub-secret', refreshToken: 'canary-hub-refresh' };
const origin = { file: 'licences.yaml', document: 0, path: [], line: 1 };
const licenses: readonly LicenseDeclaration[] = [{ name: premium, product: premium, onRemove: 'keep', origin }];
/** What the last variant gives in place of a role: one of two seats. */
const seat = 'seat';
const roles = ['Read-only Administrator', 'Device Administrator', seat] as const;
const roleIds = ['id_readonly_admin', 'id_device_admin'] as const;

/** Control Hub on its emulator: people, their roles, and two seats of one licence. */
export function webexPortal(ground: PortalGround): SimulatedPortal {
  const { newId, chance, now } = ground;
  const world = createSandboxWorld({ now, sleep: async () => undefined, newId, random: chance.next });
  const declared = portalDeclaration({
    name,
    provider: 'webex',
    settings: { orgId: '5c1d9d1e-0000-4000-8000-000000000001', pageSize: 3 },
    baseUrls: { default: baseUrl },
    credentials: Object.fromEntries(Object.keys(app).map((key) => [key, { env: key.toUpperCase() }])),
    licenses,
    contacts: { owner: 'owner@hub.example' },
  });
  const emulator = createWebexEmulator({
    portal: declared,
    world,
    serviceApp: app,
    mostPerPage: 3,
    licences: [{ offer: 'CJPPRM', name: premium, units: 2, subscriptionId: 'Sub-1', onlyOneOf: 'contact center' }],
  });
  const hub = emulator.state();
  const answer = emulatorInProcess(emulator.app);
  return {
    name,
    baseUrl,
    provider: webex,
    credentials: Object.fromEntries(Object.entries(app).map(([key, text]) => [key, new Secret(text)])),
    answer,
    writes: ({ method, url }) => method !== 'GET' && !url.includes('access_token'),
    declaration: (people) => ({
      ...declared,
      people: peopleOf(people, { portal: name, roles, resets: false }).map(seated),
    }),
    settle: world.settle,
    rows: () => rowsOf(emulator),
    mails: () =>
      world.inbox
        .list({ portal: name }, 1_000)
        .toReversed()
        .filter(({ subject }) => subject.startsWith('Activate'))
        .map(({ to }) => ({ what: 'invitation', to })),
    overfull: () => {
      const over = [...hub.pools].find(([id, { units }]) => units !== 'free' && consumedUnits(hub, id) > units);
      return over === undefined ? undefined : `${over[1].name} at ${name}`;
    },
    put: (email, variant) => {
      const role = roleIds[variant];
      if (role === undefined) users(hub).put(email, { displayName: `${email} by hand` });
      else roleSite(hub).put(`${email}/${role}`, {});
    },
    remove: (row) => sitesOf(emulator)[row.kind]?.remove(row.key),
    accept: async ({ kind, key }) => {
      if (kind === 'user') await emulator.play('join', key, { password: 'Kw7-plumtree!x' });
    },
    hideNew: (milliseconds) => {
      emulator.faults.clear();
      if (milliseconds > 0) emulator.faults.inject({ fault: { effect: 'invisible', milliseconds }, times: 'always' });
    },
  };
}

function seated(person: PersonDeclaration): PersonDeclaration {
  const access = person.access.filter(({ role }) => role !== seat);
  if (access.length === person.access.length) return person;
  return { ...person, access, licenses: [{ license: premium, origin }] };
}

function sitesOf(emulator: WebexEmulator): Readonly<Record<string, Site>> {
  const hub = emulator.state();
  return { user: users(hub), license: licenseSite(hub), 'license-assignment': assignments(hub), role: roleSite(hub) };
}

/** Who is given another address keeps roles and seats: their ids go by the person's id. */
function rowsOf(emulator: WebexEmulator): PortalRow[] {
  const ids = new Map(
    [...emulator.state().users.values()].map(({ id, attributes }) => [String(attributes['userName']), id]),
  );
  return Object.entries(sitesOf(emulator)).flatMap(([kind, site]) =>
    site.objects().map(({ key, presence, attributes }) => {
      const [email = '', ...rest] = key.split('/');
      const person = ids.get(email) ?? email;
      // Who is switched off has no roles and no seats any more, whoever gave them.
      const isSpent = kind === 'user' && attributes['active'] === false;
      const goesAlong = rest.length === 0 ? {} : { endsWith: `user#${person}` };
      return { kind, id: [person, ...rest].join('/'), key, presence, attributes, isSpent, ...goesAlong };
    }),
  );
}
