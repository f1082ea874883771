import type { Change, FieldChange } from '../../engine/model/change.ts';
import type { LicenseDeclaration, PersonDeclaration, PortalDeclaration } from '../../engine/model/declaration.ts';
import type { Transport } from '../../engine/model/deps.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { Connection, Outcome, ResourceKind } from '../../engine/model/provider.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
import { Secret } from '../../engine/model/secret.ts';
import {
  createIbmConnectionsEmulator,
  type IbmConnectionsEmulator,
  type IbmConnectionsEmulatorOptions,
} from '../../providers/ibm-connections/emulator/index.ts';
import { ibmConnections } from '../../providers/ibm-connections/index.ts';
import { emulatorInProcess } from '../../providers/kit/emulator-in-process.ts';
import { inProcessTransport } from '../../providers/kit/in-process-transport.ts';
import { createSandboxWorld } from '../../providers/kit/sandbox/sandbox-world.ts';
import { ibmConnectionsProbe } from '../support/ibm-connections-probe.ts';
import { portalDeclaration } from '../support/portal-declaration.ts';
import { type VirtualDeps, virtualDeps } from '../support/virtual-deps.ts';

export const origin = { file: 'portal.yaml', document: 0, path: ['metadata', 'name'], line: 1 };

export function portalOf(over: Partial<PortalDeclaration> = {}, settings: JsonObject = {}): PortalDeclaration {
  return portalDeclaration({
    name: 'acme',
    provider: 'ibm-connections',
    settings: { customer: { id: '1000001', name: 'Acme' }, pageSize: 2, ...settings },
    baseUrls: Object.fromEntries(ibmConnections.planes.map((plane) => [plane, `https://acme.test/${plane}`])),
    contacts: { owner: 'grace@acme.example' },
    licenses: [s2, docs],
    ...over,
  });
}

export function licenseOf(name: string, over: Partial<LicenseDeclaration> = {}): LicenseDeclaration {
  return { name, product: `Product ${name}`, onRemove: 'keep', origin, ...over };
}

export const s2 = licenseOf('s2', { mpn: 'IBM-CONN-S2', part: 'D0NPULL', seats: 5 });
export const docs = licenseOf('docs', { mpn: 'IBM-CONN-DOCS', part: 'D0QBKLL', seats: 3, addOnOf: 's2' });

export function personOf(name: string, over: Partial<PersonDeclaration> = {}): PersonDeclaration {
  return {
    name,
    email: `${name}@acme.example`,
    formerEmails: [],
    givenName: name,
    familyName: 'Acme',
    locale: 'en',
    service: false,
    access: [],
    licenses: [],
    requests: [],
    origin: { ...origin, file: `${name}.yaml` },
    ...over,
  };
}

export function kindOf(name: string, portal: PortalDeclaration = portalOf()): ResourceKind {
  const kind = ibmConnections.kinds(portal).find((one) => one.kind === name);
  if (kind === undefined) throw new Error(`there is no kind ${name}`);
  return kind;
}

export interface Lab extends Connection {
  readonly portal: PortalDeclaration;
  readonly deps: VirtualDeps;
  readonly emulator: IbmConnectionsEmulator;
  /** Somebody else puts it there. */
  readonly put: (kind: string, key: string, attributes?: JsonObject) => Promise<void>;
  readonly writes: () => readonly string[];
  /** Writes, and asks after what was only accepted until it is done. */
  readonly write: (kind: string, key: string, change: Wish) => Promise<Outcome>;
  readonly find: (kind: string, key: string) => Promise<ObservedResource | undefined>;
}

export interface LabOptions extends Partial<Omit<IbmConnectionsEmulatorOptions, 'portal' | 'world'>> {
  readonly portal?: Partial<PortalDeclaration>;
  readonly settings?: JsonObject;
  readonly through?: (transport: Transport) => Transport;
}

export interface Wish {
  readonly verb?: 'create' | 'update' | 'delete' | 'invite' | 'reset';
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly id?: string | null;
}

/** The emulated customer Acme of grace@acme.example on a virtual clock, and the provider's connection to it. */
export function lab(options: LabOptions = {}): Lab {
  const portal = portalOf(options.portal, options.settings);
  const deps = virtualDeps({ transport: { send: (request) => transport.send(request) } });
  const world = createSandboxWorld({ ...deps, now: deps.clock.now });
  const emulator = createIbmConnectionsEmulator({ ...options, portal, world });
  const direct = inProcessTransport({ portal: emulatorInProcess(emulator.app), sleep: deps.sleep });
  const transport = options.through?.(direct) ?? direct;
  const names = ibmConnections.credentialNames(portal.settings);
  const credentials = Object.fromEntries(names.map((name) => [name, new Secret('sandbox')]));
  const { reader, writer } = ibmConnections.connect({ portal, credentials, deps });
  const probe = ibmConnectionsProbe(emulator);
  return {
    portal,
    deps,
    emulator,
    reader,
    writer,
    put: async (kind, key, attributes = {}) => probe.put({ portal: 'acme', kind, key }, attributes),
    writes: () =>
      emulator.journal
        .entries()
        .filter((entry) => entry.writes && entry.acted)
        .map((entry) => entry.operation),
    write: async (kind, key, wish) => {
      const verb = wish.verb ?? 'create';
      let outcome = await writer[verb](changeOf(kind, key, wish), { occasion: 'o-1', signal: deps.signal });
      for (let turn = 0; turn < 100 && outcome.outcome === 'accepted'; turn += 1) {
        await deps.sleep(outcome.checkAfter);
        outcome = (await reader.poll(kind, outcome.ref)) ?? outcome;
      }
      return outcome;
    },
    find: async (kind, key) => {
      const { resources } = await reader.read(kind, { known: [] });
      return resources.find((one) => one.address.key === key);
    },
  };
}

export function changeOf(kind: string, key: string, wish: Wish): Change {
  const { verb = 'create', before = null, after = null, id = null } = wish;
  const [name = ''] = key.split('@');
  const fields: FieldChange[] = Object.entries(after ?? {}).map(([field, value]) => {
    return { field, before: before?.[field] ?? null, after: value };
  });
  const changed = fields.filter(({ before: was, after: is }) => was !== is);
  return {
    address: { portal: 'acme', kind, key },
    identity: { document: 'User', name, portal: 'acme', kind },
    id,
    word: verb,
    summary: '',
    harms: [],
    consequences: [],
    consent: [],
    evidence: { grade: 'read', at: '2026-11-21T09:00:00.000Z' },
    dependsOn: [],
    requests: 1,
    verdict: verb,
    before,
    after,
    fields: changed,
    presence: 'active',
    round: 1,
  } as unknown as Change;
}
