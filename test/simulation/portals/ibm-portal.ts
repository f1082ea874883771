import type { LicenseDeclaration, PersonDeclaration } from '../../../engine/model/declaration.ts';
import { type Milliseconds, second } from '../../../engine/model/instant.ts';
import { Secret } from '../../../engine/model/secret.ts';
import {
  createIbmConnectionsEmulator,
  type IbmConnectionsEmulator,
} from '../../../providers/ibm-connections/emulator/index.ts';
import { ibmConnections } from '../../../providers/ibm-connections/index.ts';
import { emulatorInProcess } from '../../../providers/kit/emulator-in-process.ts';
import { createSandboxWorld, type SandboxWorld } from '../../../providers/kit/sandbox/sandbox-world.ts';
import { organisation } from '../../support/ibm-connections-service-sites.ts';
import { portalDeclaration } from '../../support/portal-declaration.ts';
import { peopleOf } from '../simulated-manifest.ts';
import type { PortalGround, PortalMail, SimulatedPortal } from '../simulated-portal.ts';
import { ibmRows, overfullAtIbm } from './ibm-rows.ts';
import { acceptAtIbm, boughtByHand, putAtIbm, removeAtIbm } from './ibm-hands.ts';

const name = 'ibm';
const baseUrl = `https://${name}.test`;
const owner = 'owner@ibm.example';
const canary = 'canary-ibm-51d0';
const vendor = { credentials: { user: canary, password: canary }, role: 'VSR' } as const;
const origin = { file: 'people.yaml', document: 0, path: [], line: 1 };
/** What the variants give: a seat, a role alone, and a seat with one of its add-on. */
const roles = ['seat', 'AppDeveloper', 'seat and docs'] as const;

const terms = { term: '1 year', billing: '1 month', renewal: 'none' } as const;
const s2: LicenseDeclaration = {
  ...{ name: 's2', product: 's2', mpn: 'IBM-CONN-S2', part: 'D0NPULL', seats: 3, onRemove: 'cancel', origin },
  ...terms,
};
const docs: LicenseDeclaration = {
  ...{ name: 'docs', product: 'docs', mpn: 'IBM-CONN-DOCS', part: 'D0QBKLL', onRemove: 'cancel', origin },
  ...{ term: terms.term, billing: terms.billing, addOnOf: 's2' },
};

/**
 * IBM Connections Cloud on its emulator: three seats of a product that is ordered with the first person and cancelled
 * after the last, as many of its add-on as people have it, and the way of each person to the first login.
 */
export function ibmPortal(ground: PortalGround): SimulatedPortal {
  const { newId, chance, now } = ground;
  const post = watchedMails(createSandboxWorld({ now, sleep: async () => undefined, newId, random: chance.next }));
  const { world } = post;
  const settings = { customer: { id: '1000001', name: 'Acme' }, pageSize: 5, assumeFirstLogin: 3 };
  const credentialNames = ibmConnections.credentialNames(settings);
  const declared = portalDeclaration({
    name,
    provider: 'ibm-connections',
    settings,
    baseUrls: Object.fromEntries(ibmConnections.planes.map((plane) => [plane, `${baseUrl}/${plane}`])),
    credentials: Object.fromEntries(credentialNames.map((one) => [one, { env: one.toUpperCase() }])),
    contacts: { owner },
    mail: {
      server: { host: 'smtp.test', port: 587, security: 'starttls' },
      login: null,
      from: { address: 'access@acme.example' },
    },
  });
  const emulator = createIbmConnectionsEmulator({ portal: declared, world, service: { accounts: [vendor] } });
  post.of(emulator);
  organisation(emulator);
  if (chance.happens(0.4)) boughtByHand(emulator, { part: 'D0NPULL', mpn: 'IBM-CONN-S2', seats: 3 });
  const begun = now();
  const answer = emulatorInProcess(emulator.app);
  return {
    name,
    baseUrl,
    provider: ibmConnections,
    credentials: Object.fromEntries(credentialNames.map((one) => [one, new Secret(canary)])),
    answer: (request) => answer(understood(request)),
    writes: ({ method, url }) => method !== 'GET' && !/\/(token|RPC2|orders\/estimate)$/u.test(url),
    declaration: (people) => {
      const held = peopleOf(people, { portal: name, roles, resets: true }).map(licensed);
      return { ...declared, people: held, licenses: licensesFor(held) };
    },
    invitesByReset: true,
    settle: world.settle,
    rows: () => ibmRows(emulator),
    mails: () => post.mails,
    overfull: () => overfullAtIbm(emulator),
    put: (email, variant) => putAtIbm(emulator, email, variant),
    remove: (row) => removeAtIbm(emulator, row),
    accept: (row) => acceptAtIbm(emulator, row, 1 + chance.below(4)),
    hideNew: (milliseconds) => hideNew(emulator, milliseconds, now() - begun),
  };
}

