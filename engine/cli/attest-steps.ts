import { type Address, formatAddress } from '../model/address.ts';
import type { DeclaredKind } from '../model/declared.ts';
import type { JsonObject } from '../model/json.ts';
import type { Binding, LedgerState, OpenGate } from '../model/ledger.ts';
import { didYouMean } from '../manifest/nearest.ts';
import { CliFailure } from './cli-failure.ts';

/** A step that somebody may vouch for now. */
export interface Attestable {
  readonly address: Address;
  readonly step: string;
  /** `metadata.name` of the document that it is for. */
  readonly document: string | null;
  /** Whether it gives administrator's rights. */
  readonly privileged: boolean;
}

export interface StepQuery {
  readonly address: Address;
  readonly step: string;
  readonly state: LedgerState;
  readonly declared: readonly DeclaredKind[];
}

/** @throws CliFailure where nobody waits for such a step; it says what is waited for there. */
export function attestableAt(query: StepQuery): Attestable {
  const { address, step, state, declared } = query;
  const all = [...openSteps(state, declared)];
  const text = formatAddress(address);
  const found = all.find((one) => formatAddress(one.address) === text && one.step === step);
  if (found !== undefined) return found;
  const here = all.filter((one) => formatAddress(one.address) === text).map((one) => one.step);
  if (here.length > 0) {
    throw new CliFailure(`${text} does not wait for ${step}`, { cure: `It waits for: ${here.join(', ')}.` });
  }
  const hint = didYouMean(text, new Set(all.map((one) => formatAddress(one.address))));
  throw new CliFailure(`Nothing is waited for at ${text}${hint === undefined ? '' : `; ${hint}`}`, {
    cure: 'rollcall status shows what is waited for; apply writes down the steps of a new plan.',
  });
}

export interface SittingQuery {
  readonly portal: string;
  /** `2026-11-21`: steps asked for up to that day belong to it. */
  readonly day: string;
  readonly state: LedgerState;
  readonly declared: readonly DeclaredKind[];
}

/** The steps by hand of one portal that were asked for up to a day. */
export function attestableInSitting({ portal, day, state, declared }: SittingQuery): Attestable[] {
  const gates = [...state.openGates.values()].filter((gate) => {
    return gate.address.portal === portal && gate.opened.slice(0, 10) <= day && gate.gate.waitingFor.role !== 'person';
  });
  return gates.map((gate) => attestableGate(gate, declared));
}

function* openSteps(state: LedgerState, declared: readonly DeclaredKind[]): Generator<Attestable> {
  for (const gate of state.openGates.values()) yield attestableGate(gate, declared);
  for (const binding of state.bindings.values()) {
    const invitation = binding.presence === 'invited' ? attestableInvitation(binding, declared) : undefined;
    if (invitation !== undefined) yield invitation;
  }
}

function attestableGate({ address, identity, gate, after }: OpenGate, declared: readonly DeclaredKind[]): Attestable {
  return { address, step: gate.step, document: identity.name, privileged: isPrivileged(address, after, declared) };
}

/** The gate of a pending invitation, which its kind derives and the ledger does not hold. */
function attestableInvitation(binding: Binding, declared: readonly DeclaredKind[]): Attestable | undefined {
  const { address, id, attributes, invitation, evidence, identity } = binding;
  const kind = kindOf(address, declared);
  const observed = {
    address,
    id,
    presence: 'invited',
    attributes,
    evidence,
    ...(invitation && { invitation }),
  } as const;
  const gate = kind?.kind.invitationGate(observed);
  if (gate === undefined) return undefined;
  const privileged = isPrivileged(address, attributes, declared);
  return { address, step: gate.step, document: identity.name, privileged };
}

function isPrivileged(address: Address, after: JsonObject | null, declared: readonly DeclaredKind[]): boolean {
  return after !== null && (kindOf(address, declared)?.kind.isAdministrator(after) ?? true);
}

function kindOf(address: Address, declared: readonly DeclaredKind[]): DeclaredKind | undefined {
  return declared.find(({ portal, kind }) => portal.name === address.portal && kind.kind === address.kind);
}
