import type { PersonDeclaration } from '../../../engine/model/declaration.ts';
import { day, instantOf, second } from '../../../engine/model/instant.ts';
import type { PartnerLinkDeclaration } from '../../../engine/model/partner-declaration.ts';
import { Secret } from '../../../engine/model/secret.ts';
import { emulatorInProcess } from '../../../providers/kit/emulator-in-process.ts';
import { createSandboxWorld } from '../../../providers/kit/sandbox/sandbox-world.ts';
import { createMaas360Emulator } from '../../../providers/maas360/emulator/index.ts';
import { maas360 } from '../../../providers/maas360/index.ts';
import { portalDeclaration } from '../../support/portal-declaration.ts';
import { everybody, peopleOf, type SimulatedPerson } from '../simulated-manifest.ts';
import { plainRequest } from '../plain-answers.ts';
import type { PortalGround, SimulatedPortal } from '../simulated-portal.ts';
import { simulationStart } from '../simulated-program.ts';
import { acceptAtMaas360, accountOf, addByHand, removeAtMaas360 } from './maas360-hands.ts';
import { maas360Rows, prolonged, watchedMails } from './maas360-rows.ts';

const name = 'maas';
const baseUrl = `https://${name}.test`;
const top = 'NordicPartner';
const origin = { file: 'people.yaml', document: 0, path: [], line: 1 };
const credentials = { accessKey: 'canary-maas-key', password: 'canary-maas-password' } as const;
const words = new RegExp(Object.values(credentials).join('|'), 'gu');
/** A login at the partner, and two that come with an account of the person's own. */
const roles = ['Help Desk', 'trial', 'customer'] as const;

/**
 * MaaS360 on its emulator, with a partner at the top that is there: people who administer it, and people with an
 * account of their own, a trial until its day or a customer. A reset that is asked for makes the trial longer.
 */
export function maas360Portal(ground: PortalGround): SimulatedPortal {
  const { newId, chance, now } = ground;
  const world = createSandboxWorld({ now, sleep: async () => undefined, newId, random: chance.next });
  const declared = portalDeclaration({
    name,
    provider: 'maas360',
    settings: { billingId: '30001111', copying: 60 },
    baseUrls: { default: baseUrl },
    credentials: Object.fromEntries(Object.keys(credentials).map((key) => [key, { env: key.toUpperCase() }])),
    account: '30001111_rollcall',
    contacts: { owner: 'owner@maas.example' },
  });
  const post = watchedMails(world);
  const portal = { ...declared, partnerLinks: [partner] };
  const emulator = createMaas360Emulator({ portal, world: post.world, copying: chance.below(2) * 20_000 });
  post.of(emulator);
  const answer = emulatorInProcess(emulator.app);
  const lastDays = new Map<string, number>();
  const ends = new Map<string, number>();
  return {
    name,
    baseUrl,
    provider: maas360,
    credentials: Object.fromEntries(Object.entries(credentials).map(([key, text]) => [key, new Secret(text)])),
    answer: async (request) => answer(await understood(request)),
    writes: ({ method, url }) => method !== 'GET' && !url.includes('/auth-apis/'),
    isDated: true,
    declaration: (people) => {
      const links = people.flatMap((person) => linksFor(person, now()));
      ends.clear();
      for (const { account, until } of links) {
        noteEnd(lastDays, account, until);
        if (until !== undefined) ends.set(account, Date.parse(until));
      }
      const held = peopleOf(people, { portal: name, roles, resets: false });
      return { ...declared, partnerLinks: [partner, ...links], people: held.map(without) };
    },
    settle: world.settle,
    rows: () => maas360Rows(emulator, { top, ends }),
    mails: () => post.mails,
    overfull: () => prolonged(emulator, lastDays),
    put: (email, variant) => {
      const touched = addByHand(emulator, { email, variant, top });
      if (touched !== undefined) lastDays.set(touched, Number.POSITIVE_INFINITY);
    },
    remove: (row) => removeAtMaas360(emulator, row),
    accept: (row) => acceptAtMaas360(emulator, row),
    // The accounts' delay is the longest, and an administrator's a minute.
    hideNew: (longest) => {
      emulator.faults.clear();
      const milliseconds = Math.min(longest, 50 * second);
      if (milliseconds > 0) emulator.faults.inject({ fault: { effect: 'invisible', milliseconds }, times: 'always' });
    },
  };
}

const partner: PartnerLinkDeclaration = {
  name: 'nordic',
  account: top,
  type: 'partner',
  primary: { name: 'owner', email: 'owner@maas.example', locale: 'en' },
  ibmId: { how: 'none' },
  onRemove: 'keep',
  with: {},
  origin,
};

/** Trials end one after the other, while the simulation goes on. */
function linksFor(person: SimulatedPerson, at: number): readonly PartnerLinkDeclaration[] {
  const grant = person.grants.get(name);
  const type = roles[(grant?.variant ?? 0) % roles.length];
  if (grant === undefined || type === undefined || type === 'Help Desk') return [];
  const days = 3 + 2 * everybody.findIndex((one) => one === person.name) + 4 * grant.resets.length;
  const end = simulationStart - (simulationStart % day) + days * day;
  const trial = { type, until: instantOf(end), ...(end <= at ? { over: true as const } : {}) };
  const link = {
    name: person.name,
    account: accountOf(person.name),
    parent: top,
    primary: { name: person.name, email: person.email, locale: 'en' },
    ibmId: { how: 'none' as const },
    onRemove: 'expire' as const,
    origin,
  };
  return [type === 'trial' ? { ...link, ...trial, with: {} } : { ...link, type, with: { committedLicenses: 5 } }];
}

/** Who has an account of their own comes with it. */
function without(person: PersonDeclaration): PersonDeclaration {
  const [grant] = person.access;
  return grant?.role === 'Help Desk' ? person : { ...person, access: [] };
}

function noteEnd(lastDays: Map<string, number>, account: string, until: string | undefined): void {
  const end = until === undefined ? 0 : Date.parse(until);
  lastDays.set(account, Math.max(lastDays.get(account) ?? 0, end));
}

/** The emulator knows one word for every credential: those of the login are told to it as that word. */
async function understood(request: Request): Promise<Request> {
  if (!request.url.includes('/auth-apis/')) return request;
  const body = (await request.text()).replaceAll(words, 'sandbox');
  const { url, method, headers } = request;
  return plainRequest({ url, method, headers, body });
}
