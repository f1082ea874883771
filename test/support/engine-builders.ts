import type { DiffInput } from '../../engine/diff/diff-context.ts';
import { diffKind, type KindDiff } from '../../engine/diff/diff-kind.ts';
import { type Address, formatAddress, formatIdentity, type Identity } from '../../engine/model/address.ts';
import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import type { DeclaredKind } from '../../engine/model/declared.ts';
import { digestOf } from '../../engine/model/digest.ts';
import { day, minute } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import {
  type Binding,
  bindingsBySite,
  type LedgerState,
  type OpenGate,
  type OpenIntent,
} from '../../engine/model/ledger.ts';
import type { IntentEntry } from '../../engine/model/ledger-entry.ts';
import type { Observation } from '../../engine/model/observation.ts';
import type { ResourceKind } from '../../engine/model/provider.ts';
import type { DesiredResource, ObservedResource } from '../../engine/model/resource.ts';
import { account } from './engine-kinds.ts';
import { portalDeclaration } from './portal-declaration.ts';

/** The moment of everything that is built here, unless it is said otherwise. */
export const at = '2026-11-21T09:00:00.000Z';
export const before = '2026-11-01T09:00:00.000Z';

const base = portalDeclaration({ provider: 'sim', name: 'acme' });
export const portal: PortalDeclaration = {
  ...base,
  limits: { ...base.limits, settle: 10 * minute, invitationRounds: 3, invitationCooldown: day },
};

export const origin = { file: 'people.yaml', document: 0, path: [], line: 3 };

export function addressOf(name: string, kind = 'account'): Address {
  return { portal: 'acme', kind, key: `${name}@acme.example` };
}

export function identityOf(name: string, kind = 'account'): Identity {
  return { document: 'User', name, portal: 'acme', kind };
}

export function keyOf(name: string, kind = 'account'): string {
  return formatIdentity(identityOf(name, kind));
}

/** What a person's account holds unless it is said otherwise. */
export function attributesOf(name: string, more: JsonObject = {}): JsonObject {
  return { email: `${name}@acme.example`, role: 'member', ...more };
}

export function desired(name: string, more: JsonObject = {}, rest: Partial<DesiredResource> = {}): DesiredResource {
  const attributes = attributesOf(name, more);
  const common = { address: addressOf(name), identity: identityOf(name), attributes, origin };
  return { ...common, dependsOn: [], formerKeys: [], ...rest };
}

export function observed(name: string, more: JsonObject = {}, rest: Partial<ObservedResource> = {}): ObservedResource {
  const attributes = attributesOf(name, more);
  const evidence = { grade: 'read' as const, at };
  return { address: addressOf(name), id: `id-${name}`, presence: 'active', attributes, evidence, ...rest };
}

export function bound(name: string, more: JsonObject = {}, rest: Partial<Binding> = {}): Binding {
  return {
    identity: identityOf(name),
    address: addressOf(name),
    id: `id-${name}`,
    presence: 'active',
    attributes: attributesOf(name, more),
    since: before,
    how: 'created',
    round: 0,
    invitation: null,
    passed: [],
    evidence: { grade: 'read', at: before },
    ...rest,
  };
}

/** The parts of an invitation, the same for what is observed and what is bound. */
export const pending = {
  presence: 'invited',
  invitation: { sentAt: '2026-11-18T09:00:00.000Z', expiresAt: '2026-11-25T09:00:00.000Z' },
} as const;

export function intent(name: string, more: Partial<IntentEntry> = {}): IntentEntry {
  return {
    type: 'intent',
    run: 'run-0',
    verdict: 'create',
    word: 'create',
    address: addressOf(name),
    identity: identityOf(name),
    id: null,
    before: null,
    after: attributesOf(name),
    round: 0,
    fields: [],
    occasion: null,
    ...more,
  };
}

