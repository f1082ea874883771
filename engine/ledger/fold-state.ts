import { type Address, type AddressText, formatAddress, type IdentityText } from '../model/address.ts';
import { type Digest, digestOf } from '../model/digest.ts';
import type { Instant } from '../model/instant.ts';
import type {
  Attestation,
  Binding,
  LapsedInvitation,
  LedgerState,
  Lockdown,
  Offboarded,
  OpenGate,
  OpenIntent,
  RunRecord,
  UnknownMail,
  UsedConsent,
} from '../model/ledger.ts';
import type { LedgerLine, PortalsReached } from '../model/ledger-entry.ts';
import { harmDoneIn, type HarmNotes, newHarmNotes } from './fold-harm.ts';
import { encodeLine } from './segment.ts';

/** What a fold keeps while it goes over the lines. Only the files `fold…` touch it. */
export interface FoldState {
  readonly ledgerId: string | null;
  /** Numbers of attestations that a later line withdraws: they are recorded, but have no effect. */
  readonly withdrawn: ReadonlySet<number>;
  epoch: number;
  seq: number;
  /** Null until somebody asks: hashing every line again only for this would double the work. */
  head: Digest | null;
  last: LedgerLine | null;
  portals: PortalsReached | null;
  readonly bindings: Map<IdentityText, Binding>;
  readonly owners: Map<AddressText, IdentityText>;
  readonly openIntents: Map<number, OpenIntent>;
  readonly openGates: Map<string, OpenGate>;
  /** The keys of the open gates at an address. */
  readonly gatesAt: Map<AddressText, Set<string>>;
  readonly attestations: Map<number, Attestation>;
  readonly lapsed: Map<IdentityText, LapsedInvitation>;
  /** When each of them lapsed, the longest ago first. */
  readonly lapsedAt: Map<IdentityText, Instant>;
  readonly spent: Map<string, 'done' | 'unknown'>;
  readonly unknownMails: Map<string, UnknownMail>;
  readonly runs: Map<string, RunRecord>;
  /** By run, the consents that it was started with and has not used yet. */
  readonly heldConsents: Map<string, readonly string[]>;
  readonly harm: HarmNotes;
  readonly usedConsents: Map<string, UsedConsent>;
  readonly offboarded: Map<string, Offboarded>;
  readonly lockdowns: Map<string, Lockdown>;
  /** Runs whose very plan somebody consented to, while the consent was good. */
  readonly consentedRuns: Set<string>;
  /** Runs that took more than the manifests ask for. */
  readonly sweeps: Set<string>;
}

export interface FoldStart {
  readonly ledgerId: string | null;
  readonly withdrawn?: ReadonlySet<number>;
}

export function newFoldState(start: FoldStart): FoldState {
  return {
    ledgerId: start.ledgerId,
    withdrawn: start.withdrawn ?? new Set(),
    epoch: 0,
    seq: 0,
    head: digestOf(''),
    last: null,
    portals: null,
    bindings: new Map(),
    owners: new Map(),
    openIntents: new Map(),
    openGates: new Map(),
    gatesAt: new Map(),
    attestations: new Map(),
    lapsed: new Map(),
    lapsedAt: new Map(),
    spent: new Map(),
    unknownMails: new Map(),
    runs: new Map(),
    heldConsents: new Map(),
    harm: newHarmNotes(),
    usedConsents: new Map(),
    offboarded: new Map(),
    lockdowns: new Map(),
    consentedRuns: new Set(),
    sweeps: new Set(),
  };
}

/**
 * The state as the rest of the engine sees it. Maps and lists are the fold's own and move on with it; the lists are
 * made only for who looks, so that a view may be taken after every single line.
 */
export function viewOf(state: FoldState): LedgerState {
  return {
    ledgerId: state.ledgerId,
    epoch: state.epoch,
    seq: state.seq,
    head: headOf(state),
    portals: state.portals,
    bindings: state.bindings,
    owners: state.owners,
    get openIntents() {
      return [...state.openIntents.values()];
    },
    openGates: state.openGates,
    get attestations() {
      return [...state.attestations.values()];
    },
    lapsed: state.lapsed,
    spent: state.spent,
    unknownMails: state.unknownMails,
    get runs() {
      return [...state.runs.values()];
    },
    get harmDone() {
      return harmDoneIn(state.harm, (intent) => state.openIntents.has(intent));
    },
    usedConsents: state.usedConsents,
    offboarded: state.offboarded,
    lockdowns: state.lockdowns,
  };
}

export function gateKey(address: Address, step: string): string {
  return `${formatAddress(address)}#${step}`;
}

function headOf(state: FoldState): Digest {
  if (state.head === null) state.head = digestOf(state.last === null ? '' : encodeLine(state.last));
  return state.head;
}
