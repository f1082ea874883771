import type { Change } from '../../engine/model/change.ts';
import type { PersonDeclaration, PortalDeclaration } from '../../engine/model/declaration.ts';
import type { HttpRequest, HttpResponse, Transport } from '../../engine/model/deps.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { PartnerLinkDeclaration } from '../../engine/model/partner-declaration.ts';
import type { Connection, Outcome, ReadResult } from '../../engine/model/provider.ts';
import type { Known } from '../../engine/model/resource.ts';
import { Secret } from '../../engine/model/secret.ts';
import { emulatorInProcess } from '../../providers/kit/emulator-in-process.ts';
import { inProcessTransport } from '../../providers/kit/in-process-transport.ts';
import { createSandboxWorld } from '../../providers/kit/sandbox/sandbox-world.ts';
import type { EmulatorChoices } from '../../providers/maas360/emulator/emulated-portal.ts';
import { createMaas360Emulator, type Maas360Emulator } from '../../providers/maas360/emulator/index.ts';
import { maas360 } from '../../providers/maas360/index.ts';
import { portalDeclaration } from '../support/portal-declaration.ts';
import { type VirtualDeps, virtualDeps } from '../support/virtual-deps.ts';

const origin = { file: 'portal.yaml', document: 0, path: ['metadata', 'name'], line: 1 };

export function linkOf(account: string, over: Partial<PartnerLinkDeclaration> = {}): PartnerLinkDeclaration {
  const primary = { name: 'eva', email: 'eva@nordic.example', locale: 'en' };
  const none = { how: 'none' } as const;
  return {
    name: account.toLowerCase(),
    account,
    type: 'partner',
    primary,
    ibmId: none,
    onRemove: 'keep',
    with: {},
    origin,
    ...over,
  };
}

export function personOf(name: string, access: JsonObject = {}): PersonDeclaration {
  return {
    name,
    email: `${name}@nordic.example`,
    formerEmails: [],
    locale: 'en',
    service: false,
    access: [{ role: 'Help Desk', with: access, origin }],
    licenses: [],
    requests: [],
    origin,
  };
}

export function portalOf(over: Partial<PortalDeclaration> = {}, settings: JsonObject = {}): PortalDeclaration {
  return portalDeclaration({
    name: 'nordic',
    provider: 'maas360',
    settings: { billingId: '30001111', ...settings },
    baseUrls: { default: 'https://nordic.test' },
    account: '30001111_api',
    contacts: { owner: 'grace@nordic.example' },
    partnerLinks: [linkOf('NordicPartner')],
    ...over,
  });
}

export interface LabOptions extends EmulatorChoices {
  readonly portal?: Partial<PortalDeclaration>;
  readonly settings?: JsonObject;
  /** Sees every request on its way, and may answer in the emulator's place. */
  readonly between?: (request: HttpRequest, send: Transport['send']) => Promise<HttpResponse>;
  readonly password?: string;
}

export interface Lab extends Connection {
  readonly portal: PortalDeclaration;
  readonly deps: VirtualDeps;
  readonly emulator: Maas360Emulator;
  /** Everything that was sent, oldest first. */
  readonly sent: readonly HttpRequest[];
  readonly paths: () => readonly string[];
  /** What really changed something at the portal. */
  readonly writes: () => readonly string[];
  /** Another connection, as the next run has one. */
  readonly again: () => Connection;
  readonly look: (kind: string, known: Partial<Known> & { readonly key: string }) => Promise<ReadResult>;
  /** Writes, and asks after what was only accepted until it is done. */
  readonly write: (kind: string, key: string, wish: Wish) => Promise<Outcome>;
  readonly play: (step: string, email: string, answers?: JsonObject) => Promise<void>;
}

export interface Wish {
  readonly verb?: 'create' | 'invite' | 'update' | 'delete';
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly id?: string | null;
  readonly word?: string;
}

/** The emulated partner of grace@nordic.example on a virtual clock, and the provider's connection to it. */
export function lab(options: LabOptions = {}): Lab {
  const { between = (request, send) => send(request), password = 'sandbox', settings, ...choices } = options;
  const portal = portalOf(options.portal, settings);
  const sent: HttpRequest[] = [];
  const send = async (request: HttpRequest): Promise<HttpResponse> => {
    sent.push(request);
    return between(request, (one) => direct.send(one));
  };
  const deps = virtualDeps({ transport: { send } });
  const world = createSandboxWorld({ ...deps, now: deps.clock.now });
  const emulator = createMaas360Emulator({ ...choices, portal, world });
  const direct = inProcessTransport({ portal: emulatorInProcess(emulator.app), sleep: deps.sleep });
  const credentials = { accessKey: new Secret('sandbox'), password: new Secret(password) };
  const again = (): Connection => maas360.connect({ portal, credentials, deps });
  const connection = again();
  const { reader, writer } = connection;
  return {
    ...connection,
    portal,
    deps,
    emulator,
    sent,
    again,
    paths: () => sent.map(({ url }) => new URL(url).pathname),
    writes: () => {
      const acted = emulator.journal.entries().filter((entry) => entry.writes && entry.acted);
      return acted.map(({ operation }) => operation);
    },
    look: (kind, { key, ...known }) => {
      return reader.read(kind, { known: [{ address: { portal: 'nordic', kind, key }, id: null, ...known }] });
    },
    write: async (kind, key, wish) => {
      const change = changeOf(kind, key, wish);
      let outcome = await writer[wish.verb ?? 'create'](change, { occasion: 'o-1', signal: deps.signal });
      for (let turn = 0; turn < 100 && outcome.outcome === 'accepted'; turn += 1) {
        await deps.sleep(outcome.checkAfter);
        outcome = (await reader.poll(kind, outcome.ref)) ?? outcome;
      }
      return outcome;
    },
    play: async (step, email, answers = {}) => {
      const result = await emulator.play(step, email, answers);
      if (!result.played) throw new Error(`${step} of ${email}: ${JSON.stringify(result.problems)}`);
    },
  };
}

export function changeOf(kind: string, key: string, wish: Wish): Change {
  const { verb = 'create', before = null, after = null, id = null, word = verb } = wish;
  return {
    address: { portal: 'nordic', kind, key },
    identity: { document: 'PartnerLink', name: key, portal: 'nordic', kind },
    id,
    word,
    verdict: verb,
    before,
    after,
  } as unknown as Change;
}

/** The emulated account of this name. */
export function accountIn(emulator: Maas360Emulator, name: string) {
  const found = [...emulator.state().accounts.values()].find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no account ${name}`);
  return found;
}