export function gateFor(
  name: string,
  more: Partial<Omit<OpenGate, 'gate'>> & { gate?: Partial<OpenGate['gate']> } = {},
): OpenGate {
  const gate = {
    step: 'by-hand',
    title: 'Do it by hand',
    waitingFor: { role: 'administrator' as const, name: 'grace' },
    since: before,
    proof: { by: 'attest' as const },
    proves: 'Only a word.',
    instructions: ['Do it.'],
    ...more.gate,
  };
  const place = { address: addressOf(name), identity: identityOf(name) };
  return {
    seq: 1,
    ...place,
    wants: 'create',
    id: null,
    before: null,
    after: attributesOf(name),
    opened: before,
    ...more,
    gate,
  };
}

export interface LedgerParts {
  readonly bindings?: readonly Binding[];
  readonly openIntents?: readonly OpenIntent[];
  readonly openGates?: readonly OpenGate[];
  readonly lapsed?: LedgerState['lapsed'];
  readonly spent?: LedgerState['spent'];
  readonly unknownMails?: LedgerState['unknownMails'];
  readonly harmDone?: LedgerState['harmDone'];
  readonly usedConsents?: LedgerState['usedConsents'];
  readonly offboarded?: LedgerState['offboarded'];
  readonly lockdowns?: LedgerState['lockdowns'];
}

export function ledgerWith(parts: LedgerParts = {}): LedgerState {
  const { bindings = [], openIntents = [], openGates = [] } = parts;
  return {
    ledgerId: 'ledger-1',
    epoch: 1,
    seq: 7,
    head: digestOf('head'),
    portals: 'live',
    bindings: new Map(bindings.map((one) => [formatIdentity(one.identity), one])),
    owners: new Map(bindings.map((one) => [formatAddress(one.address), formatIdentity(one.identity)])),
    openIntents,
    openGates: new Map(openGates.map((one) => [`${formatAddress(one.address)}#${one.gate.step}`, one])),
    attestations: [],
    lapsed: parts.lapsed ?? new Map(),
    spent: parts.spent ?? new Map(),
    unknownMails: parts.unknownMails ?? new Map(),
    runs: [],
    harmDone: parts.harmDone ?? [],
    usedConsents: parts.usedConsents ?? new Map(),
    offboarded: parts.offboarded ?? new Map(),
    lockdowns: parts.lockdowns ?? new Map(),
  };
}

export function observation(
  resources: readonly ObservedResource[],
  more: Partial<Observation> & { readonly kind?: ResourceKind } = {},
): Observation {
  return {
    portal,
    kind: account,
    coverage: 'complete',
    resources: new Map(resources.map((one) => [one.address.key, one])),
    byId: new Map(resources.flatMap((one) => (one.id === null ? [] : [[one.id, one] as const]))),
    absent: new Set(),
    evidence: [],
    pages: 1,
    rows: resources.length,
    problem: null,
    ...more,
  };
}

export interface World extends LedgerParts {
  readonly kind?: ResourceKind;
  readonly desired?: readonly DesiredResource[];
  readonly observed?: readonly ObservedResource[];
  readonly requests?: DeclaredKind['requests'];
  readonly portal?: Partial<PortalDeclaration>;
  readonly reading?: Partial<Observation>;
  readonly removeAll?: boolean;
  readonly at?: string;
}

export function locate(from: { readonly file: string; readonly line: number }) {
  return { file: from.file, line: from.line, column: 1, length: 1 };
}

export function diffInput(world: World): DiffInput {
  const { kind = account } = world;
  const here = { ...portal, ...world.portal };
  const ledger = ledgerWith(world);
  const declared = { portal: here, kind, resources: world.desired ?? [], requests: world.requests ?? [] };
  return {
    declared,
    observation: observation(world.observed ?? [], { kind, portal: here, ...world.reading }),
    ledger,
    bindings: bindingsBySite(ledger).get(`acme/${kind.kind}`) ?? [],
    at: world.at ?? at,
    readAt: at,
    locate,
    removeAll: world.removeAll ?? false,
  };
}

export function diff(world: World): KindDiff {
  return diffKind(diffInput(world));
}

/** Verdict and name of everything a diff says, in one line each. */
export function verdicts({ changes, standing }: Pick<KindDiff, 'changes' | 'standing'>): string[] {
  return [...changes, ...standing].map(({ verdict, address }) => `${verdict} ${address.key.split('@')[0]}`);
}
