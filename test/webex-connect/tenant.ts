import type { PersonDeclaration, PortalDeclaration } from '../../engine/model/declaration.ts';
import type { Transport } from '../../engine/model/deps.ts';
import { day, minute, second } from '../../engine/model/instant.ts';
import type { Connection, ResourceKind } from '../../engine/model/provider.ts';
import { Secret } from '../../engine/model/secret.ts';
import { emulatorInProcess } from '../../providers/kit/emulator-in-process.ts';
import { inProcessTransport } from '../../providers/kit/in-process-transport.ts';
import { createSandboxWorld, type SandboxWorld } from '../../providers/kit/sandbox/sandbox-world.ts';
import {
  createWebexConnectEmulator,
  type WebexConnectEmulator,
  type WebexConnectEmulatorOptions,
} from '../../providers/webex-connect/emulator/index.ts';
import { webexConnect } from '../../providers/webex-connect/index.ts';
import { type VirtualDeps, virtualDeps } from '../support/virtual-deps.ts';

export const origin = { file: 'portal.yaml', document: 0, path: ['metadata', 'name'], line: 1 };

export function portalOf(over: Partial<PortalDeclaration> = {}): PortalDeclaration {
  return {
    name: 'acme',
    provider: 'webex-connect',
    settings: { mode: 'adapter' },
    baseUrls: { default: 'http://127.0.0.1:4747' },
    credentials: {},
    login: 'password',
    limits: {
      requestsPerSecond: 50,
      concurrency: 4,
      settle: 10 * minute,
      requestTimeout: 30 * second,
      invitationRounds: 3,
      invitationCooldown: day,
    },
    rails: {},
    protected: [],
    contacts: { owner: 'grace@acme.example' },
    precedence: [],
    retire: false,
    people: [],
    licenses: [],
    ended: [],
    origin,
    ...over,
  };
}

export function personOf(name: string, over: Partial<PersonDeclaration> = {}): PersonDeclaration {
  const at = { ...origin, file: `${name}.yaml` };
  const grant = { role: 'Full access', with: {}, origin: at };
  const common = { formerEmails: [], locale: 'en', service: false, licenses: [], requests: [], origin: at };
  return { name, email: `${name}@acme.example`, access: [grant], ...common, ...over };
}

export function teammateOf(portal: PortalDeclaration): ResourceKind {
  const [kind] = webexConnect.kinds(portal);
  if (kind === undefined) throw new Error('there is no kind');
  return kind;
}

export interface Tenant extends Connection {
  readonly portal: PortalDeclaration;
  readonly kind: ResourceKind;
  readonly deps: VirtualDeps;
  readonly world: SandboxWorld;
  readonly emulator: WebexConnectEmulator;
  /** Operations that the emulator carried out, in order. */
  readonly operations: () => string[];
}

export interface TenantOptions extends Partial<Omit<WebexConnectEmulatorOptions, 'portal' | 'world'>> {
  readonly portal?: Partial<PortalDeclaration>;
  readonly token?: string;
  /** Something between the provider and the tenant. */
  readonly through?: (transport: Transport) => Transport;
}

/** The emulated tenant `acme` of grace@acme.example on a virtual clock, and the provider's connection to it. */
export function tenant(options: TenantOptions = {}): Tenant {
  const portal = portalOf(options.portal);
  let ids = 0;
  const deps = virtualDeps({ transport: { send: (request) => transport.send(request) } });
  const world = createSandboxWorld({
    now: deps.clock.now,
    sleep: deps.sleep,
    random: deps.random,
    newId: () => {
      ids += 1;
      return `n${ids}`;
    },
  });
  const emulator = createWebexConnectEmulator({ ...options, portal, world });
  const direct = inProcessTransport({ portal: emulatorInProcess(emulator.app), sleep: deps.sleep });
  const transport = options.through?.(direct) ?? direct;
  const credentials = { token: new Secret(options.token ?? 'sandbox') };
  return {
    ...webexConnect.connect({ portal, credentials, deps }),
    portal,
    kind: teammateOf(portal),
    deps,
    world,
    emulator,
    operations: () => emulator.journal.entries().map((entry) => entry.operation),
  };
}
