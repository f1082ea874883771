import { type AddressText, formatAddress, formatIdentity, type IdentityText } from '../model/address.ts';
import type { DeclaredKind } from '../model/declared.ts';
import type { Location, Origin } from '../model/diagnostic.ts';
import type { Instant } from '../model/instant.ts';
import type { Binding, LedgerState, OpenGate, OpenIntent } from '../model/ledger.ts';
import type { Observation } from '../model/observation.ts';
import type { ObservedResource } from '../model/resource.ts';

export interface DiffInput {
  readonly declared: DeclaredKind;
  readonly observation: Observation;
  readonly ledger: LedgerState;
  /** What the ledger owns of this kind here. */
  readonly bindings: readonly Binding[];
  /** The moment that is planned for. */
  readonly at: Instant;
  /** The moment of the read; the same as `at`, unless another moment is planned for. */
  readonly readAt: Instant;
  readonly locate: (origin: Origin) => Location;
  /** Plan the removal of everything that is owned: `--destroy`, or a portal that retires. */
  readonly removeAll: boolean;
}

/** What the judges of one kind share: the input, indexes over it, and what is already spoken for. */
export interface DiffContext extends DiffInput {
  readonly openIntents: ReadonlyMap<AddressText, OpenIntent>;
  readonly openGates: ReadonlyMap<AddressText, readonly OpenGate[]>;
  readonly desiredIdentities: ReadonlySet<IdentityText>;
  /** Keys that some document declares. */
  readonly desiredKeys: ReadonlySet<string>;
  /** Which identity owns the object with this id of the portal. */
  readonly ownersById: ReadonlyMap<string, IdentityText>;
  /** Observed objects that a document or a binding explains; what is left over is unmanaged. */
  readonly claimed: Set<ObservedResource>;
  /** Bindings that another document took over in this very diff. */
  readonly handedOver: Set<IdentityText>;
}

export function contextOf(input: DiffInput): DiffContext {
  const { ledger, bindings } = input;
  const { resources } = input.declared;
  let desiredKeys: ReadonlySet<string> | undefined;
  let ownersById: ReadonlyMap<string, IdentityText> | undefined;
  const openIntents = new Map<AddressText, OpenIntent>();
  for (const open of ledger.openIntents) openIntents.set(formatAddress(open.intent.address), open);
  return {
    ...input,
    openIntents,
    openGates: gatesByAddress(input),
    desiredIdentities: new Set(resources.map((resource) => formatIdentity(resource.identity))),
    // Only where something moved is it asked for by key or id: most plans need neither.
    get desiredKeys() {
      desiredKeys ??= new Set(resources.map((resource) => resource.address.key));
      return desiredKeys;
    },
    get ownersById() {
      ownersById ??= ownersOf(bindings);
      return ownersById;
    },
    claimed: new Set(),
    handedOver: new Set(),
  };
}

function ownersOf(bindings: readonly Binding[]): Map<string, IdentityText> {
  const owners = new Map<string, IdentityText>();
  for (const { id, identity } of bindings) if (id !== null) owners.set(id, formatIdentity(identity));
  return owners;
}

function gatesByAddress(input: DiffInput): Map<AddressText, OpenGate[]> {
  const { portal, kind } = input.declared;
  const gates = new Map<AddressText, OpenGate[]>();
  for (const gate of input.ledger.openGates.values()) {
    if (gate.address.portal !== portal.name || gate.address.kind !== kind.kind) continue;
    const address = formatAddress(gate.address);
    const known = gates.get(address);
    if (known === undefined) gates.set(address, [gate]);
    else known.push(gate);
  }
  return gates;
}