function licensed(person: PersonDeclaration): PersonDeclaration {
  const role = person.access[0]?.role;
  const held = role === 'seat' ? [s2] : role === 'seat and docs' ? [s2, docs] : [];
  const licenses = held.map(({ name: license }) => ({ license, origin }));
  return { ...person, familyName: 'Acme', access: held.length === 0 ? person.access : [], licenses };
}

/**
 * The panel shows at once what is new, IBM within a minute, and only the marketplace as late as it is told here; there
 * the customer, who came with the simulation, counts as new as well.
 */
function hideNew({ faults }: IbmConnectionsEmulator, milliseconds: Milliseconds, age: Milliseconds): void {
  faults.clear();
  const hidden = { purchase: age > milliseconds ? milliseconds : 0, service: Math.min(milliseconds, 50 * second) };
  for (const [plane, most] of Object.entries(hidden)) {
    if (most > 0) faults.inject({ plane, fault: { effect: 'invisible', milliseconds: most }, times: 'always' });
  }
}

/** With nobody left nothing is bought; else the add-on fits the people, so that orders make it larger and smaller. */
function licensesFor(people: readonly PersonDeclaration[]): readonly LicenseDeclaration[] {
  if (people.length === 0) return [];
  const holders = people.filter(({ licenses }) => licenses.some(({ license }) => license === docs.name)).length;
  return [s2, { ...docs, seats: Math.max(1, holders) }];
}

/** The marketplace and the panel know one word for every credential: our canary is told to them as that word. */
function understood(request: Request): Request {
  if (!/\/purchase\/|\/RPC2$/u.test(request.url)) return request;
  const { headers } = request;
  const basic = /^Basic (\S+)$/u.exec(headers.get('authorization') ?? '')?.[1];
  if (basic !== undefined) {
    const said = Buffer.from(basic, 'base64').toString('utf8').replaceAll(canary, 'sandbox');
    headers.set('authorization', `Basic ${Buffer.from(said, 'utf8').toString('base64')}`);
  }
  headers.set('x-subscription-key', headers.get('x-subscription-key') === canary ? 'sandbox' : '');
  return request;
}

interface WatchedMails {
  readonly mails: readonly PortalMail[];
  readonly world: SandboxWorld;
  readonly of: (emulator: IbmConnectionsEmulator) => void;
}

/** The panel sends one mail for both: the first to each of its users invites, every later one resets. */
function watchedMails(world: SandboxWorld): WatchedMails {
  const mails: PortalMail[] = [];
  const invited = new Set<string>();
  let emulator: IbmConnectionsEmulator | undefined;
  const deliver: SandboxWorld['inbox']['deliver'] = (mail) => {
    const link = mail.links[0]?.url.split('/').at(-1) ?? '';
    const user = emulator?.panel().directory.passwordLinks.get(link);
    if (user !== undefined) {
      mails.push({ what: invited.has(user.uuid) ? 'reset' : 'invitation', to: mail.to });
      invited.add(user.uuid);
    }
    return world.inbox.deliver(mail);
  };
  return {
    mails,
    world: { ...world, inbox: { ...world.inbox, deliver } },
    // What comes before, to the owner, is the portal's own.
    of: (made) => {
      emulator = made;
    },
  };
}
